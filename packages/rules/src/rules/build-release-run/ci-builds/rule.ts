import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import { parseJson } from '../../../repo/parsers/json.ts';
import { type Place, placeOf } from '../../../repo/place.ts';

export const ciBuilds = defineRule({
  id: 'build-release-run/ci-builds',
  factor: 'build-release-run',
  title: 'CI builds or tests the app',
  severity: 'medium',
  remediation: 'Add a CI job that installs from the lock file and builds or tests the app on each push.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0 || 'No app.',

  *check(context) {
    const { facts } = context;
    const found = facts.pipelines.doing('test', 'build', 'build-image', 'publish-image');
    for (const { job, step } of found) yield pass(step.place, `The CI job ${job.id} builds or tests.`);
    const platform = platformTests(context);
    if (platform) yield pass(platform, 'Heroku CI runs the tests.');
    if (found.length > 0 || platform) return;
    const pipeline = facts.pipelines.all[0];
    const app = facts.components.apps[0];
    if (pipeline)
      yield fail(placeOf(pipeline.path), 'CI exists, and no job of it builds or tests the app.', {
        identity: 'no build in CI',
      });
    else if (app) yield fail(app.place, `No CI builds or tests ${app.name}.`, { identity: 'no CI' });
  },
});

/** `environments.test.scripts.test` of app.json is Heroku CI. */
function platformTests({ repo }: RuleContext): Place | null {
  for (const path of repo.named('app.json')) {
    const node = repo.parsed(path, parseJson)?.root?.get('environments', 'test', 'scripts', 'test');
    if (node) return placeOf(path, node.startLine);
  }
  return null;
}
