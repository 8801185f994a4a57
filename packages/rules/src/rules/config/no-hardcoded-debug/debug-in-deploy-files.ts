import type { Facts } from '../../../facts/facts.ts';
import type { EnvironmentEntry } from '../../../facts/processes-fact.ts';
import type { Place } from '../../../repo/place.ts';

const variables = /^(?:APP_DEBUG|DEBUG|DJANGO_DEBUG|FLASK_DEBUG|WP_DEBUG|SYMFONY_DEBUG)$/;

/** Does a text switch on? */
export function isOn(text: string): boolean {
  return /^(?:1|true|on|yes|y|t)$/i.test(text.trim());
}

/** `${DEBUG:-1}` is in force as `1`. */
export function valueInForce({ value }: EnvironmentEntry): string {
  return /^\$\{\w+:?-(?<fallback>[^}]*)\}$/.exec(value ?? '')?.groups?.fallback ?? value ?? '';
}

/** Variables of production images and deploy files that are debug switches by their name. */
export function debugInDeployFiles(facts: Facts): { place: Place; message: string }[] {
  const entries = facts.processes.production.flatMap((process) => [...process.environment]);
  return entries.flatMap((entry) => {
    const value = valueInForce(entry);
    const isSwitch = variables.test(entry.name) && isOn(value);
    const isDevelopment =
      (entry.name === 'FLASK_ENV' && value === 'development') ||
      (entry.name === 'APP_ENV' && value === 'dev' && facts.stacks.has('symfony'));
    return isSwitch || isDevelopment
      ? [{ place: entry.place, message: `${entry.name}=${value} turns debugging on in a production deploy file.` }]
      : [];
  });
}
