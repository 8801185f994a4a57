import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import { type Place, placeOf } from '../../../repo/place.ts';
import { attachedDatabases, isEmbedded } from '../attached-databases.ts';

/** Files of tools that start what developers need. */
const ENVIRONMENTS = [
  '**/.devcontainer/**',
  '**/.devcontainer.json',
  '**/{flake,shell,default,devenv,dev}.nix',
  '**/devbox.json',
  '**/{Tiltfile,Vagrantfile,Homestead.yaml,garden.yml,garden.yaml,skaffold.yaml,okteto.yml,okteto.yaml}',
  '**/.gitpod.y{a,}ml',
  '**/.lando.y{a,}ml',
  '**/.ddev/config.yaml',
  '**/process-compose.y{a,}ml',
  '**/supabase/config.toml',
  '**/*.AppHost.csproj',
];

export const reproducibleDev = defineRule({
  id: 'dev-prod-parity/reproducible-dev',
  factor: 'dev-prod-parity',
  title: 'Developers can start the backing services from the repository',
  severity: 'medium',
  remediation: (context) =>
    `Add a compose.yml (or devcontainer) that starts ${needsOf(context)
      .map(({ name }) => name)
      .slice(0, 3)
      .join(' and ')} in production's version.`,
  appliesTo: (context) => {
    if (context.facts.components.apps.length === 0) return 'No app.';
    return needsOf(context).length > 0 || waysOf(context).length > 0 || 'No backing service needs to be started.';
  },

  *check(context) {
    const ways = waysOf(context);
    for (const { place, message } of ways) yield pass(place, message);
    const [first] = needsOf(context);
    if (ways.length === 0 && first)
      yield fail(first.place, `The app uses ${first.name}, and nothing in the repository starts one for developers.`, {
        identity: `no ${first.name}`,
      });
  },
});

interface Way {
  place: Place;
  message: string;
}

/** Networked databases, caches, brokers and search servers of production. Where code offers a file as a database too, a server is a choice. */
function needsOf({ facts }: RuleContext): { name: string; place: Place }[] {
  const { services, stacks } = facts;
  const isClient = (how: string): boolean => how.endsWith('(…)');
  const uses = services.usesOf('database');
  const isChoice =
    uses.some(({ product, how }) => product !== null && isEmbedded(product) && isClient(how)) ||
    stacks
      .withRole('database-driver')
      .some(({ name, language }) => language === 'go' && isEmbedded(services.productOf(name)?.product ?? ''));
  const databases = [
    ...uses.flatMap(({ product, how, place }) =>
      product === null || isEmbedded(product) || (isChoice && isClient(how)) ? [] : [{ name: product, place }],
    ),
    ...attachedDatabases(facts).map(({ product, place }) => ({ name: product ?? 'a database server', place })),
  ];
  const others = services
    .usesOf('cache', 'broker', 'search')
    .filter(({ product, located }) => product !== null && located !== 'unknown')
    .map(({ product, place }) => ({ name: product ?? '', place }));
  const known = new Set<string>();
  return [...databases, ...others].filter(({ name }) => (known.has(name) ? false : known.add(name)));
}

/** Compose files, environments and scripts, of any purpose, that start a backing service. */
function waysOf({ repo, facts }: RuleContext): Way[] {
  const environments = repo
    .glob(...ENVIRONMENTS)
    .filter((path) => repo.purposeOf(path) !== 'vendored')
    .map((path) => ({ place: placeOf(path), message: `${path} sets up the development environment.` }));
  const compose = [...repo.glob('**/*compose*.y{a,}ml', '**/{stack,docker}*.y{a,}ml')]
    .filter((path) => repo.purposeOf(path) !== 'vendored')
    .flatMap((path) => serviceImage(repo.lines(path), path, facts.services.productOf));
  const processes = facts.services.provided
    .filter(({ where, stage }) => where === 'compose' && stage !== 'test')
    .map(({ place, product }) => ({ place, message: `${place.path} starts ${product}.` }));
  const started = facts.commands.all.flatMap(({ command }) => {
    const image = /^(?:docker|podman)$/.test(command.program) && command.args[0] === 'run' ? command.args : [];
    const found = image.slice(1).find((arg) => /^[\w./-]+(?::[\w.-]+)?$/.test(arg) && isService(facts, arg));
    return found ? [{ place: command.place, message: `${command.place.path} starts ${found}.` }] : [];
  });
  const dev = facts.stacks.find('quarkus');
  const devServices = dev ? [{ place: dev.place, message: 'Quarkus Dev Services start them.' }] : [];
  return [...environments, ...compose, ...processes, ...started, ...devServices];
}

function serviceImage(
  lines: readonly string[],
  path: string,
  productOf: RuleContext['facts']['services']['productOf'],
): Way[] {
  const index = lines.findIndex((line) => {
    if (
      /^\s+-?\s*["']?(?:POSTGRES_(?:USER|PASSWORD|DB)|MYSQL_(?:ROOT_)?PASSWORD|MARIADB_(?:ROOT_)?PASSWORD)\b/.test(line)
    )
      return true;
    const image = /^\s+["']?image["']?:\s*["']?(?<image>[^\s"'#]+)/.exec(line)?.groups?.image;
    return image !== undefined && productOf(image.slice(image.lastIndexOf('/') + 1)) !== null;
  });
  return index < 0 ? [] : [{ place: placeOf(path, index + 1), message: `${path} starts a backing service.` }];
}

function isService(facts: RuleContext['facts'], image: string): boolean {
  return facts.services.productOf(image.slice(image.lastIndexOf('/') + 1)) !== null;
}
