import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Command, CommandUse } from '../../../facts/commands-fact.ts';
import { baseName, type Place, placeOf } from '../../../repo/place.ts';

export const noCodeChangesOnServers = defineRule({
  id: 'build-release-run/no-code-changes-on-servers',
  factor: 'build-release-run',
  title: 'No code is changed on running servers',
  severity: 'high',
  remediation:
    'Build an image or package in CI, and let the server fetch that by its version (`docker compose pull && docker compose up -d`).',
  appliesTo: (context) => deployPlaces(context).length > 0 || 'No script or CI job deploys, releases or publishes.',

  *check(context) {
    const found = [...changes(context)];
    yield* found;
    if (found.length === 0)
      for (const place of deployPlaces(context).slice(0, 5)) yield pass(place, 'It changes no code on a server.');
  },
});

const PULLS = /^(?:pull|fetch|checkout|reset|clone|merge)$/;
const GIT_ON_HOST = /\bgit\s+(?:-C\s+\S+\s+)?(?:pull|fetch|checkout|reset --hard|clone)\b/;
const RESTART =
  /\bsystemctl\s+(?:--user\s+)?(?:restart|reload)\b|\bservice\s+\S+\s+(?:restart|reload)\b|\bsupervisorctl\s+(?:restart|reload|update)\b|\bpm2\s+(?:restart|reload|startOr\w+|start)\b|\b(?:docker[ -]compose|podman-compose)\b[^\n]*\bup\b|\btouch\s+\S*(?:wsgi|restart\.txt)/;

function* changes(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  for (const use of facts.commands.all) {
    if (!isDeploying(use)) continue;
    if (use.command.remote && use.command.program === 'git' && use.command.args.some((arg) => PULLS.test(arg)))
      yield fail(use.command.place, 'Code is pulled on a server over ssh.');
    else if (isSourceCopy(use.command) && restartsAfter(context, use))
      yield fail(use.command.place, 'Sources are copied onto a running server.', { confidence: 'medium' });
  }
  for (const { job } of facts.pipelines.jobs) {
    for (const step of job.steps) {
      if (!step.action || !/ssh|remote/i.test(step.action)) continue;
      const script = step.with.script ?? step.with.command ?? step.with.SCRIPT_AFTER ?? '';
      if (GIT_ON_HOST.test(script)) yield fail(step.place, `The CI job ${job.id} pulls code on a server.`);
    }
  }
  yield* onTheServer(context);
  yield* byTool(context);
}

function isDeploying(use: CommandUse): boolean {
  return use.purpose === 'production' && ['ci', 'script', 'makefile', 'package-script', 'release'].includes(use.origin);
}

/** `rsync … ./ host:path`, `scp -r src host:path`. Compose files, archives and single files of configuration are no sources. */
function isSourceCopy(command: Command): boolean {
  if (command.program !== 'rsync' && command.program !== 'scp') return false;
  const words = command.args.filter((arg) => !arg.startsWith('-'));
  const isRemote = /^[^/\s]*@?[\w.${}-]+:(?!\/\/)/.test(words.at(-1) ?? '');
  return (
    isRemote &&
    words
      .slice(0, -1)
      .some((word) =>
        /^(?:\.\/?|\.\/\*|\*|(?:\.\/)?(?:src|app|lib|backend|server|api)\/?|\$\{?(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|PWD)\}?\/?)$/.test(
          word,
        ),
      )
  );
}

/** The same job or script restarts something on a host. */
function restartsAfter({ facts }: RuleContext, use: CommandUse): boolean {
  return facts.commands.all.some(
    (other) =>
      other.command.place.path === use.command.place.path &&
      other.name === use.name &&
      (other.command.remote || other.command.program === 'ssh') &&
      RESTART.test(other.command.text),
  );
}

