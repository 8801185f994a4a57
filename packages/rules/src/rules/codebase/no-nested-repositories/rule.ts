import { defineRule, fail, type RuleContext } from '../../../engine/define-rule.ts';
import { placeOf } from '../../../repo/place.ts';
import { ownerOfRepository, ownerOfUrl } from './repository-owner.ts';
import { readSubmodules, type Submodule } from './submodules.ts';

const NOT_APPLICATION =
  /(?:^|[/_.-])(?:themes?|vendors?|vendored|third[-_]?party|external|extern|deps|contrib|tests?|testdata|test-data|fixtures?|data|datasets?|docs?|documentation|wiki|examples?|samples?|specs?|protos?|protobufs?|schemas?|fonts?|icons?|assets|images|locales?|translations|i18n|content|licenses|\.github|ci|tools?|skills|prompts)(?:$|[/_.-])/i;
const APPLICATION =
  /^(?:(?:apps?|services?|packages|src|modules|microservices)\/[\w.-]+|(?:[\w-]+[-_])?(?:backend|frontend|front-end|back-end|server|client|api|web|webapp|worker|admin|service|core|ui|mobile))$/i;

export const noNestedRepositories = defineRule({
  id: 'codebase/no-nested-repositories',
  factor: 'codebase',
  title: 'The codebase is one repository, with no application repository inside',
  severity: 'medium',
  remediation:
    'Move the code into this repository (`git subtree add`), or publish it as a package and declare it as a dependency with a version.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0,
  silence: 'No submodule and no nested repository brings application code in.',

  *check(context) {
    for (const item of readSubmodules(context.repo))
      if (isApplication(context, item))
        yield fail(item.place, `The submodule ${item.path} brings application code in from ${item.url}.`, {
          identity: `submodule ${item.path}`,
          confidence: item.url.startsWith('.') ? 'high' : 'medium',
        });
    const nested = nestedGit(context);
    if (nested)
      yield fail(
        placeOf(nested),
        `A repository of its own is committed inside: ${nested.replace(/\/\.git(?:\/.*)?$/, '')}.`,
      );
  },
});

/** Its own organisation's code in a folder for code. What others publish, themes, data and documents are something else. */
function isApplication(context: RuleContext, { path, url }: Submodule): boolean {
  if (NOT_APPLICATION.test(path) || NOT_APPLICATION.test(url.replace(/^.*[/:](?=[^/:]+$)/, ''))) return false;
  if (/^\.{1,2}\//.test(url)) return true;
  const own = ownerOfRepository(context.repo);
  const theirs = ownerOfUrl(url);
  if (own !== null && theirs !== null) return own === theirs;
  return APPLICATION.test(path);
}

function nestedGit({ repo }: RuleContext): string | null {
  return (
    repo.paths.find(
      (path) =>
        /^.+\/\.git(?:\/(?:HEAD|config))?$/.test(path) && repo.isProduction(path.replace(/\.git.*$/, 'main.py')),
    ) ?? null
  );
}
