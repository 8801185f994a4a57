import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Component } from '../../../facts/components-fact.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import { declaredHealth } from './declared-health.ts';
import { healthRoutes } from './health-routes.ts';

const STATIC_SERVERS = new Set(['nginx', 'caddy', 'serve', 'http-server', 'apache']);

export const healthCheck = defineRule({
  id: 'disposability/health-check',
  factor: 'disposability',
  title: 'The web app has a health check',
  severity: 'medium',
  remediation:
    "Serve a cheap route such as `/healthz` and declare it where the app is deployed: `HEALTHCHECK`, `healthcheck:` in compose, a readiness probe, the platform's check path.",
  appliesTo: (context) => webApps(context).length > 0 || 'No web app is here.',

  *check(context) {
    const routes = healthRoutes(context);
    const declared = declaredHealth(context);
    const libraries = new Set(context.facts.components.libraries.map(({ path }) => path));
    for (const { component, process } of webApps(context)) {
      const found = [...declared, ...routes].filter(
        (item) => item.component === component.path || item.component === null || libraries.has(item.component),
      );
      const first = found.find((item) => item.component === component.path) ?? found[0];
      if (first) yield pass(first.place, first.what);
      else yield missing(component, process);
    }
  },
});

function missing(component: Component, process: Process | null): RuleYield {
  return fail(
    process?.place ?? component.place,
    `No health check is declared or served for ${component.path || component.name}.`,
    {
      identity: `health of ${component.path}`,
      confidence: process ? 'high' : 'medium',
    },
  );
}

/** Apps that serve HTTP by code of their own, each with a production process where one is known. */
function webApps({ facts }: RuleContext): { component: Component; process: Process | null }[] {
  return facts.components.apps.flatMap((component) => {
    const own = facts.processes.web.filter((process) => process.component === component.path);
    const server = own.find((process) => {
      const name = process.main ? facts.processes.serverOf(process.main.command)?.name : undefined;
      return name === undefined || !STATIC_SERVERS.has(name) || facts.stacks.languages[0] === 'php';
    });
    const serves = facts.stacks.web.some((item) => item.component === component.path && !item.development);
    if (own.length > 0 && !server && !serves) return [];
    return server || serves ? [{ component, process: server ?? own[0] ?? null }] : [];
  });
}
