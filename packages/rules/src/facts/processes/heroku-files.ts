import { parseJson } from '../../repo/parsers/json.ts';
import { parseProcfile } from '../../repo/parsers/procfile.ts';
import { parseYaml } from '../../repo/parsers/yaml.ts';
import { baseName, folderOf } from '../../repo/place.ts';
import type { Process } from '../processes-fact.ts';
import { countOf } from './ecs.ts';
import { stageOfPath } from './own-images.ts';
import { base, dockerfileAt, roles } from './platform-draft.ts';
import { type ProcessSources, processFrom } from './process-draft.ts';
import { serverOf } from './server-of.ts';

/** `Procfile`; one with a suffix other than production's is for development. */
export function procfile(sources: ProcessSources, path: string): Process[] {
  const entries = sources.repo.parsed(path, parseProcfile)?.entries ?? [];
  const stage = /^Procfile\.(?!prod)/.test(baseName(path)) ? 'development' : stageOfPath(sources.repo, path);
  const found = entries.map((entry) =>
    processFrom(sources, {
      ...base(path, entry.type, entry.line, entry.command, 'procfile', stage),
      type: roles[entry.type],
      replicas: formationOf(sources, folderOf(path), entry.type),
    }),
  );
  return found.some(isWatcher) && found.some(isDevelopmentServer)
    ? found.map((process) => ({ ...process, stage: 'development' }))
    : found;
}

/** Rebuilds on every change: what nobody deploys. A development server alone may be a mistake of production. */
function isWatcher({ steps }: Process): boolean {
  return steps.some(
    ({ command }) => /^(?:watchmedo|entr|watchexec|guard)$/.test(command.program) || /\s--?watch\b/.test(command.text),
  );
}

function isDevelopmentServer({ main }: Process): boolean {
  return main !== null && serverOf(main.command)?.development === true;
}

/** How many app.json starts: `"formation": { "web": { "quantity": 2 } }`. */
function formationOf(sources: ProcessSources, folder: string, type: string): Process['replicas'] {
  const path = folder === '' ? 'app.json' : `${folder}/app.json`;
  const count = sources.repo.parsed(path, parseJson)?.root?.get('formation', type, 'quantity');
  return count ? countOf(path, count) : null;
}

/** heroku.yml. */
export function heroku(sources: ProcessSources, path: string): Process[] {
  const root = sources.repo.parsed(path, parseYaml)?.root;
  const stage = stageOfPath(sources.repo, path);
  const images = root?.get('build', 'docker');
  const release = root?.get('release', 'command');
  const builtFor = (type: string) => {
    const node = images?.get(type) ?? images?.get('web');
    return dockerfileAt(sources, path, node?.get('dockerfile')?.text() ?? node?.text() ?? null);
  };
  const types = new Set([
    ...(images?.entries() ?? []).map((entry) => entry.key),
    ...(root?.get('run')?.entries() ?? []).map((entry) => entry.key),
  ]);
  const found = [...types].map((type) => {
    const node = root?.get('run', type) ?? images?.get(type) ?? null;
    const run = root?.get('run', type);
    const command =
      run?.text() ??
      run?.get('command')?.text() ??
      (run?.get('command')?.items() ?? []).map((item) => item.text() ?? '').join(' && ');
    return processFrom(sources, {
      ...base(path, type, node?.startLine ?? 1, command ?? '', 'heroku-yml', stage),
      type: roles[type],
      built: builtFor(type),
    });
  });
  if (!release) return found;
  const text =
    release.kind === 'list'
      ? release
          .items()
          .map((item) => item.text() ?? '')
          .join(' && ')
      : (release.text() ?? '');
  return [
    ...found,
    processFrom(sources, {
      ...base(path, 'release', release.startLine, text, 'heroku-yml', stage),
      type: 'release',
      built: builtFor('web'),
    }),
  ];
}

/** app.json scripts. */
export function appJson(sources: ProcessSources, path: string): Process[] {
  const root = sources.repo.parsed(path, parseJson)?.root;
  const scripts = root?.get('scripts');
  // React Native has an app.json too; only Heroku's has these.
  return ['postdeploy', 'dokku'].flatMap((name) => {
    const node = name === 'dokku' ? scripts?.get('dokku', 'predeploy') : scripts?.get(name);
    const text = node?.text();
    return node && text
      ? [processFrom(sources, { ...base(path, name, node.startLine, text, 'app-json', 'production'), type: 'release' })]
      : [];
  });
}
