import { defineRule, fail, pass, type RuleContext, unknown } from '../../../engine/define-rule.ts';
import { pipelineReleases } from './pipeline-releases.ts';
import { recordedRevisions } from './recorded-revisions.ts';
import type { Release } from './release.ts';
import { scriptReleases } from './script-releases.ts';

export const traceableDeploys = defineRule({
  id: 'codebase/traceable-deploys',
  factor: 'codebase',
  title: 'Every deploy can be traced to a commit',
  severity: 'medium',
  remediation:
    'Tag the image with the commit (`app:$CI_COMMIT_SHA`, `app:$(git rev-parse --short HEAD)`), or label it with `org.opencontainers.image.revision`; `latest` may stand beside it.',
  appliesTo: (context) =>
    releasesOf(context).length > 0 || 'Nothing in the repository builds an image for a deploy, or deploys.',

  *check(context) {
    for (const { what, tied, why, place } of releasesOf(context)) {
      if (tied === 'no') yield fail(place, `${what}, and ${why}.`);
      else if (tied === 'yes') yield pass(place, `${what}: ${why}.`);
      else yield unknown(`${what}: ${why}.`);
    }
  },
});

/** Where nothing builds or deploys, a release that reports its own commit still can be traced. */
function releasesOf(context: RuleContext): Release[] {
  const releases = [...pipelineReleases(context), ...scriptReleases(context)];
  return releases.length > 0 ? releases : recordedRevisions(context);
}
