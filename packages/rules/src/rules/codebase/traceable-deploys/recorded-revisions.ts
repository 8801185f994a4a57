import type { RuleContext } from '../../../engine/define-rule.ts';
import { baseName } from '../../../repo/place.ts';
import type { Release } from './release.ts';

const LITERALS = [
  'REVISION',
  'HEROKU_SLUG_COMMIT',
  'HEROKU_BUILD_COMMIT',
  'RENDER_GIT_COMMIT',
  'KAMAL_VERSION',
  'SOURCE_VERSION',
];

/** Deploy scripts of the repository, and production code that reads which commit was released. */
export function recordedRevisions({ repo, facts }: RuleContext): Release[] {
  const deploys = repo.paths.some(
    (path) =>
      /(?:^|[-_.])deploy(?:$|[-_.])/.test(baseName(path)) && repo.isProduction(path) && /^#!/.test(repo.text(path)),
  );
  if (!deploys) return [];
  return facts.code
    .search({
      literals: LITERALS,
      pattern: /\b(?:REVISION|HEROKU_(?:SLUG|BUILD)_COMMIT|RENDER_GIT_COMMIT|KAMAL_VERSION|SOURCE_VERSION)\b/g,
      inStrings: true,
    })
    .slice(0, 1)
    .map(({ place, match }) => ({
      what: 'The release knows its commit',
      tied: 'yes',
      why: `the app reads ${match[0]}`,
      place,
    }));
}
