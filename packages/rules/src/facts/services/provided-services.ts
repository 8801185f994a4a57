import { parseJson } from '../../repo/parsers/json.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { ImageReference } from '../images-fact.ts';
import type { PipelinesFact } from '../pipelines-fact.ts';
import { stageOfPath } from '../processes/own-images.ts';
import type { ProcessesFact } from '../processes-fact.ts';
import type { ProvidedService } from '../services-fact.ts';
import { productOf, productOfImage } from './products.ts';

/** Backing services that deploy, development and CI files run or order, in the order they were found. */
export function providedServices(repo: Repo, processes: ProcessesFact, pipelines: PipelinesFact): ProvidedService[] {
  return [...ofProcesses(processes), ...ofPipelines(pipelines), ...ofPlatforms(repo), ...ofTerraform(repo)];
}

function ofProcesses(processes: ProcessesFact): ProvidedService[] {
  return processes.all.flatMap((process): ProvidedService[] => {
    const image = process.image ?? process.built?.stage.base ?? null;
    const known = image && !process.own ? productOfImage(image.name) : null;
    if (!image || !known) return [];
    const where = process.place.path.includes('.devcontainer/')
      ? 'devcontainer'
      : process.deploy === 'compose'
        ? 'compose'
        : process.deploy === 'dockerfile'
          ? 'image'
          : 'kubernetes';
    return [
      {
        ...known,
        version: imageVersion(image),
        name: process.name,
        where,
        stage: process.stage,
        place: process.place,
        process,
      },
    ];
  });
}

function ofPipelines(pipelines: PipelinesFact): ProvidedService[] {
  return pipelines.jobs.flatMap(({ job }) =>
    job.services.flatMap((service): ProvidedService[] => {
      const known = productOfImage(service.image.name);
      return known
        ? [
            {
              ...known,
              version: imageVersion(service.image),
              name: service.name,
              where: 'ci',
              stage: 'test',
              place: service.place,
              process: null,
            },
          ]
        : [];
    }),
  );
}

/** `16` of `16-alpine`, `7.2` of `7.2.4`, `16` of `16-3.4` (PostGIS); null for `latest`, none and variables. */
export function imageVersion(image: ImageReference): string | null {
  return (
    /^v?(?<version>\d+(?:\.\d+)*)/.exec(image.tag ?? '')?.groups?.version ??
    /^(?:pg|postgres)(?<version>\d+)/.exec(image.tag ?? '')?.groups?.version ??
    null
  );
}

function ofPlatforms(repo: Repo): ProvidedService[] {
  const found: ProvidedService[] = [];
  const add = (text: string, version: string | null, name: string, path: string, line: number): void => {
    const known = productOf(text);
    if (known)
      found.push({
        ...known,
        version,
        name,
        where: 'platform',
        stage: stageOfPath(repo, path),
        place: placeOf(path, line),
        process: null,
      });
  };
  for (const path of repo.named('render.yaml', 'render.yml')) {
    const root = repo.parsed(path, parseYaml)?.root;
    for (const node of root?.get('databases')?.items() ?? [])
      add(
        'postgresql',
        node.get('postgresMajorVersion')?.text() ?? null,
        node.get('name')?.text() ?? '',
        path,
        node.startLine,
      );
    for (const node of root?.get('services')?.items() ?? [])
      if (/^(?:redis|keyvalue)$/.test(node.get('type')?.text() ?? ''))
        add('redis', null, node.get('name')?.text() ?? '', path, node.startLine);
  }
  for (const path of repo.named('app.json')) {
    for (const node of repo.parsed(path, parseJson)?.root?.get('addons')?.items() ?? []) {
      const text = node.text() ?? node.get('plan')?.text() ?? '';
      add(text, node.get('options', 'version')?.text() ?? null, text, path, node.startLine);
    }
  }
  for (const path of repo.named('heroku.yml'))
    for (const node of repo.parsed(path, parseYaml)?.root?.get('setup', 'addons')?.items() ?? [])
      add(node.get('plan')?.text() ?? '', null, node.get('plan')?.text() ?? '', path, node.startLine);
  return found;
}

const resources: readonly (readonly [RegExp, string])[] = [
  [/^aws_(?:db_instance|rds_cluster)$/, ''],
  [/^google_sql_database_instance$/, ''],
  [/^azurerm_postgresql\w*server$|^digitalocean_database_cluster$/, 'postgresql'],
  [/^azurerm_mysql\w*server$/, 'mysql'],
  [/^aws_elasticache_\w+$/, ''],
  [/^(?:google_redis_instance|azurerm_redis_cache)$/, 'redis'],
  [/^aws_mq_broker$/, 'rabbitmq'],
  [/^aws_(?:opensearch|elasticsearch)_domain$/, 'opensearch'],
  [/^(?:aws_s3_bucket|google_storage_bucket)$/, 's3'],
];

/** `resource "aws_db_instance" "main" { engine = "postgres" engine_version = "16.1" }`. */
function ofTerraform(repo: Repo): ProvidedService[] {
  const found: ProvidedService[] = [];
  for (const path of repo.withExtension('tf')) {
    const lines = repo.lines(path);
    for (const [index, line] of lines.entries()) {
      const match = /^\s*resource\s+"(?<type>\w+)"\s+"(?<name>[\w-]+)"/.exec(line);
      const known = resources.find(([pattern]) => pattern.test(match?.groups?.type ?? ''));
      if (!match?.groups || !known) continue;
      const rest = lines.slice(index, index + 60);
      const end = rest.findIndex((item, at) => at > 0 && /^\}/.test(item));
      const body = rest.slice(0, end < 0 ? 60 : end).join('\n');
      const engine = /\b(?:engine|database_version)\s*=\s*"(?<text>[\w.-]+)"/.exec(body)?.groups?.text ?? '';
      const product = productOf(known[1] || engine.replace(/^aurora-/, '').toLowerCase());
      const version =
        /\b(?:engine_version|version|redis_version)\s*=\s*"(?<text>[\d.]+)/.exec(body)?.groups?.text ??
        /_(?<text>\d+)$/.exec(engine)?.groups?.text ??
        null;
      if (product)
        found.push({
          ...product,
          version,
          name: match.groups.name ?? '',
          where: 'terraform',
          stage: stageOfPath(repo, path),
          place: placeOf(path, index + 1),
          process: null,
        });
    }
  }
  return found;
}
