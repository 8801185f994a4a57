import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CatalogueEntry, catalogue } from '../catalogue.ts';
import { placeOf } from '../repo/place.ts';
import type { RepositoryInput } from '../repo/repository-input.ts';
import type { AuditReport } from '../report.ts';
import { auditRepository } from './audit-repository.ts';
import { fail, pass, type Rule, type RuleContext } from './define-rule.ts';

const [first, second] = catalogue;
if (!first || !second) throw new Error('The catalogue is empty.');

/** A rule in the place of a catalogue entry: enough to see what the engine does with it. */
function ruleFor(
  entry: CatalogueEntry,
  check: (context: RuleContext) => Generator<ReturnType<typeof fail | typeof pass>>,
): Rule {
  return {
    id: entry.id,
    factor: entry.factor,
    title: entry.title,
    severity: entry.severity,
    remediation: 'Change it.',
    appliesTo: () => true,
    check,
  };
}

function inputOf(files: Record<string, string>): RepositoryInput {
  return {
    files: Object.entries(files).map(([path, text]) => ({ path, text, bytes: text.length, executable: false })),
    skipped: [],
    limits: [],
    partial: false,
  };
}

const resultOf = (report: AuditReport, id: string) => report.rules.find((result) => result.id === id);

describe('a rule that throws', () => {
  const broken = ruleFor(first, function* () {
    yield pass(placeOf('a.py'), 'One thing is fine.');
    throw new Error('password = "hunter2abc"');
  });
  const sound = ruleFor(second, function* () {
    yield pass(placeOf('a.py'), 'It is fine.');
  });

  test('spoils only itself, and says so without secrets', () => {
    const report = auditRepository(inputOf({ 'a.py': 'x = 1\n' }), { rules: [broken, sound] });

    expect([resultOf(report, first.id)?.verdict, resultOf(report, second.id)?.verdict]).toEqual(['error', 'pass']);
    expect(JSON.stringify(report)).not.toContain('hunter2abc');
  });

  test.each(['appliesTo', 'remediation'] as const)('in %s as well', (part) => {
    const rule: Rule = {
      ...ruleFor(first, function* () {
        yield fail(placeOf('a.py'), 'It is wrong.');
      }),
      [part]: () => {
        throw new Error('no');
      },
    };

    const report = auditRepository(inputOf({ 'a.py': 'x = 1\n' }), { rules: [rule, sound] });

    expect([resultOf(report, first.id)?.verdict, resultOf(report, second.id)?.verdict]).toEqual(['error', 'pass']);
  });

  test('a rule that never ends is cut off', () => {
    const endless = ruleFor(first, function* () {
      for (let line = 1; ; line += 1) yield fail(placeOf('a.py', line), `Line ${line} is wrong.`);
    });

    const found = resultOf(auditRepository(inputOf({ 'a.py': 'x = 1\n' }), { rules: [endless] }), first.id);

    expect([found?.verdict, found?.findings.length]).toEqual(['fail', 100]);
  });
});

const shop: Record<string, string> = {
  'README.md': '# Shop\n',
  'api/requirements.txt': 'django\ngunicorn\nredis\n',
  'api/manage.py': 'import django\n',
  'api/shop/settings.py':
    'import os\nDEBUG = True\nSECRET_KEY = os.environ.get("SECRET_KEY", "abc")\nDATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n',
  'api/Dockerfile': 'FROM python\nCOPY . .\nCMD python manage.py migrate && python manage.py runserver\n',
  'web/package.json': '{"name":"web","dependencies":{"express":"*"}}',
  'web/server.js': 'const app = require("express")();\napp.listen(3000, "127.0.0.1");\n',
  'compose.yml':
    'services:\n  api:\n    build: ./api\n    restart: always\n  web:\n    build: ./web\n    image: acme/web:latest\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  t:\n    runs-on: x\n    steps:\n      - run: pip install -r api/requirements.txt\n',
  'main.tf':
    'resource "aws_ecs_task_definition" "a" {\n  container_definitions = jsonencode([{ name = "a", image = "acme/a:latest" }])\n}\n',
};

