import { defineRule, fail } from '../../../engine/define-rule.ts';
import { deploySpecificUrls } from './deploy-specific-urls.ts';
import { makesNetworkCalls } from './network-calls.ts';

export const noHardcodedEndpoints = defineRule({
  id: 'backing-services/no-hardcoded-endpoints',
  factor: 'backing-services',
  title: 'Deploy-specific endpoints come from config',
  severity: 'medium',
  remediation:
    'Give the endpoint a variable of its own (`PAYMENT_URL`); a default for local development may stand beside it.',
  appliesTo: ({ repo, facts }) =>
    makesNetworkCalls(facts) || deploySpecificUrls(repo, facts).length > 0 || 'Production code makes no network calls.',
  silence: "Production code names no deploy's own host.",

  *check({ repo, facts }) {
    for (const { place, host, why, confidence } of deploySpecificUrls(repo, facts))
      yield fail(place, `${host} is ${why}, and no variable changes it.`, { confidence });
  },
});
