import type { RuleContext } from '../../engine/define-rule.ts';
import { type Place, placeOf } from '../../repo/place.ts';
import { webStarts } from './web-app.ts';

/** Puma's own configuration, where nothing else starts it: the platform runs Puma with it. A unix socket in it is none. */
export function pumaDefault(context: RuleContext): Place | null {
  const path = context.repo
    .named('puma.rb')
    .find((item) => /(?:^|\/)config\/puma\.rb$/.test(item) && context.repo.isProduction(item));
  if (!path || webStarts(context).length > 0) return null;
  const lines = context.repo.lines(path);
  if (lines.some((line) => /^\s*bind\b.*unix:/.test(line))) return null;
  const port = lines.findIndex((line) => /^\s*port\b/.test(line));
  return placeOf(path, Math.max(1, port + 1));
}
