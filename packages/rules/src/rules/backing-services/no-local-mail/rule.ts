import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import { localMail } from './local-mail.ts';
import { mailUses } from './mail-uses.ts';

export const noLocalMail = defineRule({
  id: 'backing-services/no-local-mail',
  factor: 'backing-services',
  title: 'Mail goes through an attached service',
  severity: 'low',
  remediation: 'Send through an SMTP server or an API whose address and credentials come from the environment.',
  appliesTo: ({ facts }) => mailUses(facts).length > 0 || localMail(facts).length > 0 || 'The app sends no mail.',
  silence: 'No mail goes through the local machine.',

  *check({ facts }) {
    const found = localMail(facts);
    for (const { place, message, confidence } of found) yield fail(place, message, { confidence });
    if (found.length > 0) return;
    for (const { place, how } of mailUses(facts)) yield pass(place, `Mail goes through ${how}.`);
  },
});
