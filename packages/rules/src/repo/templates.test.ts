import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJinja } from './render-jinja.ts';
import type { RepositoryInput } from './repository-input.ts';
import { asGenerated } from './templates.ts';

function inputOf(files: Record<string, string>): RepositoryInput {
  return {
    files: Object.entries(files).map(([path, text]) => ({ path, text, bytes: text.length, executable: false })),
    skipped: [],
    limits: [],
    partial: false,
  };
}

function generated(files: Record<string, string>): Record<string, string | null> {
  return Object.fromEntries(asGenerated(inputOf(files)).input.files.map((file) => [file.path, file.text]));
}

describe('a Cookiecutter template', () => {
  const files = {
    'cookiecutter.json': '{"project_slug": "my_shop", "database": ["postgresql", "mysql"], "name": "{{ x }}"}',
    'README.md': '# A template\n',
    'hooks/post_gen_project.py': 'print("done")\n',
    '{{cookiecutter.project_slug}}/manage.py': 'import django\n',
    '{{cookiecutter.project_slug}}/{{ cookiecutter.project_slug }}/settings.py':
      'ROOT = "{{ cookiecutter.project_slug }}.urls"\n{% if cookiecutter.database == "mysql" -%}\nA = 1\n{%- else %}\nA = 2\n{% endif %}\nSECRET_KEY = "{{ cookiecutter.secret_key }}"\n',
    '{{cookiecutter.project_slug}}/.github/workflows/ci.yml':
      'env:\n  A: {% raw %}${{ secrets.A }}{% endraw %}\n  B: ${{ secrets.B }}\n',
  };

  it('becomes what it generates: its folder the root, values filled in, both branches kept, lines as they were', () => {
    expect(generated(files)).toEqual({
      'manage.py': 'import django\n',
      'my_shop/settings.py':
        'ROOT = "my_shop.urls"\n\nA = 1\n\nA = 2\n\nSECRET_KEY = "{{ cookiecutter.secret_key }}"\n',
      '.github/workflows/ci.yml': 'env:\n  A: ${{ secrets.A }}\n  B: ${{ secrets.B }}\n',
    });
  });

  it('is answered for where it stands', () => {
    const { realPathOf } = asGenerated(inputOf(files));

    expect(['my_shop/settings.py', 'my_shop', '', 'elsewhere'].map(realPathOf)).toEqual([
      '{{cookiecutter.project_slug}}/{{ cookiecutter.project_slug }}/settings.py',
      '{{cookiecutter.project_slug}}/{{ cookiecutter.project_slug }}',
      '{{cookiecutter.project_slug}}',
      'elsewhere',
    ]);
  });
});

describe('a Copier template', () => {
  it('renders the files with its suffix, in its folder', () => {
    const files = {
      'copier.yml': '_subdirectory: template\nslug:\n  type: str\n  default: shop\nuse_docker: true\n',
      'tests/test_template.py': 'x = 1\n',
      'template/{{ slug }}/app.py.jinja': 'NAME = "{{ slug }}"\n',
      'template/{% if use_docker %}Dockerfile{% endif %}.jinja': 'FROM python:{{ python }}\n',
      'template/plain.html': '{{ not_ours }}\n',
    };

    expect(generated(files)).toEqual({
      'shop/app.py': 'NAME = "shop"\n',
      Dockerfile: 'FROM python:python\n',
      'plain.html': '{{ not_ours }}\n',
    });
  });

  it("Cookiecutter's hooks may add to the .gitignore", () => {
    const files = {
      'cookiecutter.json': '{}',
      'hooks/post_gen_project.py': 'append_to_gitignore_file(".env")\nprint(".envrc")\n',
      '{{cookiecutter.slug}}/.gitignore': '*.pyc\n',
    };

    expect(generated(files)).toEqual({ '.gitignore': '*.pyc\n\n.env\n' });
  });

  it('without a folder of its own everything stays where it is', () => {
    const files = { 'copier.yml': 'a: b\n', 'app.py': '{{ a }}\n', 'b.py.jinja': '{{ a }}\n' };

    expect(generated(files)).toEqual({ 'copier.yml': 'a: b\n', 'app.py': '{{ a }}\n', 'b.py': 'b\n' });
  });
});

describe('what is no template', () => {
  it.each<[string, Record<string, string>]>([
    ['an app with Jinja templates', { 'app.py': 'x = 1\n', 'templates/a.html.jinja': '{{ a }}\n' }],
    ['braces in a path', { '{{cookiecutter.slug}}/a.py': '{{ cookiecutter.slug }}\n' }],
    ['a cookiecutter.json beside no template', { 'cookiecutter.json': '{}', 'a.py': '{{ a }}\n' }],
    ['a copier.yml further down', { 'tools/copier.yml': 'a: b\n', 'a.py.jinja': '{{ a }}\n' }],
  ])('%s comes back as it is', (_what, files) => {
    const input = inputOf(files);

    expect(asGenerated(input).input).toBe(input);
  });
});

describe('renderJinja', () => {
  it.each([
    ['a {% if b %}"c"{% else %}"d"{% endif %} e', 'a "c" e'],
    ['{% if b %}{% else %}d{% endif %}', 'd'],
    ['{# a\nb #}c', '\nc'],
    ['{{ a', '{{ a'],
    ['{%- for x in y -%}{{ x }}{%- endfor -%}', 'X'],
  ])('%j gives %j', (template, text) => {
    expect(renderJinja(template, () => 'X')).toBe(text);
  });

  it('keeps the number of lines of any text', () => {
    const part = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      '{#',
      '#}',
      'if',
      'else',
      'endif',
      'raw',
      'endraw',
      '\n',
      ' ',
      'x',
    );

    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 60 }).map((parts) => parts.join('')),
        (text) => {
          expect(renderJinja(text, () => 'X').split('\n').length).toBe(text.split('\n').length);
        },
      ),
    );
  });

  it.each(['{{', '{%', '{% raw %}', '{#', '{% if a %}b', '{{ a }}', '{% if a %}b{% else %}', '{% else %}'])(
    '%s repeated takes linear time',
    (unit) => {
      const text = unit.repeat(200_000 / unit.length);
      const started = process.cpuUsage();

      renderJinja(text, () => 'X');

      expect(process.cpuUsage(started).user / 1000).toBeLessThan(500);
    },
  );
});
