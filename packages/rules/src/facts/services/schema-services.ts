import type { Repo } from '../../repo/repo.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { UsedService } from '../services-fact.ts';
import { productOf } from './products.ts';

/** The datasource of a Prisma schema. */
export function schemaServices(repo: Repo, components: ComponentsFact): UsedService[] {
  return repo
    .withExtension('prisma')
    .filter((path) => repo.isProduction(path))
    .flatMap((path): UsedService[] => {
      const text = repo.text(path);
      const block = /\bdatasource\s+\w+\s*\{(?<body>[^}]{0,2000})\}/.exec(text);
      if (!block?.groups) return [];
      const body = block.groups.body ?? '';
      const provider = /\bprovider\s*=\s*"(?<name>\w+)"/.exec(body)?.groups?.name ?? '';
      const variable = /\burl\s*=\s*env\("(?<name>\w+)"\)/.exec(body)?.groups?.name ?? null;
      const literal = /\burl\s*=\s*"(?<url>[^"]+)"/.exec(body)?.groups?.url ?? null;
      return [
        {
          kind: 'database',
          product: productOf(provider)?.product ?? null,
          located: variable ? 'environment' : literal ? 'literal' : 'framework',
          value: literal,
          variable: variable ?? 'DATABASE_URL',
          how: 'schema.prisma datasource',
          stage: 'production',
          component: components.of(path)?.path ?? '',
          place: repo.placeAt(path, block.index),
        },
      ];
    });
}
