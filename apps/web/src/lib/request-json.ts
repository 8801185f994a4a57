import { Problem } from '@twelvefold/contracts';

/** What a zod schema of the contracts offers here. */
interface Schema<T> {
  parse(value: unknown): T;
}

/** An answer of the API that is not a success. `message` is written for people and says what to do. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/** No answer came: the network or the server is away. */
export class OfflineError extends Error {
  constructor(cause: unknown) {
    super('Twelvefold can not be reached. Look at your connection and try again.', { cause });
    this.name = 'OfflineError';
  }
}

/** The answer is not what the contract says: most often the page is older than the server. */
export class ContractError extends Error {
  constructor(path: string, cause: unknown) {
    super(`The answer of ${path} does not fit this page. Reload the page to get the newest version.`, { cause });
    this.name = 'ContractError';
  }
}

/** Asks the API and parses the answer by its contract. Throws ApiError, OfflineError or ContractError. */
export async function requestJson<T>(schema: Schema<T>, path: string, init: RequestInit = {}): Promise<T> {
  const response = await send(path, init);
  if (!response.ok) throw await problemOf(response);
  try {
    return schema.parse(await response.json());
  } catch (cause) {
    throw new ContractError(path, cause);
  }
}

/** For requests whose answer has no body that matters. */
export async function requestNothing(path: string, init: RequestInit): Promise<void> {
  const response = await send(path, init);
  if (!response.ok) throw await problemOf(response);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, {
      ...init,
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'x-requested-with': 'twelvefold', ...init.headers },
    });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new OfflineError(cause);
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = Problem.safeParse(body);
  if (problem.success) return new ApiError(response.status, problem.data.code, problem.data.message);
  return new ApiError(response.status, 'unknown', `The server answered ${response.status}. Try again in a moment.`);
}
