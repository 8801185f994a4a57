export * from './audit.ts';
export * from './organization.ts';
export * from './problem.ts';
export * from './repository.ts';
export * from './rule.ts';
export * from './session.ts';
export * from './vocabulary.ts';
