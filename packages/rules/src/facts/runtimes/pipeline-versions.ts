import { baseName, joinPath } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { PipelineJob, PipelineStep, PipelinesFact } from '../pipelines-fact.ts';
import type { RuntimeStatement } from '../runtimes-fact.ts';
import type { Language } from '../stacks-fact.ts';
import { languagesOfImage } from './image-language.ts';
import { manifestVersions } from './manifest-versions.ts';
import type { RawStatement } from './raw-statement.ts';
import { versionsInFile } from './version-files.ts';

interface Setup {
  language: Language;
  /** Inputs that hold a version, in order of preference. */
  inputs: readonly string[];
  files?: readonly string[];
}

const python: Setup = {
  language: 'python',
  inputs: ['python-version', 'python_version'],
  files: ['python-version-file'],
};
const node: Setup = { language: 'javascript', inputs: ['node-version', 'node_version'], files: ['node-version-file'] };

/** Actions (GitHub, Azure) and orbs that install a language, by their last name. */
const SETUPS: Readonly<Record<string, Setup>> = {
  'setup-python': python,
  'setup-uv': python,
  'setup-poetry': python,
  'setup-pdm': python,
  'setup-miniconda': python,
  'setup-micromamba': python,
  'setup-node': node,
  'setup-pnpm': node,
  'setup-ruby': { language: 'ruby', inputs: ['ruby-version'] },
  'setup-java': { language: 'java', inputs: ['java-version'], files: ['java-version-file'] },
  'setup-go': { language: 'go', inputs: ['go-version'], files: ['go-version-file'] },
  'setup-php': { language: 'php', inputs: ['php-version'], files: ['php-version-file'] },
  'setup-dotnet': { language: 'csharp', inputs: ['dotnet-version'], files: ['global-json-file'] },
  'setup-beam': { language: 'elixir', inputs: ['elixir-version'], files: ['version-file'] },
  'setup-elixir': { language: 'elixir', inputs: ['elixir-version'] },
  'rust-toolchain': { language: 'rust', inputs: ['toolchain'] },
  'actions-rs-toolchain': { language: 'rust', inputs: ['toolchain'] },
  usepythonversion: { language: 'python', inputs: ['versionSpec'] },
  nodetool: { language: 'javascript', inputs: ['versionSpec', 'version'] },
  usenode: { language: 'javascript', inputs: ['version'] },
  gotool: { language: 'go', inputs: ['version'] },
  useruby: { language: 'ruby', inputs: ['versionSpec'] },
  userubyversion: { language: 'ruby', inputs: ['versionSpec'] },
  javatoolinstaller: { language: 'java', inputs: ['versionSpec'] },
  usedotnet: { language: 'csharp', inputs: ['version'] },
};
/** Travis' own keys, where the provider gives them as matrix axes. */
const TRAVIS: Readonly<Record<string, Language>> = {
  python: 'python',
  node_js: 'javascript',
  rvm: 'ruby',
  jdk: 'java',
  go: 'go',
  php: 'php',
  elixir: 'elixir',
  rust: 'rust',
  dotnet: 'csharp',
};

/** The versions that CI jobs run with: set-up actions, job images, version managers on the command line. */
export function pipelineVersions(repo: Repo, pipelines: PipelinesFact): RawStatement[] {
  return pipelines.jobs.flatMap(({ pipeline, job }) => {
    const kind = {
      tests: job.activities.has('test'),
      builds: has(job, 'build', 'build-image', 'publish-image', 'publish-package'),
      deploys: has(job, 'deploy', 'release'),
    };
    const stage: RuntimeStatement['stage'] = kind.deploys || has(job, 'publish-image') ? 'production' : 'test';
    const found = [
      ...job.steps.flatMap((step) => [...setupVersions(repo, job, step), ...commandVersions(step)]),
      ...imageVersions(job),
    ];
    if (pipeline.provider === 'travis') {
      for (const [axis, language] of Object.entries(TRAVIS)) {
        const texts = job.matrix[axis];
        if (texts?.[0]) found.push({ language, text: texts[0], texts, where: 'ci', place: job.place });
      }
    }
    return found.map((item) => ({ ...item, where: 'ci' as const, job: kind, stage }));
  });
}

function has(job: PipelineJob, ...activities: Parameters<PipelineJob['activities']['has']>[0][]): boolean {
  return activities.some((activity) => job.activities.has(activity));
}

