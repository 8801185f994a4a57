import { comparePlaces, compareText } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { ComponentsFact } from '../components-fact.ts';
import type { ImagesFact } from '../images-fact.ts';
import type { PipelinesFact } from '../pipelines-fact.ts';
import type { ProcessesFact } from '../processes-fact.ts';
import type { RuntimeStatement, RuntimesFact } from '../runtimes-fact.ts';
import { languagesOfImage } from './image-language.ts';
import { manifestVersions } from './manifest-versions.ts';
import { pipelineVersions } from './pipeline-versions.ts';
import { platformVersions } from './platform-versions.ts';
import type { RawStatement } from './raw-statement.ts';
import { versionFiles } from './version-files.ts';
import { readVersion } from './version-text.ts';

interface Sources {
  repo: Repo;
  components: ComponentsFact;
  images: ImagesFact;
  processes: ProcessesFact;
  pipelines: PipelinesFact;
}

/** Every file that states a version of a language runtime, sorted by place. Examples, documents and vendored files state nothing about the repository. */
export function findRuntimes(sources: Sources): RuntimesFact {
  const { repo, pipelines } = sources;
  const raw = [
    ...versionFiles(repo),
    ...manifestVersions(repo),
    ...platformVersions(repo),
    ...pipelineVersions(repo, pipelines),
    ...imageVersions(sources),
    ...packageVersions(sources),
    ...serviceVersions(sources),
  ];
  const all = raw
    .map((item) => toStatement(sources, item))
    .filter((statement) => statement !== null)
    .sort((a, b) => comparePlaces(a.place, b.place) || compareText(a.language, b.language));
  return { all, of: (language) => all.filter((statement) => statement.language === language) };
}

function toStatement({ repo, components }: Sources, raw: RawStatement): RuntimeStatement | null {
  const stage = raw.stage ?? stageOf(repo.purposeOf(raw.place.path));
  // An image without a version states none.
  if (stage === null || raw.text === '') return null;
  const { text, version, kind } = readVersion(raw.language, raw.text);
  const versions = versionsOf(raw, version);
  return {
    language: raw.language,
    text: raw.texts ? raw.texts.join(', ').slice(0, 200) : text,
    version: raw.texts ? onlyOne(versions) : version,
    kind: raw.minimum ? 'minimum' : kind,
    where: raw.where,
    versions,
    job: raw.job ?? null,
    stage,
    component: components.of(raw.place.path)?.path ?? '',
    place: raw.place,
  };
}

function versionsOf(raw: RawStatement, version: string | null): string[] {
  if (!raw.texts) return version === null ? [] : [version];
  const all = raw.texts.map((text) => readVersion(raw.language, text).version);
  return [...new Set(all.filter((item) => item !== null))];
}

function onlyOne(versions: readonly string[]): string | null {
  return versions.length === 1 ? (versions[0] ?? null) : null;
}

function stageOf(purpose: ReturnType<Repo['purposeOf']>): RuntimeStatement['stage'] | null {
  return purpose === 'production' || purpose === 'development' || purpose === 'test' ? purpose : null;
}

/** The external bases of every Dockerfile. */
function imageVersions({ images }: Sources): RawStatement[] {
  return images.all.flatMap((image) => {
    const stage = stageOf(image.purpose);
    if (stage === null) return [];
    const where = /(?:^|\/)\.?devcontainer\//.test(image.path) ? 'devcontainer' : 'image';
    return image.stages
      .filter((item) => item.parent === null)
      .flatMap((item) =>
        languagesOfImage(item.base.name, item.base.tag).map(
          (known): RawStatement => ({ ...known, where, place: item.place, stage }),
        ),
      );
  });
}

/** `apt-get install python3.12`, `unit-python3.12=1.33`: what a plain system image gets its language from. */
function packageVersions({ images }: Sources): RawStatement[] {
  return images.production.flatMap((image) =>
    image.stages.flatMap(({ instructions }) =>
      instructions.flatMap(({ keyword, text, place }): RawStatement[] => {
        if (keyword !== 'RUN' || !/\b(?:apt-get|apt|apk|dnf|yum|microdnf)\b/.test(text)) return [];
        const version = /(?:^|[\s-])python(?<version>3\.\d{1,2})(?=[\s=-]|$)/m.exec(text)?.groups?.version;
        return version ? [{ language: 'python', text: version, where: 'image', place, stage: 'production' }] : [];
      }),
    ),
  );
}

/** Services that run a plain language image: `image: node:22` with the source mounted. */
function serviceVersions({ processes }: Sources): RawStatement[] {
  return processes.all.flatMap((process) => {
    if (!process.image || process.built) return [];
    const where = process.deploy === 'compose' ? 'compose' : 'platform';
    return languagesOfImage(process.image.name, process.image.tag).map(
      (known): RawStatement => ({ ...known, where, place: process.place, stage: process.stage }),
    );
  });
}
