import type { Command } from '../../../facts/commands-fact.ts';
import type { PipelineStep } from '../../../facts/pipelines-fact.ts';
import type { Release } from './release.ts';

type Deploy = Pick<Release, 'what' | 'tied' | 'why'>;

/** Tools that push a commit, or name their release after it by themselves. */
const BY_COMMIT: readonly (readonly [RegExp, string])[] = [
  [/^git push\b.*\b(?:heroku|dokku|scalingo|clever|gigalixir|piku)/, 'git push'],
  [/^eb deploy\b/, 'eb deploy'],
  [/^kamal (?:deploy|redeploy|setup)\b/, 'kamal deploy'],
  [/^cap \S+ deploy/, 'cap deploy'],
  [/^vercel\b(?!.*\b(?:pull|build)\b)/, 'vercel'],
  [/^goreleaser\b/, 'goreleaser'],
];
/** Tools that build a release from the working directory and give it a number of their own. */
const BY_FOLDER: readonly (readonly [RegExp, string])[] = [
  [/^fly(?:ctl)? deploy\b/, 'fly deploy'],
  [/^fastapi (?:cloud )?deploy\b/, 'fastapi deploy'],
  [/^heroku container:(?:push|release)\b/, 'heroku container:push'],
  [/^gcloud app deploy\b/, 'gcloud app deploy'],
  [/^gcloud run deploy\b.*--source/, 'gcloud run deploy --source'],
  [/^railway up\b/, 'railway up'],
  [/^(?:serverless|sls) deploy\b/, 'serverless deploy'],
  [/^zappa (?:update|deploy)\b/, 'zappa'],
  [/^docker(?:-compose| compose)\b.*\b(?:up\b.*--build|build)\b/, 'docker compose build'],
];
const ACTIONS: readonly (readonly [RegExp, string, Deploy['tied']])[] = [
  [/^akhileshns\/heroku-deploy$/, 'heroku-deploy', 'yes'],
  [/^amondnet\/vercel-action$/, 'vercel-action', 'yes'],
  [/^goreleaser\/goreleaser-action$/, 'goreleaser', 'yes'],
];

/** A step that deploys without building an image of its own; null for any other. */
export function platformDeploy({ action }: PipelineStep, commands: readonly Command[]): Deploy | null {
  for (const [pattern, what, tied] of ACTIONS)
    if (action && pattern.test(action))
      return { what: `The release is deployed with ${what}`, tied, why: 'it deploys a commit' };
  for (const { program, args } of commands) {
    const text = [program, ...args].join(' ');
    const byCommit = BY_COMMIT.find(([pattern]) => pattern.test(text));
    if (byCommit)
      return { what: `The release is deployed with ${byCommit[1]}`, tied: 'yes', why: 'it deploys a commit' };
    const byFolder = BY_FOLDER.find(([pattern]) => pattern.test(text));
    if (byFolder)
      return {
        what: `The release is deployed with ${byFolder[1]}`,
        tied: 'no',
        why: 'nothing in the step names the commit',
      };
  }
  return null;
}
