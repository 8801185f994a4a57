import type { Problem } from '@twelvefold/contracts';
import type { FastifyError, FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { ProblemError } from '../problem-error.ts';

/** Every error becomes `{ code, message }`. What went wrong inside is logged and never told. */
export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { status, problem } = problemOf(error);
    if (status >= 500) request.log.error({ err: error }, 'request failed');
    return reply.code(status).header('cache-control', 'no-store').send(problem);
  });
}

function problemOf(error: FastifyError): { status: number; problem: Problem } {
  if (error instanceof ProblemError) return { status: error.statusCode, problem: error.problem };
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const where = first
      ? `${error.validationContext ?? 'request'}${first.instancePath.replaceAll('/', '.')}`
      : 'request';
    return {
      status: 400,
      problem: {
        code: 'invalid-request',
        message: `${where}: ${first?.message ?? 'not valid'}. See /api/docs for what is expected.`,
      },
    };
  }
  if (isResponseSerializationError(error)) return { status: 500, problem: internal };
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) return { status: 500, problem: internal };
  return {
    status,
    problem: clientProblems.get(status) ?? {
      code: 'bad-request',
      message: 'The request can not be read. See /api/docs for what is expected.',
    },
  };
}

const internal: Problem = {
  code: 'internal',
  message: 'Something went wrong on our side; it is logged. Try again in a moment.',
};

const clientProblems: ReadonlyMap<number, Problem> = new Map([
  [413, { code: 'too-large', message: 'The request is too large. Send less.' }],
  [415, { code: 'unsupported-media-type', message: 'Send JSON, with the content type application/json.' }],
  [429, { code: 'too-many-requests', message: 'Too many requests. Wait a minute and try again.' }],
]);
