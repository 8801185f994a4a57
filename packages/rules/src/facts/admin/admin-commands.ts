import { baseName, type Place, placeOf } from '../../repo/place.ts';
import type { AdminCommand } from '../admin-fact.ts';
import type { Command, CommandUse } from '../commands-fact.ts';
import type { AdminSources } from './admin-sources.ts';

/** Scripts and targets that build, check or start; no admin task whatever they run. */
const CHORE =
  /^(?:pre|post)-?(?:install|pack|publish|build|test|commit|push|autoload|update|version|create)|(?:^|[:_-])(?:build|builds|compile|cypress|copy|download|lint|format|fmt|test|tests|e2e|coverage|dev|develop|start|serve|run|watch|prepare|preinstall|install|postinstall|prepublish\w*|clean|typecheck|type-check|check|ci|docs?|storybook|analyze|release|publish|pack|version|bump|deploy|up|down|stop|restart|logs|ps|pull|push|prettier|eslint|husky|hooks?|generate|codegen|gen|proto|schema|types|i18n|translations?|messages|makemessages|compilemessages|collectstatic|makemigrations|pre-commit|requirements|lock|sync|update-deps|venv|image|docker|chaos|tag)(?:$|[:_.-])/i;
/** What stays a chore although it names the database: `build-db`, `db:generate`. */
const BUILDING = /build|copy|download|generate|lint|test|^(?:pre|post)/i;
const TASK =
  /(?:^|[:_-])(?:db|database|migrate|migrations?|seed|seeds|seeder|admin|superuser|user|users|password|reset|backup|restore|dump|load|fixtures?|reindex|console|shell|repl|script|task|job|cron|purge|prune|cleanup|backfill)(?:$|[:_.-])/i;
const TASK_FLAG =
  /^(?:migrate|(?:create|add|delete|reset|flush|purge|prune|import|export|backup|restore|run|cleanup|rotate)-[\w-]+)$/;
/** Command lines of frameworks and migration tools. */
const FRAMEWORK_PROGRAMS =
  /^(?:manage\.py|django-admin|rails|rake|artisan|console|mix|flask|alembic|aerich|prisma|knex|sequelize|sequelize-cli|typeorm|drizzle-kit|node-pg-migrate|diesel|sqlx|goose|flyway|liquibase|atlas|dbmate)$/;

/** One-off commands that ship with the app. */
export function adminCommands(sources: AdminSources): AdminCommand[] {
  const { repo, components } = sources;
  const found: AdminCommand[] = [];
  const add = (kind: string, name: string, place: Place): void => {
    if (repo.isProduction(place.path))
      found.push({ kind, name, component: components.of(place.path)?.path ?? '', place });
  };
  frameworks(sources, add);
  commandFiles(sources, add);
  commandCode(sources, add);
  commandFlags(sources, add);
  for (const { kind, name, place } of namedScripts(sources)) add(kind, name, place);
  return found;
}

type Add = (kind: string, name: string, place: Place) => void;

function frameworks({ repo, stacks, processes }: AdminSources, add: Add): void {
  // A repository that only packages the app has its commands in the image.
  for (const { steps } of processes.production)
    for (const { command, place } of steps)
      if (/(?:^|[\s/])manage\.py\s+[a-z]/.test(command.text)) add('framework', 'manage.py', place);
  for (const path of repo.named('manage.py'))
    if (/django|flask|click|manager|cli/i.test(repo.text(path))) add('framework', 'manage.py', placeOf(path));
  for (const path of repo.glob('**/bin/rails', '**/bin/console')) add('framework', baseName(path), placeOf(path));
  for (const path of repo.named('artisan')) add('framework', 'artisan', placeOf(path));
  // `bin/rails` may be left out of the tree; Rails still brings its commands.
  if (stacks.has('rails') && repo.glob('**/bin/rails').length === 0)
    for (const path of repo.named('Rakefile')) add('framework', 'rake', placeOf(path));
  const flask = stacks.find('flask-migrate');
  if (flask) add('framework', 'flask db', flask.place);
  if (stacks.has('phoenix', 'ecto')) for (const path of repo.named('mix.exs')) add('framework', 'mix', placeOf(path));
}

