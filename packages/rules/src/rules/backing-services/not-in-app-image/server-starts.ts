import type { Command } from '../../../facts/commands-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { ServerFound } from './server-packages.ts';

const servers =
  /^(?:redis-server|valkey-server|postgres|pg_ctl|pg_ctlcluster|mysqld|mysqld_safe|mariadbd(?:-safe)?|mongod|rabbitmq-server|memcached|elasticsearch)$/;
const services = /^(?:redis(?:-server)?|postgresql|mysql|mariadb|mongod|mongodb|rabbitmq-server|memcached)$/;

/** Servers that the app's own start runs before or beside it. */
export function serverStarts(facts: Facts): ServerFound[] {
  return facts.processes.production.flatMap((process) =>
    process.steps.flatMap(({ command, place }): ServerFound[] => {
      const name = serverOf(command);
      return name === null
        ? []
        : [{ place, message: `The start of ${process.name} runs the server ${name} beside the app.` }];
    }),
  );
}

function serverOf({ program, args, remote }: Command): string | null {
  if (remote) return null;
  if (servers.test(program)) return program;
  if (program === 'service' && services.test(args[0] ?? '') && /^(?:start|restart)$/.test(args[1] ?? ''))
    return args[0] ?? null;
  if (program === 'systemctl' && /^(?:start|restart|enable)$/.test(args[0] ?? ''))
    return args.slice(1).find((arg) => services.test(arg.replace(/\.service$/, ''))) ?? null;
  return null;
}
