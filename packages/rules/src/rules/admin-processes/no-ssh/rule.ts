import { defineRule, fail, pass, type RuleContext } from '../../../engine/define-rule.ts';
import type { Place } from '../../../repo/place.ts';

export const noSsh = defineRule({
  id: 'admin-processes/no-ssh',
  factor: 'admin-processes',
  title: 'Operating the app needs no login to a host',
  severity: 'high',
  remediation:
    'Let the platform pull a release and run one-off commands (`kubectl exec` or a Job, `ecs run-task`, `heroku run`, `fly ssh console` for a look), and take SSH keys out of CI and the SSH server out of the image.',
  appliesTo: ({ facts }) =>
    facts.commands.all.some(({ purpose }) => purpose === 'production') ||
    facts.pipelines.jobs.length > 0 ||
    'No script, image or CI exists.',

  *check(context) {
    const { facts } = context;
    for (const { how, place } of facts.admin.remote.filter(({ stage }) => stage === 'production'))
      yield fail(place, `${how} logs into or copies to a host.`);
    for (const place of sshServers(context)) yield fail(place, 'The app image holds an SSH server.');
    const reached = facts.pipelines.jobs[0]?.job.place ?? facts.commands.all[0]?.command.place;
    if (reached) yield pass(reached, 'Scripts and CI log into no host.');
  },
});

/** Instructions of images for production that install or start an SSH server; Alpine's `openssh` counts where the server is started too. */
function sshServers({ facts }: RuleContext): Place[] {
  return facts.images.production.flatMap((image) => {
    const { final } = image;
    if (!final) return [];
    return image
      .instructions(final, 'RUN', 'CMD', 'ENTRYPOINT')
      .flatMap(({ commands }) => [...commands])
      .filter(({ program, args }) => {
        if (program === 'sshd' || program === 'dropbear') return true;
        if (program === 'service') return /^sshd?$/.test(args[0] ?? '') && args[1] === 'start';
        return (
          /^(?:apt|apt-get|apk|yum|dnf|microdnf|zypper)$/.test(program) &&
          args.some((arg) => /^(?:openssh-server|dropbear)(?:[=~<>].*)?$/.test(arg))
        );
      })
      .map(({ place }) => place);
  });
}
