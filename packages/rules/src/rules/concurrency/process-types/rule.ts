import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Component } from '../../../facts/components-fact.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import { baseName, isInside, type Place } from '../../../repo/place.ts';

export const processTypes = defineRule({
  id: 'concurrency/process-types',
  factor: 'concurrency',
  title: 'The app declares its process types',
  severity: 'medium',
  remediation:
    'Declare each process type with its command: a Procfile (`web:`, `worker:`), compose services, Kubernetes workloads or a platform file.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0 || 'No app.',

  *check(context) {
    for (const app of context.facts.components.apps) {
      const place = declarationOf(context, app);
      if (place) yield pass(place, `${place.path} declares how ${app.name} runs.`);
      else
        yield fail(app.place, `Nothing declares the process types of ${app.name} for production.`, {
          identity: 'no process types',
          confidence: context.facts.components.apps.length > 1 ? 'medium' : 'high',
        });
    }
  },
});

/** Platform files that declare processes without naming their commands. */
const PLATFORM: ReadonlySet<string> = new Set([
  'vercel',
  'serverless',
  'app-yaml',
  'fly',
  'render',
  'railway',
  'helm',
  'ecs',
]);

function declarationOf({ repo, facts }: RuleContext, app: Component): Place | null {
  const declared = facts.processes.production.filter(isDeclaration);
  const process =
    declared.find((item) => item.component === app.path) ??
    declared.find((item) => names(item, app)) ??
    // A file of the whole repository, such as one Dockerfile for all services, declares for each app that has none of its own.
    declared.find(
      (item) =>
        !facts.components.apps.some((other) => other.path === item.component && other.path !== '' && other !== app) &&
        isInside(app.path, item.component),
    );
  if (process) return process.commandPlace ?? process.place;
  const file = facts.processes.deployFiles.find(
    (item) =>
      item.stage === 'production' &&
      PLATFORM.has(item.kind) &&
      (item.component === app.path || isInside(app.path, item.component)),
  );
  if (file) return file.place;
  const terraform = facts.processes.deployFiles.find(
    (item) =>
      item.kind === 'terraform' &&
      item.stage === 'production' &&
      /\b(?:aws_ecs_(?:service|task_definition)|google_cloud_run\w*|azurerm_(?:container_app|linux_web_app)|aws_apprunner_service|kubernetes_deployment\w*|heroku_formation)\b/.test(
        repo.text(item.path),
      ),
  );
  const functions = repo
    .named('netlify.toml', 'wrangler.toml', 'wrangler.jsonc', 'template.yaml', 'host.json', 'captain-definition')
    .find((path) => repo.isProduction(path) && isInside(path, app.path));
  return terraform?.place ?? (functions ? { path: functions, startLine: 1, endLine: 1 } : null);
}

function isDeclaration(process: Process): boolean {
  if (process.deploy === 'package-script' || process.type === 'release' || process.type === 'init') return false;
  return !(process.deploy === 'systemd' && process.type === 'job');
}

function names(process: Process, app: Component): boolean {
  const word = baseName(app.path === '' ? app.name : app.path).toLowerCase();
  const image = baseName(process.image?.name ?? '').toLowerCase();
  return (
    word.length > 1 &&
    (process.name.toLowerCase() === word || image === word || image.endsWith(`-${word}`) || image.endsWith(`_${word}`))
  );
}
