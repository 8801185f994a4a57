import type { RuleContext } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import { expand, namesCommit } from './commit-mark.ts';
import type { Release } from './release.ts';

const PUSH =
  /^(?:docker|podman|nerdctl)\b.*\b(?:push|--push)\b|^docker(?:-compose| compose)\b.*\bpush\b|^gcloud builds submit\b.*(?:--tag|-t)\b|^(?:az acr|img|buildah) (?:build|push)\b/;
const DEPLOY = /^fly(?:ctl)? deploy\b|^heroku container:push\b|^gcloud app deploy\b|^gcloud run deploy\b.*--source/;

/** Scripts and Makefiles that push images or deploy from a working directory. What only builds an image for the developer does not count. */
export function scriptReleases({ repo, facts }: RuleContext): Release[] {
  const byPath = new Map<string, Command[]>();
  for (const { command, purpose } of facts.commands.from('script', 'makefile', 'package-script')) {
    if (purpose !== 'production') continue;
    const text = textOf(command);
    if (!PUSH.test(text) && !DEPLOY.test(text) && !/^docker\b.*\b(?:build|tag)\b/.test(text)) continue;
    byPath.set(command.place.path, [...(byPath.get(command.place.path) ?? []), command]);
  }
  return [...byPath].flatMap(([path, commands]): Release[] => {
    const release = commands.find((command) => PUSH.test(textOf(command)) || DEPLOY.test(textOf(command)));
    if (!release) return [];
    const what = `${path} ${DEPLOY.test(textOf(release)) ? 'deploys' : 'pushes an image'}`;
    const text = commands.map((command) => command.text).join('\n');
    const scope = { lines: repo.lines(path), onTags: false };
    if (namesCommit(text, scope)) return [{ what, tied: 'yes', why: 'the commit is in its tag', place: release.place }];
    const tied = isDecidedOutside(text, repo.lines(path)) ? 'unknown' : 'no';
    const why = tied === 'no' ? 'nothing in the script names the commit' : 'a variable from outside decides the tag';
    return [{ what, tied, why, place: release.place }];
  });
}

function textOf({ program, args }: Command): string {
  return [program, ...args].join(' ');
}

/** The version comes as an argument or a variable, or was written by hand: it may be a git tag. */
function isDecidedOutside(text: string, lines: readonly string[]): boolean {
  const whole = expand(text, lines);
  return /\$[{(]?[1-9@*]|\$\{?\w*(?:VERSION|TAG|REV|SHA|COMMIT|RELEASE)\w*/i.test(whole) || /:v?\d+\.\d+/.test(whole);
}
