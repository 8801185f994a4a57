import { defineRule, fail, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import { baseName, placeOf } from '../../../repo/place.ts';

const LOG_FOLDER = /(?:^|[/}])(?:logs?|[\w-]+-logs?|logs?-[\w-]+)\/?(?:$|\/[\w.-]+\/?$)/i;
/** Folders of servers' and systems' own logs. */
const FOREIGN = /\/var\/log\/(?:nginx|apache2?|httpd|mysql|postgresql|redis|supervisor|cron|journal)\b/;
const ROTATING = /rotat|daily|rolling/i;

export const noLogManagement = defineRule({
  id: 'logs/no-log-management',
  factor: 'logs',
  title: 'The app does not manage log files',
  severity: 'medium',
  remediation:
    'Log to stdout, and drop the log folder, its volume and its rotation: whatever runs the process keeps, rotates and ships the stream.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0 || 'No app.',
  silence: 'The repository rotates, stores and commits no log files.',

  *check(context) {
    yield* rotation(context);
    yield* folders(context);
    yield* volumes(context);
    yield* committed(context);
  },
});

function* rotation({ repo, facts }: RuleContext): Iterable<RuleYield> {
  for (const path of repo.paths)
    if (/logrotate/i.test(path) && repo.isProduction(path) && isRotation(repo.text(path)))
      yield fail(repo.placeAt(path, repo.text(path).search(/^[^\s#]/m)), 'logrotate rotates the log files.');
  for (const { how, kind, inForce, stage, place } of facts.logging.sinks)
    if (inForce && kind === 'file' && stage === 'production' && ROTATING.test(how))
      yield fail(place, `${how} rotates the log files.`);
  for (const process of facts.processes.production.filter(({ deploy }) => deploy === 'supervisor')) {
    const { path } = process.place;
    for (const [index, line] of repo.lines(path).entries())
      if (/^\s*std(?:out|err)_logfile_maxbytes\s*=\s*(?!0\b)\d/.test(line))
        yield fail(placeOf(path, index + 1), 'supervisor rotates the log files.');
  }
}

/** Not a page that speaks of logrotate, and not a package list. */
function isRotation(text: string): boolean {
  return /^\s*(?:rotate\s+\d+|daily|weekly|monthly|size\s+\d|copytruncate|missingok)\b/m.test(text);
}

function* folders({ facts, repo }: RuleContext): Iterable<RuleYield> {
  for (const { command, purpose, origin } of facts.commands.from('image-build', 'start', 'script', 'release')) {
    if (purpose !== 'production' || origin === 'code' || !/^(?:mkdir|touch|install)$/.test(command.program)) continue;
    const folder = command.args.find((arg) => !arg.startsWith('-') && LOG_FOLDER.test(arg) && !FOREIGN.test(arg));
    if (folder) yield fail(command.place, `${command.program} makes ${folder} for log files.`);
  }
  for (const { path, place } of facts.code.search({
    languages: ['python', 'javascript', 'go', 'ruby'],
    literals: ['mkdir', 'makedirs', 'Mkdir', 'mkdir_p'],
    pattern:
      /\b(?:os\.(?:makedirs|mkdir)|fs\.(?:promises\.)?mkdir(?:Sync)?|mkdirSync|os\.Mkdir(?:All)?|FileUtils\.mkdir_p)\s*\(\s*(?:[\w.]*(?:LOG|[lL]og)s?_?-?(?:DIR|[dD]ir|FOLDER|[fF]older|PATH|[pP]ath)?\b|[^\n"']{0,40}["'](?:[\w./-]*\/)?logs?\/?["'])/g,
  }))
    if (!isSwitchedOff(repo.lines(path), place.startLine))
      yield fail(place, 'The program makes a folder for log files.');
}

/** Below `if LOG_TO_FILE:`, which a variable turns on and which is off without it: not the shipped configuration. */
function isSwitchedOff(lines: readonly string[], line: number): boolean {
  const indentOf = (text: string): number => text.length - text.trimStart().length;
  const own = indentOf(lines[line - 1] ?? '');
  for (let at = line - 2; at >= Math.max(0, line - 12); at -= 1) {
    const text = lines[at] ?? '';
    if (text.trim() === '' || indentOf(text) >= own) continue;
    const name = /^\s*if\s*\(?\s*(?<name>\w+)\s*\)?\s*[:{]/.exec(text)?.groups?.name;
    if (name === undefined) return false;
    return lines.some(
      (other) =>
        new RegExp(`^\\s*(?:(?:const|let|var)\\s+)?${name}\\b[^=]*=[^=]`).test(other) &&
        /environ|getenv|\benv\b|Getenv/.test(other) &&
        /\b(?:False|false|None|null)\b|["'](?:0|no|off|)["']|===?\s*["'](?:1|true|True|yes|on)["']/.test(other),
    );
  }
  return false;
}

function* volumes({ facts }: RuleContext): Iterable<RuleYield> {
  for (const process of facts.processes.production.filter(({ own }) => own))
    for (const { target, kind, readOnly, place } of process.volumes)
      if (!readOnly && kind !== 'tmpfs' && kind !== 'empty-dir' && LOG_FOLDER.test(target) && !FOREIGN.test(target))
        yield fail(place, `${process.name} keeps its log files in a volume (${target}).`);
}

function* committed({ repo }: RuleContext): Iterable<RuleYield> {
  for (const path of repo.withExtension('log'))
    if (repo.isProduction(path) && repo.text(path).trim() !== '')
      yield fail(placeOf(path), `${baseName(path)} is a committed log file.`);
}
