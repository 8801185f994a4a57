import type { RuleContext } from '../../engine/define-rule.ts';
import type { Process } from '../../facts/processes-fact.ts';

const TOOLS =
  /(?:^|\/)(?:traefik|nginx|caddy|haproxy|envoy|aws-?cli|garland\/aws-cli|certbot|grafana|prometheus)(?:[-/:]|$)/i;

/** An image of the repository that only dresses up a backing service, a proxy or a tool: it runs none of the app's code. */
export function runsService({ facts }: RuleContext, { built, type }: Process): boolean {
  if (type === 'proxy' || type === 'service') return true;
  if (!built) return false;
  const [first] = built.image.lineage(built.stage);
  const base = first?.base.name ?? '';
  const name = base.slice(base.lastIndexOf('/') + 1);
  const copiesCode = built.image.instructions(built.stage, 'COPY').some((copy) => copy.flags.from !== undefined);
  return !copiesCode && (facts.services.productOf(name) !== null || TOOLS.test(base));
}