describe('the same files', () => {
  test('in any order give the same bytes', () => {
    const wanted = JSON.stringify(auditRepository(inputOf(shop)));

    fc.assert(
      fc.property(fc.shuffledSubarray(Object.keys(shop), { minLength: Object.keys(shop).length }), (order) => {
        const files = Object.fromEntries(order.map((path) => [path, shop[path] ?? '']));
        expect(JSON.stringify(auditRepository(inputOf(files)))).toBe(wanted);
      }),
      { numRuns: 15 },
    );
  });

  test('give the same bytes twice', () => {
    expect(JSON.stringify(auditRepository(inputOf(shop)))).toBe(JSON.stringify(auditRepository(inputOf(shop))));
  });
});

describe('a fingerprint', () => {
  /** Says that every `bad(…)` is wrong. */
  const rule = ruleFor(first, function* ({ repo }) {
    for (const path of repo.paths) {
      for (const [index, line] of repo.lines(path).entries())
        if (line.includes('bad(')) yield fail(placeOf(path, index + 1), 'It is bad.');
    }
  });
  const app = { 'api/pyproject.toml': '[project]\nname = "api"\n', 'api/app.py': 'x = 1\nbad( 1 )\nbad(2)\nbad(2)\n' };
  const prints = (files: Record<string, string>): string[] =>
    (resultOf(auditRepository(inputOf(files), { rules: [rule] }), first.id)?.findings ?? []).map(
      (finding) => finding.fingerprint,
    );

  test('tells equal code of one file apart', () => {
    expect(new Set(prints(app)).size).toBe(3);
  });

  test('survives moved lines', () => {
    expect(prints({ ...app, 'api/app.py': `# new\n\n\n${app['api/app.py']}` })).toEqual(prints(app));
  });

  test('survives reformatting', () => {
    expect(prints({ ...app, 'api/app.py': 'x = 1\r\n\t\tbad(  1  )   \r\n  bad(2)\r\nbad(2)\r\n' })).toEqual(
      prints(app),
    );
  });

  test('survives a renamed directory above the component', () => {
    const moved = Object.fromEntries(
      Object.entries(app).map(([path, text]) => [`services/backend/${path.slice(4)}`, text]),
    );

    expect(prints(moved)).toEqual(prints(app));
  });

  test('changes with the code and with the file within the component', () => {
    const known = new Set(prints(app));

    for (const print of prints({ ...app, 'api/app.py': 'bad(3)\n' })) expect(known.has(print)).toBe(false);
    for (const print of prints({ 'api/pyproject.toml': app['api/pyproject.toml'], 'api/other.py': app['api/app.py'] }))
      expect(known.has(print)).toBe(false);
  });
});

describe('a template', () => {
  test('is audited as what it generates, and answered for where it stands', () => {
    const top = '{{cookiecutter.slug}}';
    const input = inputOf({
      'cookiecutter.json': '{"slug": "my_shop"}',
      [`${top}/manage.py`]: 'import django\n',
      [`${top}/requirements.txt`]: 'django==5.2\ngunicorn==23.0\n',
      [`${top}/Procfile`]: 'web: gunicorn {{ cookiecutter.slug }}.wsgi\n',
      [`${top}/{{cookiecutter.slug}}/settings.py`]: 'import os\nKEY = os.environ["KEY"]\nbad()\n',
    });
    const rule = ruleFor(first, function* ({ repo }) {
      for (const path of repo.named('settings.py')) yield fail(placeOf(path, 3), 'It is bad.');
    });

    const report = auditRepository(input, { rules: [rule] });

    expect(report.repository).toMatchObject({ kind: 'app', files: 5 });
    expect(resultOf(report, first.id)?.findings).toMatchObject([
      { path: `${top}/{{cookiecutter.slug}}/settings.py`, startLine: 3, snippet: 'bad()' },
    ]);
    expect(report.facts.processes).toMatchObject([{ command: 'gunicorn my_shop.wsgi', source: `${top}/Procfile` }]);
    expect(report.facts.environment[0]?.reads).toEqual([{ path: `${top}/{{cookiecutter.slug}}/settings.py`, line: 2 }]);
  });
});
