import { ApiError } from '../http/api-error.ts';
import type { Json } from '../http/endpoint.ts';

/**
 * What GitHub refuses and its OpenAPI document does not say (or says only in prose).
 * https://docs.github.com/rest/checks/runs
 */
const ANNOTATIONS_MAX = 50;
const TEXT_MAX = 65_535;
const MESSAGE_BYTES_MAX = 64 * 1024;
const ANNOTATION_TITLE_MAX = 255;
const ACTIONS_MAX = 3;
const ACTION_LENGTHS = { label: 20, description: 40, identifier: 20 } as const;

function refuse(message: string): never {
  throw new ApiError(422, `Invalid request.\n\n${message}`);
}

function atMost(what: string, value: unknown, max: number): void {
  if (typeof value !== 'string') return;
  const { length } = [...value];
  if (length > max) refuse(`${what}: only ${max} characters are allowed; ${length} were supplied.`);
}

function bytesAtMost(what: string, value: unknown): void {
  if (typeof value !== 'string') return;
  const bytes = Buffer.byteLength(value);
  if (bytes > MESSAGE_BYTES_MAX)
    refuse(`${what}: only ${MESSAGE_BYTES_MAX} bytes are allowed; ${bytes} were supplied.`);
}

function checkAnnotation(annotation: Json): void {
  const { start_line: start, end_line: end, start_column: from, end_column: to } = annotation;
  if (typeof annotation.message !== 'string' || annotation.message === '') refuse('annotation message: is required.');
  bytesAtMost('annotation message', annotation.message);
  bytesAtMost('annotation raw_details', annotation.raw_details);
  atMost('annotation title', annotation.title, ANNOTATION_TITLE_MAX);
  if (typeof annotation.path !== 'string' || annotation.path === '' || annotation.path.startsWith('/')) {
    refuse('annotation path: must be relative to the repository.');
  }
  if (typeof start !== 'number' || typeof end !== 'number' || start < 1 || end < start) {
    refuse('annotation end_line: must not come before start_line, and lines count from 1.');
  }
  if (start !== end && (from !== undefined || to !== undefined)) {
    refuse('annotation start_column and end_column: only allowed when start_line and end_line are the same.');
  }
}

function checkOutput(output: Json): void {
  atMost('output summary', output.summary, TEXT_MAX);
  atMost('output text', output.text, TEXT_MAX);
  const annotations = (output.annotations as Json[] | undefined) ?? [];
  if (annotations.length > ANNOTATIONS_MAX) {
    refuse(`No more than ${ANNOTATIONS_MAX} items are allowed; ${annotations.length} were supplied.`);
  }
  for (const annotation of annotations) checkAnnotation(annotation);
}

/** Throws 422 for a check run that GitHub would not take. */
export function checkLimits(body: Json): void {
  if (body.status === 'completed' && body.conclusion === undefined)
    refuse('conclusion: is required when the status is completed.');
  if (body.conclusion === 'stale') refuse('conclusion: stale is set by GitHub alone.');
  if (typeof body.details_url === 'string' && !/^https?:\/\//.test(body.details_url)) {
    refuse('details_url: must use the http or https scheme.');
  }
  if (body.output) checkOutput(body.output as Json);
  const actions = (body.actions as Json[] | undefined) ?? [];
  if (actions.length > ACTIONS_MAX)
    refuse(`No more than ${ACTIONS_MAX} actions are allowed; ${actions.length} were supplied.`);
  for (const action of actions) {
    for (const [field, max] of Object.entries(ACTION_LENGTHS)) atMost(`action ${field}`, action[field], max);
  }
}
