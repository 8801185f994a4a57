export { type CatalogueEntry, catalogue, catalogueEntry } from './catalogue.ts';
export { type AuditOptions, auditRepository } from './engine/audit-repository.ts';
export { type Factor, factors } from './factors.ts';
export type { RepositoryFile, RepositoryInput } from './repo/repository-input.ts';
export type * from './report.ts';
export { rulesVersion } from './rules-version.ts';
