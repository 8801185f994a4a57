import type { RuleContext } from '../../engine/define-rule.ts';
import { startsInForce } from '../../facts/processes/starts-in-force.ts';
import type { Process } from '../../facts/processes-fact.ts';

/** Whether the repository has an app that serves HTTP. */
export function hasWebApp({ facts }: RuleContext): boolean {
  if (facts.components.apps.length === 0) return false;
  const apps = new Set(facts.components.apps.map((app) => app.path));
  return (
    facts.processes.web.length > 0 ||
    facts.stacks.web.some((technology) => apps.has(technology.component) && !technology.development)
  );
}

/** Web processes that production starts by a known command; one per command. */
export function webStarts({ facts }: RuleContext): Process[] {
  const seen = new Set<string>();
  return startsInForce(facts.processes).filter((process) => {
    if (process.type !== 'web' || process.main === null) return false;
    const key = `${process.main.place.path}:${process.main.place.startLine}:${process.command}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
