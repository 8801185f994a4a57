import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { answerProblems } from './answer-problems.ts';
import { refuseForeignOrigins } from './refuse-foreign-origins.ts';

async function statusOf(method: 'GET' | 'POST', headers: Record<string, string>): Promise<number> {
  const app = Fastify();
  answerProblems(app);
  refuseForeignOrigins(app, 'https://twelvefold.example');
  app.route({ method: ['GET', 'POST'], url: '/', handler: () => 'done' });
  const { statusCode } = await app.inject({ method, url: '/', headers });
  await app.close();
  return statusCode;
}

test('changes from our own pages are accepted', async () => {
  expect(await statusOf('POST', { origin: 'https://twelvefold.example', 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(await statusOf('POST', { origin: 'https://twelvefold.example' })).toBe(200);
  expect(await statusOf('POST', { 'sec-fetch-site': 'same-origin' })).toBe(200);
});

test.each([
  [{}],
  [{ origin: 'https://evil.example' }],
  [{ origin: 'null' }],
  [{ origin: 'https://twelvefold.example.evil.example' }],
  [{ origin: 'http://twelvefold.example' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
  [{ 'sec-fetch-site': 'none' }],
  [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
])('a change with %j is refused', async (headers) => {
  expect(await statusOf('POST', headers)).toBe(403);
});

test('reading needs no origin', async () => {
  expect(await statusOf('GET', { 'sec-fetch-site': 'cross-site' })).toBe(200);
});
