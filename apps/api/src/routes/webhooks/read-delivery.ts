import type { IncomingHttpHeaders } from 'node:http';
import { ProblemError } from '../../problem-error.ts';
import { actionOf } from '../../webhooks/translate-delivery.ts';

export interface ReceivedDelivery {
  guid: string;
  event: string;
  action: string | null;
  installationId: bigint | null;
  repositoryId: bigint | null;
  payload: unknown;
}

/** Reads a delivery whose signature is right. Throws a ProblemError (400) that names what is missing or malformed. */
export function readDelivery(headers: IncomingHttpHeaders, body: Buffer): ReceivedDelivery {
  const payload = parsePayload(body);
  return {
    guid: header(headers, 'x-github-delivery', /^[\w-]{1,100}$/),
    event: header(headers, 'x-github-event', /^[\w.-]{1,100}$/),
    action: actionOf(payload),
    installationId: idOf(payload, 'installation'),
    repositoryId: idOf(payload, 'repository'),
    payload,
  };
}

function header(headers: IncomingHttpHeaders, name: string, shape: RegExp): string {
  const value = headers[name];
  if (typeof value === 'string' && shape.test(value)) return value;
  throw new ProblemError(
    400,
    'invalid-delivery',
    `The header ${name} is missing or malformed. Only GitHub calls this address.`,
  );
}

function parsePayload(body: Buffer): unknown {
  try {
    const text = body.toString('utf8');
    // PostgreSQL stores no NUL; a commit message may hold one.
    return text.includes('\\u0000') ? JSON.parse(text, withoutNul) : JSON.parse(text);
  } catch (cause) {
    throw new ProblemError(
      400,
      'invalid-json',
      "The body is not JSON. Set the webhook's content type to application/json in the settings of the GitHub App.",
      { cause },
    );
  }
}

function withoutNul(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\u0000', '') : value;
}

/** The id of an object that most payloads carry; null when there is none, whatever stands there instead. */
function idOf(payload: unknown, name: 'installation' | 'repository'): bigint | null {
  if (typeof payload !== 'object' || payload === null) return null;
  const part: unknown = (payload as Record<string, unknown>)[name];
  if (typeof part !== 'object' || part === null || !('id' in part)) return null;
  return typeof part.id === 'number' && Number.isSafeInteger(part.id) ? BigInt(part.id) : null;
}
