import { expect, test } from 'vitest';
import { parseDockerignore, parseGitignore } from './gitignore.ts';
import { hclAttribute, parseHcl } from './hcl.ts';
import { renderHelm } from './helm.ts';
import { parseIni } from './ini.ts';
import { allNginxDirectives, parseNginx } from './nginx.ts';
import { parseProperties } from './properties.ts';
import { parseXml, xmlChild } from './xml.ts';
import { parseYaml } from './yaml.ts';

test('properties give keys, values and lines', () => {
  const { properties } = parseProperties(
    '# c\nspring.datasource.url=jdbc:x\nb : two\\\n  more\nc\\ d=\\u0041\r\n! x\n',
  );

  expect(properties).toEqual([
    { key: 'spring.datasource.url', value: 'jdbc:x', startLine: 2, endLine: 2 },
    { key: 'b', value: 'twomore', startLine: 3, endLine: 4 },
    { key: 'c d', value: 'A', startLine: 5, endLine: 5 },
  ]);
});

test('INI files give sections, entries, continuations and lines', () => {
  const { entries, sections } = parseIni(
    'top=1\n[options]\ninstall_requires =\n    a>=1\n    b\n; c\nkey: "v" ; note\nbare\n[Service]\nExecStart=/bin/a \\\n  --b\n',
  );

  expect(sections).toEqual([
    { name: 'options', line: 2 },
    { name: 'Service', line: 9 },
  ]);
  expect(entries).toEqual([
    { section: '', key: 'top', value: '1', startLine: 1, endLine: 1 },
    { section: 'options', key: 'install_requires', value: 'a>=1\nb', startLine: 3, endLine: 5 },
    { section: 'options', key: 'key', value: 'v', startLine: 7, endLine: 7 },
    { section: 'options', key: 'bare', value: null, startLine: 8, endLine: 8 },
    { section: 'Service', key: 'ExecStart', value: '/bin/a\n--b', startLine: 10, endLine: 11 },
  ]);
});

test('XML gives elements with attributes, text and lines, and expands no bomb', () => {
  const { root, errors } = parseXml(
    '<?xml version="1.0"?>\n<project>\n  <parent a="1">\n    <version>3.4.1</version>\n  </parent>\n</project>\n',
  );
  const bomb = parseXml(
    `<!DOCTYPE l [<!ENTITY a "aaaa">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "&a;&a;">`).join('')}]><l>&a29;</l>`,
  );

  expect(errors).toEqual([]);
  expect(root && xmlChild(root, 'parent')).toMatchObject({
    startLine: 3,
    endLine: 5,
    attributes: new Map([['a', '1']]),
  });
  expect(root && xmlChild(root, 'parent', 'version')).toMatchObject({ text: '3.4.1', startLine: 4 });
  expect(bomb.root?.text.length ?? 0).toBeLessThan(100);
  expect(parseXml('<a>\n<b>\n</a>').errors[0]?.line).toBe(3);
  expect(parseXml('<a>'.repeat(200_000)).errors).toHaveLength(1);
});

test('nginx gives directives, blocks, arguments and lines', () => {
  const { directives, errors } = parseNginx(
    '# c\nupstream app {\n  ip_hash;\n  server "a b:80" weight=1;\n}\nhttp { server { listen ${PORT}; location ~ \\.php$ { return 1; } } }\n',
  );

  const all = allNginxDirectives(directives);

  expect(errors).toEqual([]);
  expect(directives[0]).toMatchObject({ name: 'upstream', args: ['app'], startLine: 2, endLine: 5 });
  expect(all.find((directive) => directive.name === 'ip_hash')).toMatchObject({ startLine: 3, block: null });
  expect(all.find((directive) => directive.name === 'listen')?.args).toEqual(['${PORT}']);
  expect(all.find((directive) => directive.name === 'location')?.args).toEqual(['~', '\\.php$']);
  expect(parseNginx('a {\n}\n}\nb {').errors.map((error) => error.line)).toEqual([3, 4]);
});

test('HCL gives blocks, attributes, literals, expressions, heredocs and lines', () => {
  const { body, errors } = parseHcl(`# c
