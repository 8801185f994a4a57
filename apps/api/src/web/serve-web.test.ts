import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerProblems } from '../security/answer-problems.ts';
import { serveWeb } from './serve-web.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'twelvefold-web-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function build(): Promise<void> {
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), '<!doctype html><title>dashboard</title>');
  await writeFile(join(directory, 'assets', 'main-1a2b.js'), 'export {};');
  await writeFile(join(directory, 'favicon.svg'), '<svg/>');
}

async function get(url: string, accept = 'text/html') {
  const app = Fastify();
  answerProblems(app);
  await serveWeb(app, directory);
  const answer = await app.inject({ url, headers: { accept } });
  await app.close();
  return answer;
}

test('every page of the dashboard is index.html, asked for anew each time', async () => {
  await build();

  for (const url of ['/', '/acme', '/acme/shop?days=30']) {
    const answer = await get(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('dashboard');
    expect(answer.headers['cache-control']).toBe('no-cache');
  }
});

test('files with a hash in their names are kept for ever, others are not', async () => {
  await build();

  const asset = await get('/assets/main-1a2b.js', '*/*');
  const icon = await get('/favicon.svg', '*/*');

  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(asset.headers['content-type']).toContain('javascript');
  expect(icon.headers['cache-control']).toBe('no-cache');
});

test.each(['/assets/gone-9f.js', '/api/v1/nothing', '/auth/nothing', '/webhooks/nothing'])(
  '%s is a 404 and not a page',
  async (url) => {
    await build();

    const answer = await get(url);

    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'not-found' });
  },
);

test('a program that asks for no page gets a 404', async () => {
  await build();

  expect((await get('/acme', 'application/json')).statusCode).toBe(404);
});

test('no file outside of the built dashboard is served', async () => {
  await build();
  await writeFile(`${directory}.secret`, 'secret');

  for (const url of ['/../x.secret', `/..%2f${directory.split('/').at(-1)}.secret`, '/assets/..%2f..%2fetc/passwd']) {
    expect((await get(url, '*/*')).body).not.toContain('secret":');
    expect((await get(url, '*/*')).statusCode).toBe(404);
  }
  await rm(`${directory}.secret`);
});

test('without a build a page says what to run', async () => {
  const answer = await get('/');

  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('npm run build');
});
