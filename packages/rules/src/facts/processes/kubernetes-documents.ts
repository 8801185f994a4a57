import type { DataNode } from '../../repo/parsers/data-node.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, folderOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { Process } from '../processes-fact.ts';
import { originate } from './data-values.ts';
import { kustomized } from './kustomize.ts';
import { mergeData } from './merge-data.ts';

export interface KubernetesDocument {
  path: string;
  kind: string;
  name: string;
  node: DataNode;
  helm: boolean;
  /** Where what deploys it says so; null where the path does. */
  stage: Process['stage'] | null;
}

/** Stands for what a template's values do not say. */
export const templatePlaceholder = 'template';

const known = new WeakMap<Repo, KubernetesDocument[]>();

/** Kubernetes objects as they are deployed: plain manifests, with Kustomize's changes, and Helm templates with the chart's own values filled in. */
export function kubernetesDocuments(repo: Repo): KubernetesDocument[] {
  const found = known.get(repo);
  if (found) return found;
  const documents = repo.withExtension('yml', 'yaml', 'tpl').flatMap((path) => {
    const text = repo.text(path);
    if (!/^\s*kind:\s*\S/m.test(text) || !text.includes('apiVersion:')) return [];
    const helm = text.includes('{{') && path.includes('/templates/');
    if (path.endsWith('.tpl') && !helm) return [];
    const parsed = helm ? safely(() => parseYaml(fillTemplate(repo, path, text))) : repo.parsed(path, parseYaml);
    return (parsed?.documents ?? []).flatMap((document) => {
      const items = document.get('kind')?.text() === 'List' ? (document.get('items')?.items() ?? []) : [document];
      return items.flatMap((node) => {
        const kind = node.get('kind')?.text();
        return kind ? [{ path, kind, name: node.get('metadata', 'name')?.text() ?? '', node, helm, stage: null }] : [];
      });
    });
  });
  const deployed = kustomized(repo, documents);
  known.set(repo, deployed);
  return deployed;
}

function safely<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch {
    // A template that is no YAML even when filled in says nothing here.
    return null;
  }
}

/** Lines of control flow go, `{{ .Values.a.b }}` becomes its default; line numbers stay. */
function fillTemplate(repo: Repo, path: string, text: string): string {
  const values = helmValues(repo, path);
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*\{\{[^}]*\}\}\s*$/.test(line)) return '';
      return line
        .replace(/\{\{-?(?<body>[^}]*)-?\}\}/g, (_match, body: string) => templateValue(values, body))
        .replace(/:\s*""([^"\s])/, ': $1');
    })
    .join('\n');
}

function templateValue(values: DataNode | null, body: string): string {
  const path = /\.Values\.(?<path>[\w.]+)/.exec(body)?.groups?.path;
  const value = path ? values?.get(...path.split('.'))?.text() : null;
  const fallback = /\bdefault\s+"?(?<text>[\w./:-]+)"?/.exec(body)?.groups?.text;
  if (value !== null && value !== undefined && value !== '') return value;
  if (/\.Chart\.AppVersion/.test(body)) return `$\{CHART_APP_VERSION}`;
  if (/\.Chart\.Name|\.Release\.|include /.test(body)) return 'release';
  return fallback ?? (path ? `\${${path.replaceAll('.', '_')}}` : templatePlaceholder);
}

/** The chart's values, with those for production (`values-prod.yaml`, `values.production.yaml`) over them. */
export function helmValues(repo: Repo, path: string): DataNode | null {
  const chart = chartFolder(repo, path);
  if (chart === null) return null;
  const prefix = chart === '' ? '' : `${chart}/`;
  const read = (name: string): DataNode | null => {
    const root = repo.parsed(`${prefix}${name}`, parseYaml)?.root ?? null;
    return root?.kind === 'map' ? originate(root, `${prefix}${name}`) : null;
  };
  const base = read('values.yaml') ?? read('values.yml');
  const name = [
    'values-prod',
    'values-production',
    'values.prod',
    'values.production',
    'production-values',
    'prod-values',
  ]
    .flatMap((stem) => [`${stem}.yaml`, `${stem}.yml`])
    .find((candidate) => repo.has(`${prefix}${candidate}`));
  const production = name === undefined ? null : read(name);
  return base && production ? mergeData(base, production) : (production ?? base);
}

/** The folder that holds Chart.yaml above a template. */
function chartFolder(repo: Repo, path: string): string | null {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (baseName(folder) === 'templates') continue;
    if (repo.has(folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`)) return folder;
    if (folder === '') return null;
  }
}
