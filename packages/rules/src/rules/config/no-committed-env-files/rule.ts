import { defineRule, fail } from '../../../engine/define-rule.ts';
import { isGitIgnored } from '../../../facts/dependencies/git-ignored.ts';
import { isSecretName } from '../../../facts/environment/secret-name.ts';
import type { EnvironmentFile } from '../../../facts/environment-fact.ts';
import { secretValue } from '../../../facts/secrets/secret-value.ts';
import { baseName } from '../../../repo/place.ts';

/** Settings of tools, not of the app: Docker Compose's own variables, and what `flask` and `direnv` read to find the app. */
const toolVariable = /^(?:COMPOSE_\w+|DOCKER_BUILDKIT|BUILDKIT_\w+|FLASK_\w+|DJANGO_SETTINGS_MODULE|PYTHONPATH)$/;
const url = /:\/\/[^\s:/@]*:(?<password>[^\s@]+)@/;

export const noCommittedEnvFiles = defineRule({
  id: 'config/no-committed-env-files',
  factor: 'config',
  title: 'No .env file is committed',
  severity: 'critical',
  remediation:
    'Take the file out of version control (`git rm --cached .env`), add it to .gitignore, commit an `.env.example` with the names only, and change every secret that it held.',
  appliesTo: ({ facts }) => facts.components.apps.length > 0 || 'No app.',
  silence: 'No file of environment values is tracked.',

  *check({ repo, facts }) {
    for (const file of facts.environment.files) {
      if (file.example || !isJudged(file)) continue;
      // A template's file that the generated repository ignores.
      if (file.path.includes('{{') && isGitIgnored(repo, file.path)) continue;
      const entries = file.entries.filter((entry) => !entry.commented && !toolVariable.test(entry.name));
      const first = entries[0];
      if (!first || entries.every((entry) => /^["']?(?:encrypted:|ENC\[)/.test(entry.value))) continue;
      if (entries.some((entry) => /^["']?<[^>]+>["']?$/.test(entry.value))) continue;
      const secret = entries.find((entry) => isSecret(entry.name, entry.value));
      if (!secret && isToolFile(file.path)) continue;
      const names = entries.slice(0, 3).map((entry) => entry.name);
      const more = entries.length > names.length ? ` and ${entries.length - names.length} more` : '';
      yield secret
        ? fail(secret.place, `${file.path} is tracked and sets the secret ${secret.name}.`, { identity: file.path })
        : fail(first.place, `${file.path} is tracked and sets ${names.join(', ')}${more}; none looks secret.`, {
            confidence: 'medium',
            identity: file.path,
          });
    }
  },
});

/** A development file by its folder or a word before `.env` is left out; `.env.local` and `.env.development` are real ones, of one machine. */
function isJudged({ path, purpose }: EnvironmentFile): boolean {
  const name = baseName(path);
  if (hasDevelopmentFolder(path)) return false;
  if (/\.(?:vault|keys\.pub|me\.pub|ci|test|testing|e2e)$/i.test(name)) return false;
  if (purpose === 'production') return true;
  return purpose === 'development' && /^\.env\./.test(name);
}

function hasDevelopmentFolder(path: string): boolean {
  return /(?:^|\/)\.?(?:devcontainer|dev|local|development|vscode|idea|gitpod|docker)\//i.test(path);
}

/** `.flaskenv` and `.envrc` are meant to be shared; what counts in them is a secret. */
function isToolFile(path: string): boolean {
  return /^\.(?:flaskenv|envrc)/.test(baseName(path));
}

function isSecret(name: string, value: string): boolean {
  const password = url.exec(value)?.groups?.password;
  if (password !== undefined) return secretValue(password) !== 'none';
  return isSecretName(name) && !['none', 'marker'].includes(secretValue(value));
}
