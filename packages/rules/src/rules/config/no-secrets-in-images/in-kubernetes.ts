import { isSecretName } from '../../../facts/environment/secret-name.ts';
import type { Facts } from '../../../facts/facts.ts';
import { secretValue } from '../../../facts/secrets/secret-value.ts';
import type { DataNode } from '../../../repo/parsers/data-node.ts';
import { parseYaml } from '../../../repo/parsers/yaml.ts';
import type { Repo } from '../../../repo/repo.ts';
import type { BakedSecret } from './baked-secret.ts';

/** Values in committed `kind: Secret` manifests; sealed and encrypted ones are fine, and so are templates. */
export function secretsInKubernetes(repo: Repo, facts: Facts): BakedSecret[] {
  const development = new Set(
    facts.processes.deployFiles.filter((file) => file.stage !== 'production').map((file) => file.path),
  );
  return repo.withExtension('yml', 'yaml').flatMap((path) => {
    const text = repo.text(path);
    if (!repo.isProduction(path) || development.has(path) || !/^kind:\s*["']?Secret\b/m.test(text)) return [];
    if (/^sops:|^[^#\n]*(?:ENC\[|\{\{)/m.test(text) || /\/templates\//.test(path)) return [];
    return (repo.parsed(path, parseYaml)?.documents ?? []).flatMap((document) =>
      document.get('kind')?.text() === 'Secret' ? valuesOf(path, document) : [],
    );
  });
}

function valuesOf(path: string, document: DataNode): BakedSecret[] {
  return ['stringData', 'data'].flatMap((block) =>
    (document.get(block)?.entries() ?? []).flatMap(({ key, node: value }): BakedSecret[] => {
      const raw = value.text() ?? '';
      const text = block === 'data' ? decoded(raw) : raw;
      const kind = text === null ? 'none' : secretValue(text);
      if (kind === 'none' || kind === 'marker' || (kind !== 'random' && !isSecretName(key))) return [];
      return [
        {
          place: { path, startLine: value.startLine, endLine: value.startLine },
          message: `The value of ${key} stands in a committed Secret${block === 'data' ? ', in base64' : ''}.`,
          confidence: kind === 'placeholder' ? 'medium' : 'high',
        },
      ];
    }),
  );
}

/** Base64 is no encryption; null where it is none. */
function decoded(text: string): string | null {
  if (!/^[A-Za-z0-9+/\s]{4,4000}={0,2}\s*$/.test(text)) return null;
  return atob(text.replaceAll(/\s/g, '')).trim();
}
