import { expect, test } from 'vitest';
import { isFrozenEnvironment } from './frozen-environment.ts';

test('a list that holds what its packages bring along is a frozen environment', () => {
  expect(isFrozenEnvironment(['django', 'asgiref', 'sqlparse', 'gunicorn'])).toBe(true);
  expect(isFrozenEnvironment(['flask', 'click', 'itsdangerous', 'jinja2', 'markupsafe', 'werkzeug'])).toBe(true);
});

test('pins of direct dependencies alone are none', () => {
  expect(isFrozenEnvironment(['django', 'gunicorn', 'psycopg2-binary'])).toBe(false);
  expect(isFrozenEnvironment(['django', 'asgiref', 'sqlparse', 'requests'])).toBe(false);
  expect(isFrozenEnvironment(['gunicorn', 'whitenoise'])).toBe(false);
});
