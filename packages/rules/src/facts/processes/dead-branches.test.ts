import { expect, test } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

const DOCKERFILE =
  'FROM python:3.13\nCOPY . /app\nWORKDIR /app\nENTRYPOINT ["./entrypoint.sh"]\nCMD ["gunicorn", "app"]\n';

function commandsOf(script: string, compose?: string): string[] {
  const facts = factsOf({
    Dockerfile: DOCKERFILE,
    'entrypoint.sh': `#!/bin/sh\n${script}\nexec "$@"\n`,
    'manage.py': '',
    ...(compose ? { 'compose.yml': compose } : {}),
  });
  const process = facts.processes.production.find((item) => item.deploy === (compose ? 'compose' : 'dockerfile'));
  return (process?.steps ?? []).map((step) => step.command.program).filter((name) => name !== '[');
}

test('a branch behind an argument that the start does not have is no step', () => {
  expect(commandsOf('if [ "$1" = "/venv/bin/gunicorn" ]; then\n  ./manage.py migrate\nfi')).toEqual(['gunicorn']);
  expect(commandsOf('if [ "$1" = "gunicorn" ]; then\n  ./manage.py migrate\nfi')).toEqual(['manage.py', 'gunicorn']);
});

test('a branch behind a variable that nothing sets is no step, unless the script has a default that takes it', () => {
  const script = (first: string) => `${first}\nif [ "$MIGRATE" = "true" ]; then\n  ./manage.py migrate\nfi`;

  expect(commandsOf(script(''))).toEqual(['gunicorn']);
  expect(commandsOf(script('MIGRATE=$' + '{MIGRATE:-true}'))).toContain('manage.py');
  expect(commandsOf(script('MIGRATE=$(cat flag)'))).toContain('manage.py');
});

test('a variable that the deploy file sets takes its branch, and its else is left', () => {
  const script = 'if [ "$MIGRATE" = "on" ]; then\n  ./manage.py migrate\nelse\n  ./other.py\nfi';
  const compose = (value: string) => `services:\n  web:\n    build: .\n    environment:\n      MIGRATE: "${value}"\n`;

  expect(commandsOf(script, compose('on'))).toEqual(['manage.py', 'gunicorn']);
  expect(commandsOf(script, compose('off'))).toEqual(['other.py', 'gunicorn']);
});

test('a test that can not be read keeps its branch', () => {
  expect(commandsOf('if ./has-changes.py; then\n  ./manage.py migrate\nfi')).toContain('manage.py');
});
