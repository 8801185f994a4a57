import type { Command } from '../../../facts/commands-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';

export interface ServerFound {
  place: Place;
  message: string;
}

const installers = /^(?:apt|apt-get|aptitude|apk|yum|dnf|microdnf|zypper|brew)$/;
const packages =
  /^(?:postgresql(?:-?\d+)?(?:-server)?|postgresql-contrib|(?:default-)?mysql-server(?:-[\d.]+)?|mysql|mariadb(?:-server(?:-[\d.]+)?)?|redis(?:-server)?|valkey(?:-server)?|rabbitmq-server|memcached|mongodb(?:-org)?(?:-server)?|elasticsearch|opensearch|cassandra)(?:[=:~].*)?$/;

/** Packages of servers in the final stage of images that run the app. An image that starts from a server's own is that service's. */
export function serverPackages(facts: Facts): ServerFound[] {
  return facts.images.production.flatMap((image) => {
    const final = image.final;
    const base = final ? image.lineage(final)[0]?.base : null;
    if (!final || !base || facts.services.productOf(base.name.slice(base.name.lastIndexOf('/') + 1))) return [];
    return image.instructions(final, 'RUN').flatMap((instruction) =>
      instruction.commands.flatMap((command) =>
        packagesOf(command).map((name) => ({
          place: command.place,
          message: `The image installs the server ${name} beside the app.`,
        })),
      ),
    );
  });
}

function packagesOf(command: Command): string[] {
  if (!installers.test(command.program) || !command.args.some((arg) => /^(?:install|add)$/.test(arg))) return [];
  const isAlpine = command.program === 'apk';
  return command.args.filter(
    (arg) => packages.test(arg) && !(isAlpine && /^(?:mysql|postgresql-contrib)$/.test(arg)) && arg !== 'mysql',
  );
}