/** A script of the repository that is run on the server itself: pulls, then restarts. */
function* onTheServer({ repo, facts }: RuleContext): Iterable<RuleYield> {
  const pulls = facts.commands.all.filter(
    (use) =>
      (use.origin === 'script' || use.origin === 'makefile') &&
      use.purpose === 'production' &&
      !use.command.remote &&
      use.command.program === 'git' &&
      use.command.args.includes('pull'),
  );
  for (const use of pulls) {
    const path = use.command.place.path;
    if (!/deploy|update|upgrade|release|restart|prod/i.test(`${path} ${use.name}`)) continue;
    const restarts = facts.commands.all.some(
      (other) =>
        other.command.place.path === path &&
        (use.origin === 'script' || other.name === use.name) &&
        RESTART.test(other.command.text) &&
        !(/compose/.test(other.command.text) && /dev|local/.test(other.command.text)),
    );
    if (restarts && repo.isProduction(path))
      yield fail(use.command.place, `${path} pulls code and restarts the app on the server.`, { confidence: 'medium' });
  }
}

/** Capistrano, Deployer and Fabric fetch the code on each host. */
function* byTool({ repo, facts }: RuleContext): Iterable<RuleYield> {
  const deploy = repo.named('deploy.rb').find((path) => /(?:^|\/)config\/deploy\.rb$/.test(path));
  if (deploy && /^\s*set\s*\(?\s*:(?:repo_url|repository)\b/m.test(repo.text(deploy)))
    yield fail(
      lineOf(repo.text(deploy), deploy, /:(?:repo_url|repository)\b/),
      'The deploy tool checks the code out on each server.',
      { confidence: 'medium' },
    );
  for (const match of facts.code.search({
    languages: ['python'],
    literals: ['git pull', 'git reset', 'git fetch'],
    pattern:
      /\b(?:run|sudo|local\.run|c\.run|conn\.run|connection\.run)\s*\(\s*f?["'][^"'\n]{0,120}\bgit\s+(?:pull|fetch|reset)/g,
  }))
    if (/fab(?:file|ric)|deploy/i.test(match.path) || /\bfabric\b/.test(repo.text(match.path)))
      yield fail(match.place, 'A Fabric task pulls code on a server.');
}

function lineOf(text: string, path: string, pattern: RegExp): Place {
  const index = text.split('\n').findIndex((line) => pattern.test(line));
  return placeOf(path, Math.max(1, index + 1));
}

const SCRIPT =
  /(?:^|[-_./])(?:deploy\w*|release\w*|publish\w*|push\w*|upgrade|rollback|(?:pre|post)[-_]?(?:build|deploy)|docker[-_]?(?:build|push))(?:[-_.]|$)/i;

/** What deploys, releases or publishes: CI jobs and scripts. */
function deployPlaces({ repo, facts }: RuleContext): Place[] {
  const places = facts.pipelines
    .doing('deploy', 'build-image', 'publish-image', 'publish-package', 'release')
    .map(({ step }) => step.place);
  for (const use of facts.commands.all) {
    if (use.origin !== 'script' && use.origin !== 'makefile') continue;
    if (use.purpose !== 'production') continue;
    const text = use.command.text;
    const isNamed = use.origin === 'script' && SCRIPT.test(baseName(use.command.place.path));
    if (
      isNamed ||
      /^(?:docker|podman)\s+(?:push|build(?:x)?)\b|^(?:kubectl|helm|fly|flyctl|eb|cap|kamal)\s+(?:apply|upgrade|install|deploy)\b|^(?:rsync|scp|ssh)\s/.test(
        text,
      )
    )
      places.push(use.command.place);
  }
  for (const { command, place, stage } of facts.admin.remote)
    if (stage === 'production' && (command === null || command.program !== 'git')) places.push(place);
  for (const path of repo.named('deploy.rb', 'fabfile.py', 'deploy.php'))
    if (repo.isProduction(path)) places.push(placeOf(path));
  const seen = new Set<string>();
  return places.filter((place) => !seen.has(place.path) && seen.add(place.path));
}
