import type { Problem } from '@twelvefold/contracts';

/** An answer that is no success, meant for whoever asked: a stable code, and a sentence that says what to do. */
export class ProblemError extends Error {
  readonly statusCode: number;
  readonly problem: Problem;

  constructor(statusCode: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProblemError';
    this.statusCode = statusCode;
    this.problem = { code, message };
  }
}

/** What is not there and what may not be seen look the same. */
export function notFound(what: string): ProblemError {
  return new ProblemError(
    404,
    'not-found',
    `There is no such ${what} here, or your GitHub account may not see it. Check the address, or ask an owner for access.`,
  );
}
