import type { Command } from '../commands-fact.ts';
import type { PipelineActivity, PipelineStep } from '../pipelines-fact.ts';

const actions: readonly (readonly [RegExp, PipelineActivity])[] = [
  [
    /^docker\/build-push-action$|^(?:redhat-actions\/buildah-build|docker\/bake-action|whoan\/docker-build-with-cache-action|mr-smithers-excellent\/docker-build-push)/,
    'build-image',
  ],
  [
    /(?:^|\/)[\w-]*build-(?:and-)?push[\w-]*(?:\.ya?ml)?$|docker[\w-]*(?:build|publish|release)[\w-]*\.ya?ml$/,
    'build-image',
  ],
  [
    // docker/build-push-action pushes only where its input says so.
    /^(?!docker\/build-push-action$)(?:.*\/)?[\w-]*build-(?:and-)?push[\w-]*(?:\.ya?ml)?$|docker[\w-]*(?:publish|push|release)[\w-]*\.ya?ml$/,
    'publish-image',
  ],
  [/^(?:redhat-actions\/push-to-registry|akhileshns\/heroku-deploy)/, 'publish-image'],
  [/(?:^|\/)(?:[\w-]*(?:docker|image|container)s?-push|push-(?:docker|image|container)s?)[\w-]*$/, 'publish-image'],
  [
    /(?:^|\/)(?:[\w-]*deploy[\w-]*|flyctl-actions|setup-flyctl|render-action|wrangler-action|amazon-ecs-deploy-task-definition|k8s-deploy|helm-deploy|actions-gh-pages|cloudrun|webapps-deploy|vercel-action|kubectl-action|argocd[\w-]*|ssh-action|scp-action|railway[\w-]*|koyeb[\w-]*)$/i,
    'deploy',
  ],
  [
    /^(?:pypa\/gh-action-pypi-publish|JS-DevTools\/npm-publish|changesets\/action|rubygems\/release-gem)/,
    'publish-package',
  ],
  [
    /^(?:softprops\/action-gh-release|goreleaser\/goreleaser-action|actions\/create-release|ncipollo\/release-action|googleapis\/release-please-action|google-github-actions\/release-please-action|release-drafter\/release-drafter)/,
    'release',
  ],
  [
    /^(?:golangci\/golangci-lint-action|psf\/black|astral-sh\/ruff-action|pre-commit\/action|super-linter\/super-linter|github\/super-linter|biomejs\/setup-biome|wearerequired\/lint-action|reviewdog\/)/,
    'lint',
  ],
  [/^(?:cypress-io\/github-action|codecov\/codecov-action)/, 'test'],
];

const TEST =
  /^(?:pytest|py\.test|tox|nox|jest|vitest|mocha|ava|rspec|minitest|phpunit|pest|ctest|cypress|playwright|karma|coverage|behave|nosetests|testcafe)$/;
const LINT =
  /^(?:ruff|black|flake8|mypy|pylint|isort|eslint|prettier|biome|rubocop|standardrb|brakeman|golangci-lint|staticcheck|phpstan|phpcs|php-cs-fixer|pint|pre-commit|djlint|curlylint|semgrep|stylelint|tsc|pyright|hadolint|shellcheck|yamllint|actionlint|clippy|bandit|codespell|markdownlint)$/;

/** A job or workflow that says it deploys, and a step that reaches out: a deploy hook, a branch a platform listens to, a compose start. */
export function deploysByName(name: string, step: Pick<PipelineStep, 'commands' | 'action'>): boolean {
  if (!/(?:^|[^a-z])(?:re)?deploy/i.test(name) || /preview|undeploy|deployment-status/i.test(name)) return false;
  if (step.action && /webhook|repository-dispatch|trigger|ssh|scp|rsync/i.test(step.action)) return true;
  return step.commands.some((command) => {
    const text = command.args.join(' ');
    if (/^(?:curl|wget|http|xh)$/.test(command.program))
      return /-X\s*(?:POST|PUT)|--request|--data|\s-d\s|hook|deploy/i.test(text);
    if (command.program === 'git') return command.args.includes('push');
    return /^(?:docker|podman|docker-compose)$/.test(command.program) && /\bup\b/.test(text);
  });
}

