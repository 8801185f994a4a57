import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import type { Facts } from '../../../facts/facts.ts';
import type { Place } from '../../../repo/place.ts';

const MADE_WITH: Readonly<Record<string, string>> = {
  python: 'a `click` or `typer` command (Flask: `@app.cli.command`)',
  javascript: 'a package script that runs a file of the app (`"db:seed": "node scripts/seed.js"`)',
  java: 'a `CommandLineRunner` behind a profile, or a second entry point',
  go: 'a subcommand of the binary (`app migrate`, `app create-user`)',
  csharp: 'a command of the same program (`dotnet Shop.dll migrate`)',
  rust: 'a second binary or a subcommand',
};

export const oneOffCommands = defineRule({
  id: 'admin-processes/one-off-commands',
  factor: 'admin-processes',
  title: 'Admin tasks ship as one-off commands',
  severity: 'low',
  remediation: ({ facts }) =>
    `Ship the tasks that operators need (migrate, create a user, repair data) with the app: ${MADE_WITH[facts.stacks.languages[0] ?? ''] ?? 'a script in `bin/` that runs the app’s own code'}.`,
  appliesTo: ({ facts }) => {
    if (facts.components.apps.length === 0) return 'No app.';
    return hasState(facts) || 'No app keeps state.';
  },

  *check({ facts }) {
    const { commands } = facts.admin;
    for (const { kind, name, place } of commands.slice(0, 20)) yield pass(place, `${name} is there (${kind}).`);
    const holder = facts.services.usesOf('database')[0]?.component;
    const app = facts.components.apps.find(({ path }) => path === holder) ?? facts.components.apps[0];
    if (commands.length === 0 && app)
      yield fail(
        scriptsOf(facts, app.path) ?? app.place,
        'The app keeps state, and ships no command to look after it.',
        { identity: 'no command' },
      );
  },
});

/** Where a command of a Node.js app would stand. */
function scriptsOf({ dependencies }: Facts, component: string): Place | null {
  return dependencies.manifestsOf(component).find(({ ecosystem }) => ecosystem === 'npm')?.place ?? null;
}

/** A database or background jobs. */
function hasState({ services, stacks, migrations }: Facts): boolean {
  return (
    services.usesOf('database').length > 0 ||
    services.productionDatabases.length > 0 ||
    stacks.withRole('job-library').length > 0 ||
    migrations.exist
  );
}