resource "aws_db_instance" "db" {
  engine         = "postgres"
  engine_version = var.version
  password       = "\${var.pw}-x"
  count          = 2 // two
  tags = { Name = "a", "b" = 1 }
  ports = [
    80, # http
    443,
  ]
  doc = <<-EOT
    hello \${x}
  EOT
  multi = [for x in y : {
    a = x
  }]
  lifecycle {
    ignore_changes = [tags["x"]]
  }
}
variable "v" { default = "1" }
`);

  const [db, variable] = body.blocks;

  expect(errors).toEqual([]);
  expect(db).toMatchObject({ type: 'resource', labels: ['aws_db_instance', 'db'], startLine: 2, endLine: 21 });
  expect(db && hclAttribute(db, 'engine')?.value).toMatchObject({
    kind: 'string',
    text: 'postgres',
    dynamic: false,
    startLine: 3,
  });
  expect(db && hclAttribute(db, 'engine_version')?.value).toMatchObject({ kind: 'expression', text: 'var.version' });
  expect(db && hclAttribute(db, 'password')?.value).toMatchObject({ kind: 'string', dynamic: true });
  expect(db && hclAttribute(db, 'count')?.value).toMatchObject({ kind: 'number', text: '2' });
  expect(db && hclAttribute(db, 'tags')?.value.entries.map((entry) => [entry.key, entry.value.text])).toEqual([
    ['Name', 'a'],
    ['b', '1'],
  ]);
  expect(db && hclAttribute(db, 'ports')?.value.items.map((item) => [item.text, item.startLine])).toEqual([
    ['80', 9],
    ['443', 10],
  ]);
  expect(db && hclAttribute(db, 'doc')).toMatchObject({ startLine: 12, endLine: 14, value: { dynamic: true } });
  expect(db && hclAttribute(db, 'multi')).toMatchObject({ startLine: 15, endLine: 17, value: { kind: 'expression' } });
  expect(db?.blocks[0]?.attributes[0]?.value.items[0]).toMatchObject({ kind: 'expression', text: 'tags["x"]' });
  expect(variable?.attributes[0]?.value.text).toBe('1');
});

test('broken HCL gives errors with lines and the rest', () => {
  const { body, errors } = parseHcl('}\na = 1\n%%\nb "x"\nc {\n');

  expect(errors.map((error) => error.line)).toEqual([1, 3, 4, 5]);
  expect(body.attributes[0]?.name).toBe('a');
});

test('ignore files tell what they leave out, and by which line', () => {
  const git = parseGitignore('# c\n.env\n/build/\n*.log\n!keep.log\n');
  const docker = parseDockerignore('.git\n**/.env\nnode_modules\n');

  expect([
    git.ignores('.env'),
    git.ignores('a/.env'),
    git.ignores('build/x'),
    git.ignores('a/build/x'),
    git.ignores('keep.log'),
  ]).toEqual([true, true, true, false, false]);
  expect(git.decidingLine('x.log')).toBe(4);
  expect([docker.ignores('.git'), docker.ignores('a/.git'), docker.ignores('a/.env')]).toEqual([true, false, true]);
  expect([git.ignores(''), git.ignores('../x'), git.ignores('/'), git.ignores('./.env')]).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

test('a Helm template becomes YAML with the same lines and the values of values.yaml', () => {
  const values = parseYaml(
    'image:\n  repository: acme/app\n  tag: ""\nreplicas: 2\nresources:\n  limits:\n    cpu: 1\n',
  ).root;
  const template = `{{- if .Values.enabled }}
apiVersion: apps/v1
metadata:
  name: {{ include "app.fullname" . }}
  labels:
    {{- include "app.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
  {{- /* a
  comment */}}
  port: {{ .Values.port | default 80 }}
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
  other: {{ .Values.missing | quote }}
{{- end }}
`;

  const { text, references } = renderHelm(template, { values, chartName: 'app', appVersion: '1.2.3' });
  const { root, errors } = parseYaml(text);

  expect(text.split('\n')).toHaveLength(template.split('\n').length);
  expect(errors).toEqual([]);
  expect(root?.get('spec', 'replicas')).toMatchObject({ value: 2, startLine: 8 });
  expect(root?.get('spec', 'image')?.text()).toBe('acme/app:1.2.3');
  expect(root?.get('spec', 'port')?.value).toBe(80);
  expect(root?.get('spec', 'resources', 'limits', 'cpu')?.value).toBe(1);
  expect(root?.get('spec', 'other')).toMatchObject({ value: 'HELM_VALUE', startLine: 15 });
  expect(references.map(({ path, line }) => [path.join('.'), line])).toContainEqual(['image.tag', 9]);
});
