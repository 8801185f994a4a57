import { describe, expect, it } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

describe('findCode', () => {
  it('reads calls with positional and named arguments, over lines', () => {
    const { code } = factsOf({ 'a.py': 'x = os.environ.get(\n    "KEY",\n    default={"a": [1, 2]},\n)\n' });

    const [call] = code.calls({ languages: ['python'], callees: ['environ.get'] });
    expect([call?.callee, call?.positional, call?.named, call?.place.startLine]).toEqual([
      'os.environ.get',
      ['"KEY"'],
      { default: '{"a": [1, 2]}' },
      1,
    ]);
  });

  it.each([
    ['a comment', 'a.js', '// new Redis("x")\n'],
    ['a block comment', 'a.ts', '/* new Redis("x") */\n'],
    ['a string', 'a.js', 'const a = "new Redis(1)";\n'],
    ['a test', 'a.test.js', 'new Redis("x");\n'],
    ['a vendored file', 'vendor/a.js', 'new Redis("x");\n'],
  ])('does not find a call in %s', (_where, path, text) => {
    expect(factsOf({ [path]: text }).code.calls({ callees: ['new Redis'] })).toEqual([]);
  });

  it('finds code inside template literals', () => {
    const { code } = factsOf({ 'a.js': 'const url = `http://${getHost("x")}/`;\n' });

    expect(code.calls({ callees: ['getHost'] })).toHaveLength(1);
  });

  it('takes time in proportion to hostile text', () => {
    const text = `${'f('.repeat(20_000)}${'"'.repeat(20_001)}${'/*'.repeat(20_000)}`;

    const started = process.cpuUsage();

    factsOf({ 'a.js': text }).code.calls({ callees: ['f'] });

    // Quadratic reading takes ten seconds here.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2_000);
  });
});
