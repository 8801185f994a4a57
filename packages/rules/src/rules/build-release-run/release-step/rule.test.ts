import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../../engine/audit-repository.ts';
import { releaseStep } from './rule.ts';

const app = {
  'manage.py': 'from django.core.management import execute_from_command_line\n',
  'requirements.txt': 'django==5.2\ngunicorn==23.0\n',
  'shop/migrations/0001_initial.py':
    'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    operations = []\n',
  Procfile: 'release: python manage.py migrate\nweb: gunicorn shop.wsgi\n',
  Dockerfile: 'FROM python:3.13\nCMD ["gunicorn", "shop.wsgi"]\n',
  'docker-compose.production.yml': 'services:\n  web:\n    build: .\n    restart: always\n',
};

function verdictOf(files: Record<string, string>): string | undefined {
  const report = auditRepository(
    {
      files: Object.entries(files).map(([path, text]) => ({ path, text, bytes: text.length, executable: false })),
      skipped: [],
      limits: [],
      partial: false,
    },
    { rules: [releaseStep] },
  );
  return report.rules.find(({ id }) => id === releaseStep.id)?.verdict;
}

describe('release-step', () => {
  it("one target's release step is enough for a repository", () => {
    expect(verdictOf(app)).toBe('pass');
  });

  it('a template that generates one target or the other needs a step in each', () => {
    const files = Object.fromEntries(
      Object.entries(app).map(([path, text]) => [`{{cookiecutter.slug}}/${path}`, text] as const),
    );

    expect(verdictOf({ 'cookiecutter.json': '{"slug":"shop"}', ...files })).toBe('fail');
  });
});
