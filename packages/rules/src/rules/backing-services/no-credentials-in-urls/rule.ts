import { defineRule, fail } from '../../../engine/define-rule.ts';
import { credentialUrls } from './credential-urls.ts';

export const noCredentialsInUrls = defineRule({
  id: 'backing-services/no-credentials-in-urls',
  factor: 'backing-services',
  title: 'No URL in the repository holds a password',
  severity: 'critical',
  remediation: 'Read the whole URL from one variable (`DATABASE_URL`), and change the password that was committed.',
  appliesTo: ({ facts }) =>
    facts.services.kinds.size > 0 ||
    facts.services.used.length > 0 ||
    facts.services.provided.length > 0 ||
    'No backing service is in use.',
  silence: 'No URL in production files holds a password.',

  *check({ repo, facts }) {
    for (const { place, host } of credentialUrls(repo, facts))
      yield fail(place, `A URL for ${host} holds a user and a password.`);
  },
});
