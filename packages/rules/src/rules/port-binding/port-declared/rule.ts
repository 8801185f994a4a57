import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Image, Stage } from '../../../facts/images-fact.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import { folderOf, joinPath } from '../../../repo/place.ts';
import { bindingOf } from '../binding-of.ts';

export const portDeclared = defineRule({
  id: 'port-binding/port-declared',
  factor: 'port-binding',
  title: 'The image declares the port it serves',
  severity: 'low',
  remediation:
    'Write `EXPOSE` with the port that the start command binds, and use the same one in compose files and manifests.',
  appliesTo: (context) => webImages(context).length > 0 || 'No Dockerfile of a web app.',

  *check(context) {
    for (const { image, stage, processes } of webImages(context)) yield* judge(context, image, stage, processes);
  },
});

interface WebImage {
  image: Image;
  stage: Stage;
  processes: readonly Process[];
}

/** Production images that some process runs as a web server. */
function webImages({ facts }: RuleContext): WebImage[] {
  return facts.images.production.flatMap((image) => {
    const stage = image.final;
    if (!stage || COMPANION.test(image.lineage(stage)[0]?.base.name ?? '')) return [];
    const processes = facts.processes.production.filter(
      (process) => process.built?.image.path === image.path && process.type === 'web' && process.own,
    );
    return processes.length > 0 ? [{ image, stage, processes }] : [];
  });
}

/** Somebody else's program with the repository's configuration in it. */
const COMPANION =
  /(?:^|\/)(?:traefik|haproxy|envoy|varnish|postgres|postgis|mysql|mariadb|redis|rabbitmq|elasticsearch|opensearch)$/;
/** Bases that already expose a port. */
const EXPOSING = /(?:^|\/)(?:nginx(?:-unprivileged)?|httpd|php|tomcat|jetty|caddy|frankenphp|wordpress|aspnet)$/;

function* judge(context: RuleContext, image: Image, stage: Stage, processes: readonly Process[]): Iterable<RuleYield> {
  const exposed = image.exposed(stage);
  const base = image.lineage(stage)[0]?.base;
  const bound = processes.map((process) => bindingOf(context, process).port).find((port) => port?.from === 'literal');
  const port = bound ? portIn(bound.text) : null;
  if (exposed.length === 0) {
    const inherits =
      base && EXPOSING.test(base.name) && (!/(?:^|\/)php$/.test(base.name) || /apache|fpm/.test(base.tag ?? ''));
    if (inherits && (port === null || /^(?:80|443|8080|9000)$/.test(port)))
      yield pass(stage.place, `${base.text} exposes the port.`);
    else
      yield fail(
        processes.find((process) => process.deploy === 'dockerfile')?.place ?? stage.place,
        `${image.path} exposes no port.`,
        { identity: 'no EXPOSE' },
      );
    return;
  }
  const numbers = exposed.flatMap((item) => portsOf(item.port, image));
  const place = exposed[0]?.place ?? stage.place;
  if (numbers.some((number) => /\$/.test(number))) {
    yield pass(place, 'The image exposes the port that a variable names.');
    return;
  }
  const mapped = processes
    .flatMap((process) => (process.deploy === 'dockerfile' ? [] : process.ports))
    .find(
      (mapping) =>
        mapping.container !== null && /^\d+$/.test(mapping.container) && !numbers.includes(mapping.container),
    );
  const isMappedElsewhere =
    mapped !== undefined &&
    !processes.some(
      (process) =>
        process.deploy !== 'dockerfile' &&
        process.ports.some((mapping) => mapping.container !== null && numbers.includes(mapping.container)),
    );
  if (port !== null && bound && !numbers.includes(port))
    yield fail(place, `The image exposes ${numbers.join(', ')}, and the server listens on ${port}.`);
  else if (mapped && isMappedElsewhere && !setsPort(context, processes, mapped.container))
    yield fail(place, `The image exposes ${numbers.join(', ')}, and ${mapped.place.path} uses ${mapped.container}.`, {
      confidence: 'medium',
    });
  else yield pass(place, `The image exposes ${numbers.join(', ')}.`);
}

function portIn(text: string): string | null {
  return (
    /(?:^|[^\d.])(?<port>\d{2,5})(?:\D*)$/.exec(text.replace(/\sby default$/, ''))?.groups?.port ??
    /^(?<port>\d{2,5})/.exec(text)?.groups?.port ??
    null
  );
}

/** `8000-8010` and `$PORT` with its default. */
function portsOf(written: string, image: Image): string[] {
  const name = /^\$\{?(?<name>\w+)/.exec(written)?.groups?.name;
  if (name !== undefined) {
    const value =
      (image.final ? image.environment(image.final).get(name)?.value : undefined) ?? image.arguments.get(name)?.value;
    return value && /^\d+$/.test(value) ? [value] : [written];
  }
  const range = /^(?<first>\d+)-(?<last>\d+)$/.exec(written)?.groups;
  if (!range) return [written];
  const first = Number(range.first);
  return Array.from({ length: Math.min(50, Number(range.last) - first + 1) }, (_, index) => String(first + index));
}

/** The deploy tells the server to listen on another port than the image's default: by a variable, or by a configuration file that it mounts. */
function setsPort({ repo }: RuleContext, processes: readonly Process[], port: string | null): boolean {
  if (port === null) return true;
  const written = new RegExp(`\\b${port}\\b`);
  return processes.some(
    (process) =>
      process.environment.some(
        (entry) => /PORT|LISTEN|BIND|ADDR|URLS?$/.test(entry.name) && (entry.value ?? '').includes(port),
      ) ||
      process.volumes.some(({ kind, source }) => {
        const path = kind === 'bind' && source ? joinPath(folderOf(process.place.path), source) : null;
        return path !== null && repo.has(path) && written.test(repo.text(path));
      }),
  );
}
