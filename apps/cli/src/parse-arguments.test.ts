import { describe, expect, test } from 'vitest';
import { parseArguments, UsageError } from './parse-arguments.ts';

describe('the command line', () => {
  test('asks for a text of all rules, failing on critical findings, unless told otherwise', () => {
    expect(parseArguments(['audit', '.'])).toEqual({
      kind: 'audit',
      target: '.',
      format: 'text',
      rules: [],
      explain: null,
      failOn: ['critical'],
    });
  });

  test('takes its options in any order', () => {
    const command = parseArguments(['--fail-on=medium', 'audit', '--format', 'json', 'x', '--rule', 'logs/stdout']);

    expect(command).toMatchObject({
      target: 'x',
      format: 'json',
      rules: ['logs/stdout'],
      failOn: ['critical', 'high', 'medium'],
    });
    expect(parseArguments(['audit', 'x', '--fail-on', 'none'])).toMatchObject({ failOn: [] });
    expect(parseArguments(['--explain', 'logs/stdout'])).toMatchObject({ target: null, explain: 'logs/stdout' });
    expect(parseArguments(['--help'])).toEqual({ kind: 'help' });
  });

  test.each([
    [[], /Say what to do/],
    [['audit'], /Name the directory/],
    [['inspect', 'x'], /no command "inspect"/],
    [['audit', 'x', 'y'], /one too many/],
    [['audit', 'x', '--nope'], /--nope/],
    [['audit', 'x', '--format', 'xml'], /text or json/],
    [['audit', 'x', '--format'], /--format/],
    [['audit', 'x', '--fail-on', 'urgent'], /critical, high, medium, low or none/],
    [['audit', 'x', '--rule', 'logs/nope'], /no rule "logs\/nope"/],
    [['--explain', 'nope'], /no rule "nope"/],
  ])('%j is refused with what to write instead', (args, message) => {
    expect(() => parseArguments(args)).toThrow(UsageError);
    expect(() => parseArguments(args)).toThrow(message);
  });
});
