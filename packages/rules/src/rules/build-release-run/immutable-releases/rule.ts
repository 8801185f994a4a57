import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { ImageReference } from '../../../facts/images-fact.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import { productOfImage } from '../../../facts/services/products.ts';
import { parseYaml } from '../../../repo/parsers/yaml.ts';
import { baseName } from '../../../repo/place.ts';

export const immutableReleases = defineRule({
  id: 'build-release-run/immutable-releases',
  factor: 'build-release-run',
  title: 'Releases run an immutable image',
  severity: 'medium',
  remediation:
    'Run the image by a version, a commit or a digest (`app:1.4.2`, `app:$GIT_SHA`), and let each deploy change it.',
  appliesTo: (context) =>
    ownImages(context).length > 0 || 'No production file runs an image of the repository by a tag.',

  *check(context) {
    for (const { process, image } of ownImages(context)) {
      const moving = movingTagOf(image);
      if (moving === null) yield pass(process.place, `${process.name} runs ${image.text}.`);
      else
        yield fail(
          process.place,
          `${process.name} runs ${image.resolved} by ${moving}, which can be another image at each start.`,
          { identity: `${process.name} ${image.text}` },
        );
    }
  },
});

function movingTagOf(image: ImageReference): string | null {
  if (image.digest !== null || image.variable) return null;
  if (image.tag === null || image.tag === '') return 'no tag';
  // A tag without a digit names a channel, not a version.
  return /\d/.test(image.tag) && !/(?:^|[-_.])latest(?:$|[-_.])/.test(image.tag) ? null : `the moving tag ${image.tag}`;
}

function ownImages(context: RuleContext): { process: Process; image: ImageReference }[] {
  const { facts } = context;
  const replaced = replacesTags(context);
  const built = skaffoldArtifacts(context);
  const candidates = facts.processes.production.filter(
    (process) => process.deploy !== 'dockerfile' && process.deploy !== 'package-script' && process.image !== null,
  );
  const owners = new Set(
    candidates.flatMap((process) =>
      process.built && process.image && isLikely(context, process.image.name, candidates)
        ? [ownerOf(process.image.name)]
        : [],
    ),
  );
  owners.delete('');
  return candidates.flatMap((process) => {
    const image = process.image;
    // A database or proxy that is built here is no release of the app.
    if (!image || image.resolved === '' || replaced.has(process.deploy) || isCompanion(process)) return [];
    if (image.tag === null && built.has(image.name)) return [];
    const isOwn =
      (process.built !== null && isLikely(context, image.name, candidates)) ||
      owners.has(ownerOf(image.name)) ||
      isNamedHere(context, image.name);
    return isOwn ? [{ process, image }] : [];
  });
}

function isCompanion({ built, own }: Process): boolean {
  if (built === null) return false;
  const base = built.image.lineage(built.stage)[0]?.base.name ?? '';
  return !own || productOfImage(base) !== null || /(?:^|\/)(?:traefik|haproxy|envoy)$/.test(base);
}

/** `ghcr.io/acme` of `ghcr.io/acme/app`; '' for a bare name. */
function ownerOf(name: string): string {
  const slash = name.lastIndexOf('/');
  return slash < 0 ? '' : name.slice(0, slash);
}

/** Where several names seem to answer to one Dockerfile, those that the repository's own names or its CI speak of. */
function isLikely(context: RuleContext, name: string, candidates: readonly Process[]): boolean {
  const path = candidates.find((process) => process.image?.name === name)?.built?.image.path;
  const rivals = new Set(
    candidates.flatMap((item) => (item.built?.image.path === path && item.image ? [item.image.name] : [])),
  );
  if (rivals.size < 2 || isNamedHere(context, name)) return true;
  const last = baseName(name).toLowerCase();
  const words = context.facts.components.apps.flatMap((app) => [
    app.name.toLowerCase(),
    baseName(app.path).toLowerCase(),
  ]);
  return words.some(
    (word) =>
      word.length > 2 &&
      (last === word || ['-', '_'].some((mark) => last.startsWith(word + mark) || last.endsWith(mark + word))),
  );
}

/** CI or a script builds or pushes an image of that name. */
function isNamedHere({ facts }: RuleContext, name: string): boolean {
  const written = name.replace(/^docker\.io\//, '');
  if (!written.includes('/') && baseName(written).length < 4) return false;
  return facts.pipelines
    .doing('build-image', 'publish-image')
    .some(
      ({ step }) => step.run.includes(written) || Object.values(step.with).some((value) => value.includes(written)),
    );
}

/** Deploys whose image a pipeline writes anew each time, so that the file's own tag never runs. */
function replacesTags({ facts }: RuleContext): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { job } of facts.pipelines.jobs) {
    for (const step of job.steps) {
      if (/amazon-ecs-render-task-definition$/.test(step.action ?? '')) found.add('ecs');
      if (
        /kustomize edit set image|kubectl set image|envsubst|sed [^\n]*image|yq [^\n]*image/i.test(step.run) ||
        /k8s-deploy$/.test(step.action ?? '')
      )
        found.add('kubernetes');
      if (/--set(?:-string)?[ =]\S*(?:tag|image)/i.test(step.run)) found.add('helm').add('kubernetes');
      if (/jq [^\n]*image|register-task-definition/i.test(step.run)) found.add('ecs');
    }
  }
  return found;
}

/** Images that Skaffold builds: it writes their tag into the manifests when it deploys them. */
function skaffoldArtifacts({ repo }: RuleContext): ReadonlySet<string> {
  return new Set(
    repo
      .named('skaffold.yaml', 'skaffold.yml')
      .flatMap((path) =>
        (repo.parsed(path, parseYaml)?.documents ?? []).flatMap((document) =>
          (document.get('build', 'artifacts')?.items() ?? []).flatMap((item) => item.get('image')?.text() ?? []),
        ),
      ),
  );
}
