import { sign } from '@octokit/webhooks-methods';
import { describe, expect, it } from 'vitest';
import { verifyWebhook } from './verify-webhook.ts';

const body = Buffer.from('{"zen":"Anything added dilutes everything else. 🐙"}');

describe('verifyWebhook', () => {
  it('accepts what the official library signs', async () => {
    const signature = await sign('one', body.toString());

    expect(await verifyWebhook(['one'], body, signature)).toBe(true);
  });

  it('accepts each of several secrets, so that a secret can be replaced without losing deliveries', async () => {
    const signature = await sign('old', body.toString());

    expect(await verifyWebhook(['new', 'old'], body, signature)).toBe(true);
  });

  it('refuses a foreign secret, a changed byte and an upper-case prefix', async () => {
    const signature = await sign('one', body.toString());
    const changed = Buffer.from(body);
    changed[2] = 0x41;

    expect(await verifyWebhook(['two'], body, signature)).toBe(false);
    expect(await verifyWebhook(['one'], changed, signature)).toBe(false);
    expect(await verifyWebhook(['one'], body, signature.toUpperCase())).toBe(false);
  });

  it.each([
    undefined,
    '',
    'sha256=',
    'sha1=abc',
    'sha256=zz',
    `sha256=${'0'.repeat(63)}`,
    `sha256=${'0'.repeat(64)}\n`,
  ])('answers false, and does not throw, for the signature %j', async (signature) => {
    expect(await verifyWebhook(['one'], body, signature)).toBe(false);
  });

  it('never accepts an empty secret', async () => {
    const { createHmac } = await import('node:crypto');
    const signature = `sha256=${createHmac('sha256', '').update(body).digest('hex')}`;

    expect(await verifyWebhook([''], body, signature)).toBe(false);
  });

  it('verifies bytes that are no UTF-8 as they are', async () => {
    const { createHmac } = await import('node:crypto');
    const bytes = Buffer.from([0xff, 0xfe, 0x80, 0x00]);
    const signature = `sha256=${createHmac('sha256', 'one').update(bytes).digest('hex')}`;

    expect(await verifyWebhook(['one'], bytes, signature)).toBe(true);
    expect(await verifyWebhook(['one'], Buffer.from(bytes.toString()), signature)).toBe(false);
  });
});
