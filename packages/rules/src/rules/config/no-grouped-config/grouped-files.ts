import { flattenData } from '../../../facts/settings/flatten-data.ts';
import { parseJson } from '../../../repo/parsers/json.ts';
import { parseYaml } from '../../../repo/parsers/yaml.ts';
import type { Repo } from '../../../repo/repo.ts';
import type { GroupedValue } from './deploy-specific.ts';

/** `config/production.json`, `environments/environment.prod.ts`, `config/env/staging.js`; deploy files (Helm values, overlays) are no config of the code. */
const file =
  /(?:^|\/)(?:config|configs|configuration|conf|env|envs|environments?|settings)\/(?:[\w-]+\/){0,2}(?:environment\.|config\.|env\.|settings\.)?(?:prod|production|prd|stag|staging|stage|live)(?<extension>\.(?:json|ya?ml|[cm]?[jt]s))$/i;
const notCode =
  /(?:^|\/)(?:k8s|kubernetes|helm|charts?|overlays|kustomize|terraform|ansible|deploy|deployment|deployments|docker|infra|infrastructure)\//i;
const member =
  /^[ \t]*["']?(?<key>[A-Za-z_$][\w$-]{0,60})["']?\s*[:=]\s*(?<quote>["'`])(?<value>[^"'`\n]{1,300})\k<quote>/gm;

/** The string values of files that are named after one deploy. Settings that a framework's fact reads are not repeated here. */
export function groupedFiles(repo: Repo): GroupedValue[] {
  return repo.paths.flatMap((path) => {
    const extension = file.exec(path)?.groups?.extension;
    if (extension === undefined || notCode.test(path) || !repo.isProduction(path)) return [];
    if (/\.(?:json|ya?ml)$/.test(extension)) {
      const root = repo.parsed(path, extension === '.json' ? parseJson : parseYaml)?.root;
      return root
        ? flattenData(root).map(({ key, text, startLine, endLine }) => ({
            key,
            text: text ?? '',
            place: { path, startLine, endLine },
          }))
        : [];
    }
    return [...repo.code(path).matchAll(member)].map((match) => ({
      key: match.groups?.key ?? '',
      text: match.groups?.value ?? '',
      place: repo.placeAt(path, match.index + (match[0].length - match[0].trimStart().length)),
    }));
  });
}
