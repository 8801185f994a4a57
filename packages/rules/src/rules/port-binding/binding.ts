import type { Place } from '../../repo/place.ts';

/** How one server is bound. `null`: reading does not say. */
export interface Binding {
  /** `environment`: a variable sets it, or the server reads one by its own convention. */
  port: { from: 'environment' | 'literal'; text: string; place: Place } | null;
  host: { reach: 'public' | 'local'; text: string; place: Place } | null;
  /** Bound to a unix socket, or speaks something other than HTTP. */
  socket: { text: string; place: Place } | null;
}

export const NOTHING: Binding = { port: null, host: null, socket: null };

/** `0.0.0.0:8000`, `:$PORT`, `unix:/run/app.sock`, `tcp://0.0.0.0:3000`, `8000`. */
export function bindingOfAddress(written: string, place: Place): Binding {
  const text = written.trim().replace(/^["']|["']$/g, '');
  if (/^(?:unix:|fd:|\/)|\.sock\b/.test(text)) return { port: null, host: null, socket: { text, place } };
  const bare = text.replace(/^(?:tcp|http|https|ssl):\/\//, '').replace(/[/?].*$/, '');
  // A variable that holds host and port together.
  if (/^\$\{?\w+\}?$/.test(bare) || /^\$\{\w+:?[-=][^}]*\}$/.test(bare))
    return {
      socket: null,
      port: { from: 'environment', text, place },
      host: reachOf(/\{\w+:?[-=](?<rest>[^}]*)\}/.exec(bare)?.groups?.rest ?? '0.0.0.0', place),
    };
  const parts = /^(?<host>\[[^\]]*\]|[^:$]*|\$\{[^}]*\}|\$\w+)?:(?<port>.+)$/.exec(bare)?.groups;
  if (!parts && /^\d{2,5}$/.test(bare))
    return { socket: null, port: { from: 'literal', text, place }, host: { reach: 'public', text, place } };
  if (!parts?.port) return { socket: null, port: null, host: reachOf(bare, place) };
  return {
    socket: null,
    port: { from: isVariable(parts.port) ? 'environment' : 'literal', text, place },
    host: reachOf(parts.host ?? '', place),
  };
}

function reachOf(host: string, place: Place): Binding['host'] {
  return { reach: isLocal(host.replace(/:\S*$/, '')) ? 'local' : 'public', text: host || 'all interfaces', place };
}

export function isVariable(text: string): boolean {
  return /\$|%\(|%\w+%|\{\{|os\.environ|getenv|ENV\b|process\.env/.test(text);
}

export function isLocal(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/.test(host.trim().replace(/^["']|["']$/g, ''));
}
