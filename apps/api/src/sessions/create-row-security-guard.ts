import { ProblemError } from '../problem-error.ts';

/**
 * Superusers see every tenant's rows whatever a transaction says: with such a role nothing is shown to anybody. `bypasses` asks the database; it is asked
 * until all is well, then never again.
 */
export function createRowSecurityGuard(bypasses: () => Promise<boolean>): () => Promise<void> {
  let isWell = false;
  return async function requireRowSecurity() {
    if (isWell) return;
    if (await bypasses()) {
      throw new ProblemError(
        503,
        'row-security-bypassed',
        'The role of DATABASE_URL bypasses row-level security, so nothing is shown. Use a role without SUPERUSER and BYPASSRLS.',
      );
    }
    isWell = true;
  };
}
