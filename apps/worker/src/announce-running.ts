import { asSystem, auditForPublishing, type Claim } from '@twelvefold/db';
import { startCheckRun } from '@twelvefold/github';
import type { Logger } from '@twelvefold/runtime';
import { checkRunTarget } from './check-run-target.ts';
import type { Deps } from './deps.ts';

/** Shorter audits go from queued to completed: a write less, and nobody would have seen it. */
const afterMs = 3_000;

/** Sets the check run to in progress when the audit takes a while. `settle` waits for a write on its way, so that it can not arrive after the conclusion. */
export function announceRunning(deps: Deps, claim: Claim, log: Logger): { settle(): Promise<void> } {
  let writing: Promise<void> = Promise.resolve();

  async function announce(): Promise<void> {
    try {
      const published = await auditForPublishing(asSystem(deps.database), claim.auditId);
      if (published === null || published.checkRunId === null || published.state !== 'running') return;
      const words = { title: 'Auditing', summary: 'The code is being read and judged. This takes a few seconds.' };
      await startCheckRun(deps.github, checkRunTarget(deps, published), published.checkRunId, words);
    } catch (err) {
      // Nothing depends on it: the conclusion comes anyway.
      log.debug({ err }, 'check run not set to in progress');
    }
  }

  const timer = setTimeout(() => (writing = announce()), afterMs);
  return {
    settle() {
      clearTimeout(timer);
      return writing;
    },
  };
}
