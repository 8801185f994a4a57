import { describe, expect, it } from 'vitest';
import { RateLimited } from './github-errors.ts';
import { createWritePacer } from './write-pacer.ts';

const nothing = () => Promise.resolve();

describe('createWritePacer', () => {
  it('lets the writes of one audit through at once, and refuses what would wait long', async () => {
    const pacer = createWritePacer({ burst: 3, intervalMs: 1000, waitMaxMs: 0, now: () => 5000 });
    const write = () => pacer.key('1').schedule({}, nothing);

    await write();
    await write();
    await write();

    await expect(write()).rejects.toEqual(new RateLimited(new Date(6000)));
  });

  it('gives a write back for each second that passes', async () => {
    let now = 0;
    const pacer = createWritePacer({ burst: 1, intervalMs: 1000, waitMaxMs: 0, now: () => now });
    await pacer.key('1').schedule({}, nothing);
    now = 1000;

    await expect(pacer.key('1').schedule({}, nothing)).resolves.toBeUndefined();
    await expect(pacer.key('1').schedule({}, nothing)).rejects.toThrow(RateLimited);
  });

  it('counts each installation for itself', async () => {
    const pacer = createWritePacer({ burst: 1, waitMaxMs: 0, now: () => 0 });
    await pacer.key('1').schedule({}, nothing);

    await expect(pacer.key('2').schedule({}, nothing)).resolves.toBeUndefined();
  });
});
