import { parseArgs } from 'node:util';
import { catalogueEntry } from '@twelvefold/rules/catalogue';
import type { Severity } from '@twelvefold/rules/report';

export const usage = `Usage: twelvefold audit DIR|ARCHIVE [options]

Audits a directory, or an archive as GitHub serves it (.tar.gz), against the twelve factors. Nothing of it is executed or written.

Options:
  --format text|json   text for people (the default), or the JSON report
  --rule ID            only this rule's result; may be given more than once
  --explain RULE       what the rule asks for and how to mend it; with DIR or ARCHIVE also its result there
  --fail-on SEVERITY   exit with 1 on findings of this severity or a worse one: critical (the default), high, medium, low, or none
  --help, --version

In a git work tree the tracked files and the untracked ones that are not ignored are audited; elsewhere all files.
Colours are used on a terminal only, and never with NO_COLOR.

Exit codes: 0 clean, 1 findings that fail, 2 bad usage or unreadable input, 3 partial (a limit was reached, so there is no score).
`;

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

export interface AuditRequest {
  target: string | null;
  format: 'text' | 'json';
  /** Empty for all. */
  rules: string[];
  explain: string | null;
  /** The severities whose findings fail; none of them where nothing shall. */
  failOn: readonly Severity[];
}

export type Command = { kind: 'help' } | { kind: 'version' } | ({ kind: 'audit' } & AuditRequest);

/** What the command line could not be understood for; the message says what to write instead. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Reads the command line without the program's name. Throws UsageError. */
export function parseArguments(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, target, ...more] = positionals;
  if (command !== 'audit' && !(command === undefined && values.explain)) {
    throw new UsageError(
      command === undefined ? 'Say what to do: audit.' : `There is no command "${command}", only audit.`,
    );
  }
  if (target === undefined && values.explain === undefined)
    throw new UsageError('Name the directory or archive to audit.');
  if (more.length > 0) throw new UsageError(`One directory or archive at a time; "${more[0]}" is one too many.`);
  for (const id of [...values.rule, values.explain ?? []].flat()) {
    if (catalogueEntry(id) === null) throw new UsageError(`There is no rule "${id}". docs/rules lists them all.`);
  }
  return {
    kind: 'audit',
    target: target ?? null,
    format: formatOf(values.format),
    rules: values.rule,
    explain: values.explain ?? null,
    failOn: failOnOf(values['fail-on']),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        rule: { type: 'string', multiple: true, default: [] },
        explain: { type: 'string' },
        'fail-on': { type: 'string', default: 'critical' },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error), {
      cause: error,
    });
  }
}

function formatOf(value: string): 'text' | 'json' {
  if (value === 'text' || value === 'json') return value;
  throw new UsageError(`There is no format "${value}": write text or json.`);
}

function failOnOf(value: string): readonly Severity[] {
  if (value === 'none') return [];
  const worst = severities.indexOf(value as Severity);
  if (worst === -1) throw new UsageError(`There is no severity "${value}": write ${severities.join(', ')} or none.`);
  return severities.slice(0, worst + 1);
}