function setupVersions(repo: Repo, job: PipelineJob, step: PipelineStep): RawStatement[] {
  if (!step.action) return [];
  const name = baseName(step.action).toLowerCase().replace(/@.*$/, '');
  const setup = Object.hasOwn(SETUPS, name) ? SETUPS[name] : undefined;
  if (!setup) return [];
  const written = setup.inputs
    .map((input) => step.with[input])
    .find((value) => value !== undefined && value.trim() !== '');
  if (written !== undefined) {
    const texts = valuesOf(written, job, step);
    return texts[0] === undefined
      ? []
      : [
          {
            language: setup.language,
            text: texts[0],
            texts: texts.length > 1 ? texts : undefined,
            where: 'ci',
            place: step.place,
          },
        ];
  }
  // `dtolnay/rust-toolchain@1.78` states it as the action's version.
  if (setup.language === 'rust' && /^\d+\.\d+/.test(step.actionVersion ?? ''))
    return [{ language: 'rust', text: step.actionVersion ?? '', where: 'ci', place: step.place }];
  const file = (setup.files ?? []).map((input) => step.with[input]).find(Boolean);
  const path = file ? joinPath(step.with['working-directory'] ?? '', file) : null;
  if (!path || !repo.has(path)) return [];
  const stated = [
    ...versionsInFile(repo, path),
    ...manifestVersions(repo).filter((item) => item.place.path === path),
  ].filter((item) => item.language === setup.language);
  return stated.slice(-1).map((item) => ({ ...item, where: 'ci', place: step.place }));
}

/** The literal, the matrix axis, the variable or the default behind `||`; a list where the value has several lines. */
function valuesOf(written: string, job: PipelineJob, step: PipelineStep, depth = 0): string[] {
  const expression = /\$\{\{\s*(?<body>[^}]{1,200}?)\s*\}\}|^\$\((?<azure>[\w.]{1,80})\)$/.exec(written);
  if (!expression?.groups) {
    return written
      .split(/[\n,]/)
      .map((part) => part.trim().replace(/^["']|["']$/g, ''))
      .filter((part) => /\d/.test(part));
  }
  if (depth > 2) return [];
  const body = expression.groups.body ?? expression.groups.azure ?? '';
  const axis = /^matrix\.(?<name>[\w-]+)/.exec(body)?.groups?.name;
  const own = axis === undefined ? undefined : job.matrix[axis];
  if (own) return own.filter((value) => /\d/.test(value));
  const variable = /^(?:env|vars|variables)\.(?<name>\w+)|^(?<plain>\w+)$/.exec(body)?.groups;
  const name = variable?.name ?? variable?.plain;
  const value =
    name === undefined ? undefined : (step.environment[name] ?? job.environment[name] ?? job.matrix[name]?.join('\n'));
  if (value !== undefined) return valuesOf(value, job, step, depth + 1);
  const fallback = /\|\|\s*["'](?<text>[^"']{1,40})["']/.exec(body)?.groups?.text;
  return fallback ? [fallback] : [];
}

function imageVersions(job: PipelineJob): RawStatement[] {
  const image = job.image;
  if (!image) return [];
  const matrix = /\$\{?\{?\s*(?:matrix\.)?(?<axis>[\w-]+)/.exec(image.tag ?? '')?.groups?.axis;
  const texts = matrix === undefined ? undefined : job.matrix[matrix];
  return languagesOfImage(image.name, texts?.[0] ?? image.tag).flatMap(({ language, text }) =>
    text === '' ? [] : [{ language, text, texts, where: 'ci' as const, place: job.place }],
  );
}

/** `uv python install 3.12`, `nvm install 20`, `rbenv install 3.3.0`, `rustup default 1.78`. */
function commandVersions(step: PipelineStep): RawStatement[] {
  return step.commands.flatMap((command): RawStatement[] => {
    const line = [command.program, ...command.args].join(' ');
    const found: readonly (readonly [RegExp, Language])[] = [
      [/^(?:uv python|pyenv) install (?:-\S+ )*(?<version>3\.\d+\S*)/, 'python'],
      [/^(?:nvm|fnm|n) (?:install |use )?(?:-\S+ )*v?(?<version>\d+(?:\.\d+)*)$/, 'javascript'],
      [/^rbenv install (?:-\S+ )*(?<version>\d\S*)/, 'ruby'],
      [/^rustup (?:default|toolchain install|override set) (?<version>\d+\.\d+\S*)/, 'rust'],
    ];
    return found.flatMap(([pattern, language]) => {
      const version = pattern.exec(line)?.groups?.version;
      return version ? [{ language, text: version, where: 'ci' as const, place: command.place }] : [];
    });
  });
}
