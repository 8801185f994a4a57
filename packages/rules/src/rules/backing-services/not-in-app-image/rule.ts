import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import { serverPackages } from './server-packages.ts';
import { serverStarts } from './server-starts.ts';

export const notInAppImage = defineRule({
  id: 'backing-services/not-in-app-image',
  factor: 'backing-services',
  title: "The app's image holds no database, cache or broker server",
  severity: 'high',
  remediation:
    'Run the server as a service of its own (a container, a managed instance) and give the app its address; install only the client library.',
  appliesTo: ({ facts }) =>
    facts.images.all.length > 0 || facts.processes.all.length > 0 || 'Neither an image nor a start command.',
  silence: "No production image and no start command holds a backing service's server.",

  *check({ facts }) {
    const found = [...serverPackages(facts), ...serverStarts(facts)];
    for (const { place, message } of found) yield fail(place, message);
    if (found.length > 0) return;
    for (const image of facts.images.production)
      if (image.final) yield pass(image.final.place, 'The image installs and starts no such server.');
  },
});
