export { type CatalogueEntry, catalogue, catalogueEntry } from './catalogue.ts';
export { type AuditOptions, auditRepository, rulesVersion } from './engine/audit-repository.ts';
export { type Factor, factors } from './factors.ts';
export type { RepositoryFile, RepositoryInput } from './repo/repository-input.ts';
export type * from './report.ts';
