import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterOf, mayHold, probeOf } from './literal-filter.ts';

describe('a literal filter', () => {
  it('never denies a literal that occurs, in any script', () => {
    const character = fc.constantFrom('a', 'b', '.', '(', '\n', 'é', '漢', '😀', '\u0000', '\uffff');
    const piece = fc.array(character, { maxLength: 12 }).map((parts) => parts.join(''));

    fc.assert(
      fc.property(piece, piece, piece, (before, literal, after) => {
        const probe = probeOf(literal);
        if (probe) expect(mayHold(filterOf(before + literal + after), probe)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('denies most literals that do not occur', () => {
    const filter = filterOf('const app = express();\napp.listen(process.env.PORT);\n'.repeat(20));
    const others = ['new Redis(', 'mongoose.connect', 'FastAPI(', 'ListenAndServe', 'os.environ', 'logging.'];

    expect(others.filter((literal) => mayHold(filter, probeOf(literal) ?? new Int32Array()))).toEqual([]);
  });

  it('has nothing to say about one or two characters', () => {
    expect([probeOf(''), probeOf('a'), probeOf('ab')]).toEqual([null, null, null]);
  });
});
