import type { Rule } from './engine/define-rule.ts';

/** Every rule that is implemented; alphabetical by id, one line each, so that additions do not collide. */
export const registry: readonly Rule[] = [];
