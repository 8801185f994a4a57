/** What well-known packages always bring along, in every version of the last years. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  aiohttp: ['frozenlist', 'multidict', 'yarl'],
  boto3: ['botocore', 's3transfer', 'jmespath'],
  celery: ['kombu', 'billiard', 'vine'],
  django: ['asgiref', 'sqlparse'],
  fastapi: ['starlette', 'pydantic'],
  flask: ['werkzeug', 'jinja2', 'itsdangerous', 'click'],
  httpx: ['httpcore', 'certifi', 'idna', 'anyio'],
  jinja2: ['markupsafe'],
  pandas: ['numpy', 'python-dateutil'],
  pydantic: ['typing-extensions'],
  requests: ['urllib3', 'idna', 'certifi'],
  uvicorn: ['h11', 'click'],
};

/**
 * Pins of a whole environment (`pip freeze` without a header): everything that the well-known packages bring along stands in the list.
 * Hand-written pins of direct dependencies leave most of it out. Names are normalised.
 */
export function isFrozenEnvironment(names: readonly string[]): boolean {
  const all = new Set(names);
  const parents = names.filter((name) => Object.hasOwn(ALWAYS, name));
  const brought = parents.flatMap((name) => ALWAYS[name] ?? []);
  return new Set(brought).size >= 2 && brought.every((name) => all.has(name));
}