/** What a step does, by its action and its commands. A step may do several things, or nothing that is asked about. */
export function activitiesOf(step: Pick<PipelineStep, 'action' | 'with' | 'commands' | 'run'>): Set<PipelineActivity> {
  const found = new Set<PipelineActivity>();
  if (step.action) {
    // They keep GitHub's record of a deploy, and deploy nothing.
    const isRecord =
      /\/(?:deployments|[\w-]*deployments?-(?:status|action)|(?:delete|wait-for|update|create)-deployments?[\w-]*)$/i.test(
        step.action,
      );
    for (const [pattern, activity] of actions) if (!isRecord && pattern.test(step.action)) found.add(activity);
    if (
      found.has('build-image') &&
      /^docker\/|buildah/.test(step.action) &&
      /^(?:true|\$\{\{)/.test(step.with.push ?? '')
    )
      found.add('publish-image');
    if (/type=registry|push=true/.test(step.with.outputs ?? '')) found.add('publish-image');
    if (
      /^gradle\/gradle-build-action|^gradle\/actions/.test(step.action) &&
      /\b(?:build|test|check)\b/.test(step.with.arguments ?? '')
    )
      found.add('build').add('test');
  }
  for (const command of step.commands) addCommand(found, command);
  return found;
}

const SCRIPTS = /^(?:npm|pnpm|yarn|bun|make|just|task|mise)$/;

function addCommand(found: Set<PipelineActivity>, command: Command): void {
  const { program, args } = command;
  const text = [program, ...args].join(' ');
  if (TEST.test(program)) found.add(program === 'coverage' && !args.includes('run') ? 'lint' : 'test');
  if (LINT.test(program)) found.add('lint');
  if (SCRIPTS.test(program))
    addScript(
      found,
      args.filter((arg) => !arg.startsWith('-')),
    );
  addTool(found, program, args);
  if (/^(?:mvn|mvnw|gradle|gradlew)$/.test(program)) addBuildTool(found, args);
  if (/^(?:docker|podman|buildah|nerdctl|depot)$/.test(program)) addDocker(found, args, text);
  if (/^(?:docker|podman)-compose$/.test(program))
    addDocker(found, ['compose', ...args], `docker compose ${args.join(' ')}`);
  // A script that is told to push.
  if (/^[\w-]*build[\w-]*(?:\.sh)?$/.test(program) && args.includes('--push'))
    found.add('build-image').add('publish-image');
  if (isDeploy(program, args, text)) found.add('deploy');
  for (const [pattern, ...activities] of texts)
    if (pattern.test(text)) for (const activity of activities) found.add(activity);
}

const texts: readonly (readonly [RegExp, ...PipelineActivity[]])[] = [
  [
    /manage\.py\s+test\b|django-admin test\b|-m (?:pytest|unittest|django test|tox|nose)|\brunner?test|runtests/,
    'test',
  ],
  [/artisan test|composer (?:run )?(?:test|phpunit)|vendor\/bin\/(?:phpunit|pest)/, 'test'],
  [/^(?:rails|rake) (?:\S+ )*(?:test|spec|test:all|test:system)(?= |$)/, 'test'],
  [/^(?:next|vite|nuxt|ng|astro) build\b|^webpack\b/, 'build'],
  [/^(?:kaniko|executor|img|pack|ko|jib)\b.*(?:build|--destination|--context)/, 'build-image', 'publish-image'],
  [
    /\btwine upload\b|^(?:npm|pnpm|yarn|yarn npm|poetry|uv|flit|cargo) publish\b|^gem push|^dotnet nuget push|lerna publish|changeset publish/,
    'publish-package',
  ],
  [/^skaffold (?:run|build)\b/, 'build-image'],
  [/^skaffold (?:run|deploy|apply)\b/, 'deploy'],
  [/^gh release create|semantic-release|^goreleaser|standard-version|release-it/, 'release'],
  [
    /^(?:npm (?:ci|install|i)\b|pnpm (?:install|i)\b|yarn(?: install)?$|pip3? install|uv (?:sync|pip install)|poetry install|pipenv (?:install|sync)|bundle install|composer install|go mod download|bun install)/,
    'install',
  ],
];

function addTool(found: Set<PipelineActivity>, program: string, args: readonly string[]): void {
  if (program === 'go' && args[0] === 'vet') found.add('lint');
  if (!/^(?:go|cargo|dotnet|mix)$/.test(program)) return;
  for (const word of ['test', 'build'] as const) if (args.includes(word)) found.add(word);
}

function addBuildTool(found: Set<PipelineActivity>, args: readonly string[]): void {
  if (args.some((arg) => /^(?:test|verify|install|package|check|build|integrationTest)$/.test(arg)))
    found.add('test').add('build');
  if (args.some((arg) => /bootBuildImage|jib|build-image|docker:build|buildDocker/.test(arg))) found.add('build-image');
  if (args.some((arg) => /^(?:deploy|publish)$/.test(arg))) found.add('publish-package');
}

function addScript(found: Set<PipelineActivity>, words: readonly string[]): void {
  const name = words[0] === 'run' || words[0] === 'run-script' ? (words[1] ?? '') : (words[0] ?? '');
  if (/(?:^|[:_-])(?:tests?|e2e|jest|vitest|unit|integration|spec|pytest|coverage)(?:$|[:_-])/.test(name))
    found.add('test');
  if (/(?:^|[:_-])(?:lint|format|typecheck|type-check|check|types|tsc|prettier|eslint|style)(?:$|[:_-])/.test(name))
    found.add('lint');
  if (/(?:^|[:_-])(?:build|bundle|compile|dist)(?:$|[:_-])/.test(name)) found.add('build');
  if (/(?:^|[:_-])deploy(?:$|[:_-])/.test(name)) found.add('deploy');
}

function addDocker(found: Set<PipelineActivity>, args: readonly string[], text: string): void {
  if (/\b(?:buildx )?(?:build|bake)\b/.test(text) && !/buildx (?:create|inspect|use|ls)/.test(text))
    found.add('build-image');
  if (args[0] === 'push' || /\bcompose\b.*\bpush\b|--push\b|imagetools create/.test(text)) found.add('publish-image');
  if (/\bstack deploy\b|\bservice update\b/.test(text)) found.add('deploy');
  if (
    /\b(?:run|exec)\b/.test(text) &&
    /\b(?:pytest|jest|vitest|rspec|phpunit|manage\.py test|npm (?:run )?test|yarn test|go test|test)\b/.test(text)
  )
    found.add('test');
}

function isDeploy(program: string, args: readonly string[], text: string): boolean {
  if (/^(?:flyctl|fly|fastapi|koyeb|render|porter|sst|convox|nixopus)$/.test(program)) return args.includes('deploy');
  if (program === 'heroku') return /container:release|releases|git:remote|builds:create/.test(text);
  if (program === 'git') return args[0] === 'push' && /heroku|dokku|scalingo|clever/.test(text);
  if (program === 'kubectl')
    return /^(?:apply|set|rollout|replace|patch|create)$/.test(args.find((arg) => !arg.startsWith('-')) ?? '');
  if (program === 'helm') return args[0] === 'upgrade' || args[0] === 'install';
  if (program === 'helmfile') return /apply|sync/.test(text);
  if (program === 'aws')
    return /ecs (?:update-service|deploy|run-task)|s3 (?:sync|cp)|lambda update|elasticbeanstalk|cloudformation deploy|deploy create|apprunner/.test(
      text,
    );
  if (program === 'gcloud') return /\bdeploy\b/.test(text);
  if (program === 'az') return /webapp|containerapp|aks|functionapp/.test(text) && /deploy|update|up\b/.test(text);
  if (/^(?:terraform|tofu|pulumi|terragrunt)$/.test(program)) return args.includes('apply') || args.includes('up');
  if (
    /^(?:vercel|netlify|wrangler|serverless|sls|cdk|kamal|cap|fab|ansible-playbook|railway|eb|doctl|copilot|argocd|dokku|zappa|chalice|firebase|sam)$/.test(
      program,
    )
  )
    return program === 'ansible-playbook' || args.length === 0
      ? true
      : /deploy|up|publish|sync|update|--prod/.test(text);
  return program === 'ssh' || program === 'rsync' || program === 'scp';
}