function commandFiles({ repo }: AdminSources, add: Add): void {
  for (const path of repo.paths) {
    const name = baseName(path).replace(/\.\w+$/, '');
    if (/(?:^|\/)management\/commands\/[^_/][^/]*\.py$/.test(path)) add('management command', name, placeOf(path));
    else if (
      /(?:^|\/)Console\/Commands\/(?:\w+\/)*\w+\.php$/.test(path) &&
      /\bextends\s+\w*Command\b/.test(repo.text(path))
    )
      add('artisan command', name, placeOf(path));
    else if (
      path.endsWith('.php') &&
      /AsCommand|extends\s+(?:Symfony\\Component\\Console\\Command\\)?Command\b/.test(repo.text(path)) &&
      !path.includes('Console/Commands/')
    )
      add('script', name, placeOf(path));
    else if (/(?:^|\/)mix\/tasks\/[^/]+\.ex$/.test(path)) add('script', name, placeOf(path));
    else if (path.endsWith('.rake')) {
      for (const match of repo.code(path).matchAll(/^[ \t]*task[ (]+:?["']?(?<name>\w+)/gm))
        add('rake task', match.groups?.name ?? '', repo.placeAt(path, match.index));
    }
  }
}

/** Commands that a program registers: click, typer, Flask, cobra. */
function commandCode({ repo, code }: AdminSources, add: Add): void {
  const python = code.search({
    languages: ['python'],
    literals: ['.command', 'click.command'],
    pattern:
      /^[ \t]*@(?:\w+\.)*(?:cli|manager|click|typer|typer_app|app_cli|\w*_?cli|\w*commands?|app)\.command\b[^\n]*\n(?:[ \t]*@[^\n]*\n)*[ \t]*(?:async\s+)?def\s+(?<name>\w+)/gm,
  });
  // A tool of the repository beside the app is no command of it.
  for (const { path, match, place } of python)
    if (/\b(?:click|typer|flask)\b/i.test(repo.text(path)) && !/(?:^|\/)(?:scripts?|tools?)\//.test(path))
      add('script', match.groups?.name ?? '', place);
  const go = code.search({
    languages: ['go'],
    literals: ['cobra.Command', 'cli.Command'],
    pattern: /\b(?<variable>\w*)\s*:?=\s*&?(?:cobra|cli)\.Command\s*\{[^}]{0,200}?\b(?:Use|Name):\s*"(?<name>[\w-]+)/g,
    inStrings: false,
  });
  for (const { match, place } of go) {
    const { variable = '', name = '' } = match.groups ?? {};
    if (
      !/^root/i.test(variable) &&
      !/^(?:version|help|completion|serve|server|start|run|daemon|web|api|worker)$/.test(name)
    )
      add('script', name, place);
  }
}

/** How a server's binary runs a task instead: Go's `-migrate`, `-create-admin`; Rust's clap subcommands. */
function commandFlags({ code }: AdminSources, add: Add): void {
  for (const { match, place } of code.search({
    languages: ['rust'],
    literals: ['Subcommand'],
    pattern: /#\[derive\([^)\]]*\bSubcommand\b[^)\]]*\)\]\s*(?:pub\s+)?enum\s+(?<name>\w+)/g,
  }))
    add('script', match.groups?.name ?? '', place);
  const flags = code.search({
    languages: ['go'],
    literals: ['flag.Bool', 'flag.String'],
    pattern: /\bflag\.(?:Bool|String)(?:Var)?\(\s*(?:&\w+,\s*)?"(?<name>[\w-]+)"/g,
  });
  for (const { match, place } of flags) {
    const name = match.groups?.name ?? '';
    if (TASK_FLAG.test(name)) add('script', name, place);
  }
}

/** Package scripts, Makefile targets and shell scripts that run the app's own code once. */
function namedScripts(sources: AdminSources): { kind: string; name: string; place: Place }[] {
  const groups = new Map<string, { use: CommandUse; uses: CommandUse[] }>();
  for (const use of sources.commands.from('package-script', 'makefile', 'script')) {
    const key = `${use.origin}\0${use.command.place.path}\0${use.name}`;
    const group = groups.get(key);
    if (group) group.uses.push(use);
    else groups.set(key, { use, uses: [use] });
  }
  return [...groups.values()].flatMap(({ use, uses }) => {
    const { path } = use.command.place;
    if (use.origin === 'script') {
      const main = uses.find(({ command }) => runsOwnCode(sources, command));
      const serves = uses.some(({ command }) => sources.processes.serverOf(command)?.type === 'web');
      return main && !serves && !CHORE.test(baseName(path).replace(/\.\w+$/, ''))
        ? [{ kind: 'script', name: baseName(path), place: main.command.place }]
        : [];
    }
    const name = use.name.slice(use.name.lastIndexOf('#') + 1);
    const isChore =
      CHORE.test(name) && (!/(?:^|[:_-])(?:db|database|seed|migrate)(?:$|[:_.-])/i.test(name) || BUILDING.test(name));
    if (
      isChore ||
      !uses.some(
        ({ command }) =>
          runsOwnCode(sources, command) ||
          (TASK.test(name) && !/^(?:echo|rm|mkdir|cp|true|exit)$/.test(command.program)),
      )
    )
      return [];
    return [{ kind: use.origin === 'makefile' ? 'make target' : 'package script', name, place: use.command.place }];
  });
}

/** Starts a framework's command line, or a program file of the repository. */
function runsOwnCode({ repo }: AdminSources, command: Command): boolean {
  if (FRAMEWORK_PROGRAMS.test(command.program))
    return !command.args.some((arg) =>
      /^(?:test|runserver|run|server|dev|generate|makemigrations|collectstatic|compilemessages|makemessages|revision|format|validate|studio|tailwind\w*)$/.test(
        arg,
      ),
    );
  if (!/^(?:python3?[\d.]*|node|tsx|ts-node|bun|ruby|php)$/.test(command.program)) return false;
  const args = command.args.filter((arg) => !arg.startsWith('-'));
  if (args.some((arg) => /(?:^|\/)(?:manage\.py|artisan|console)$/.test(arg)))
    return !args.some((arg) =>
      /^(?:test|runserver|serve|makemigrations|collectstatic|compilemessages|makemessages)$/.test(arg),
    );
  const file = args.find((arg) => /\.(?:py|[cm]?[jt]s|rb|php)$/.test(arg))?.replace(/^\.?\//, '');
  return (
    file !== undefined &&
    !CHORE.test(baseName(file)) &&
    repo.paths.some((path) => path === file || path.endsWith(`/${file}`))
  );
}
