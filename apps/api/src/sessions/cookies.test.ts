import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { createCookies } from './cookies.ts';

async function cookieSetBy(publicUrl: string) {
  const app = Fastify();
  await app.register(cookie, { secret: 'a secret' });
  const cookies = createCookies(publicUrl);
  app.get('/', (_request, reply) => {
    cookies.session.write(reply, 'token');
    return reply.send();
  });
  const [set] = (await app.inject('/')).cookies;
  await app.close();
  return set;
}

test('with https the cookie is bound to this host and never sent in the clear', async () => {
  const set = await cookieSetBy('https://twelvefold.example');

  expect(set?.name).toBe('__Host-twelvefold-session');
  expect(set).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(set?.domain).toBeUndefined();
});

test('on a development address without https the cookie works all the same', async () => {
  const set = await cookieSetBy('http://localhost:3000');

  expect(set?.name).toBe('twelvefold-session');
  expect(set?.secure).toBeUndefined();
});

test('the value is signed', async () => {
  expect((await cookieSetBy('http://localhost:3000'))?.value).toMatch(/^token\..{40,}/);
});
