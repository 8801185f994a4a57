import { describe, expect, it } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

describe('findStacks', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'Django',
      {
        'pyproject.toml': '[project]\nname="x"\ndependencies=["django>=5","celery","psycopg[binary]"]\n',
        'a.py': 'x=1\n',
      },
      ['django', 'celery'],
    ],
    [
      'Express',
      { 'package.json': '{"name":"x","dependencies":{"express":"5","bullmq":"5"}}', 'a.js': 'x\n' },
      ['express', 'bullmq'],
    ],
    ['Rails', { Gemfile: 'gem "rails", "~> 8.0"\ngem "sidekiq"\n', 'a.rb': 'x\n' }, ['rails', 'sidekiq']],
    ['Gin', { 'go.mod': 'module x\nrequire github.com/gin-gonic/gin v1.10.0\n', 'a.go': 'package a\n' }, ['gin']],
    ['Laravel', { 'composer.json': '{"require":{"laravel/framework":"^12"}}', 'a.php': '<?php\n' }, ['laravel']],
    ['Phoenix', { 'mix.exs': 'defp deps do\n [{:phoenix, "~> 1.8"}]\nend\n', 'a.ex': 'x\n' }, ['phoenix']],
    ['Axum', { 'Cargo.toml': '[package]\nname="x"\n[dependencies]\naxum = "0.8"\n', 'a.rs': 'x\n' }, ['axum']],
  ])('%s by its manifest', (_what, files, names) => {
    const { stacks } = factsOf(files);

    for (const name of names) expect(stacks.has(name), name).toBe(true);
    expect(stacks.web.length + stacks.withRole('web-framework').length).toBeGreaterThan(0);
  });

  it('what comes with the language counts where code uses it', () => {
    const { stacks } = factsOf({
      'go.mod': 'module x\n',
      'main.go': 'package main\nfunc main() { http.ListenAndServe(":1", nil) }\n',
    });

    expect(stacks.web.map(({ name, place }) => [name, place.path, place.startLine])).toEqual([
      ['net-http', 'main.go', 2],
    ]);
  });

  it('what is for development only is not used in production', () => {
    const { stacks } = factsOf({ 'package.json': '{"name":"x","devDependencies":{"express":"5"}}' });

    expect(stacks.has('express')).toBe(false);
    expect(stacks.all.some((item) => item.name === 'express' && item.development)).toBe(true);
  });

  it('languages, most bytes first; vendored and test code does not count', () => {
    const { stacks } = factsOf({
      'a.py': 'x = 1\n',
      'b.ts': 'export const b = "a long line of text";\n',
      'vendor/c.rb': 'puts 1\n'.repeat(500),
      'tests/d.go': 'package d\n'.repeat(500),
    });

    expect(stacks.languages).toEqual(['javascript', 'python']);
  });
});
