/** How a repository gets in: from an archive, or file by file from a directory that the caller reads. */
export { createInputCollector, type InputCollector } from './repo/collect-input.ts';
export { createIgnoreFilter, type IgnoreFilter } from './repo/ignore-filter.ts';
export { readArchive } from './repo/read-archive.ts';
export { defaultReadLimits, type ReadLimits } from './repo/read-limits.ts';
export type { RepositoryInput } from './repo/repository-input.ts';
export { UnreadableArchiveError } from './repo/unreadable-archive-error.ts';
