import type { Rule } from './engine/define-rule.ts';
import { noHardcodedDebug } from './rules/config/no-hardcoded-debug/rule.ts';
import { lockfile } from './rules/dependencies/lockfile/rule.ts';
import { noDevServer } from './rules/port-binding/no-dev-server/rule.ts';

/** Every rule that is implemented; alphabetical by id, one line each, so that additions do not collide. */
export const registry: readonly Rule[] = [noHardcodedDebug, lockfile, noDevServer];
