import { expect, test } from 'vitest';
import { createRowSecurityGuard } from './create-row-security-guard.ts';

test('while the database role bypasses row-level security, everybody is refused', async () => {
  const requireRowSecurity = createRowSecurityGuard(async () => true);

  await expect(requireRowSecurity()).rejects.toMatchObject({ statusCode: 503 });
  await expect(requireRowSecurity()).rejects.toMatchObject({ problem: { code: 'row-security-bypassed' } });
});

test('an answer that is well is remembered, one that failed is not', async () => {
  const answers = [Promise.reject(new Error('database away')), Promise.resolve(true), Promise.resolve(false)];
  let asked = 0;
  const requireRowSecurity = createRowSecurityGuard(() => answers[asked++] ?? Promise.resolve(true));

  await expect(requireRowSecurity()).rejects.toThrow('database away');
  await expect(requireRowSecurity()).rejects.toThrow('bypasses');
  await requireRowSecurity();
  await requireRowSecurity();

  expect(asked).toBe(3);
});
