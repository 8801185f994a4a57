import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import type { RuntimeStatement } from '../../../facts/runtimes-fact.ts';
import type { Language } from '../../../facts/stacks-fact.ts';

const FIXES: Readonly<Record<Language, string>> = {
  python: '`.python-version` or `requires-python` in pyproject.toml',
  javascript: '`.nvmrc` or `engines.node` in package.json',
  ruby: '`.ruby-version` or `ruby "3.4.1"` in the Gemfile',
  java: '`maven.compiler.release` or a Gradle toolchain',
  go: 'the `go` line of go.mod',
  php: '`require.php` in composer.json',
  csharp: 'global.json',
  elixir: '.tool-versions',
  rust: 'rust-toolchain.toml',
};

export const runtimeVersion = defineRule({
  id: 'dependencies/runtime-version',
  factor: 'dependencies',
  title: "The language runtime's version is pinned",
  severity: 'medium',
  remediation: ({ facts }) =>
    `State the runtime's version: ${FIXES[facts.stacks.languages[0] ?? 'python']}, or a base image with a version.`,
  appliesTo: ({ facts }) => facts.components.apps.length > 0,

  *check({ facts }) {
    const statements = facts.runtimes.all.filter(isPin);
    for (const statement of statements)
      yield pass(statement.place, `${statement.language} ${statement.text} is stated.`);
    const app = facts.components.apps[0];
    if (statements.length === 0 && app) {
      const language = facts.stacks.languages[0];
      yield fail(app.place, `No file states the version of ${language ?? 'the runtime'} that the app runs on.`, {
        identity: 'no runtime version',
      });
    }
  },
});

/** What only CI installs does not reach production. */
function isPin({ where }: RuntimeStatement): boolean {
  return where !== 'ci';
}
