const DOCUMENTATION = 'https://docs.github.com/rest';

/** An answer that is not a success, in GitHub's form: a message, a link to its documentation, the status as text. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    message: string,
    more: { body?: Record<string, unknown>; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.body = { message, ...more.body, documentation_url: DOCUMENTATION, status: String(status) };
    this.headers = more.headers ?? {};
  }
}

export function notFound(): ApiError {
  return new ApiError(404, 'Not Found');
}

export interface FieldError {
  resource: string;
  field: string;
  code: 'missing' | 'missing_field' | 'invalid' | 'already_exists' | 'unprocessable' | 'custom';
  message?: string;
}

export function validationFailed(errors: FieldError[], message = 'Validation Failed'): ApiError {
  return new ApiError(422, message, { body: { errors } });
}
