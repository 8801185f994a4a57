import { defineRule, fail, pass } from '../../../engine/define-rule.ts';
import type { Command } from '../../../facts/commands-fact.ts';
import type { Process } from '../../../facts/processes-fact.ts';

export const noBuildAtStart = defineRule({
  id: 'build-release-run/no-build-at-start',
  factor: 'build-release-run',
  title: 'Starting a process builds nothing',
  severity: 'medium',
  remediation: 'Compile, bundle and collect assets while the image or slug is built; start what came out of it.',
  appliesTo: ({ facts }) => facts.processes.production.some(isStart) || 'No start command.',

  *check({ facts }) {
    for (const process of facts.processes.production.filter(isStart)) {
      const built = process.steps.flatMap((step) => {
        const what = buildOf(step.command);
        return what ? [{ step, what }] : [];
      })[0];
      // A step of its own, such as a one-shot service that collects assets, is what the rule asks for.
      const isStep = built && process.type === 'job' && process.deploy !== 'supervisor';
      if (built && !isStep)
        yield fail(built.step.place, `The ${process.name} process ${built.what} when it starts.`, {
          confidence: built.step.command.conditional ? 'medium' : 'high',
        });
      else if (process.main) yield pass(process.main.place, `The ${process.name} process starts what is built.`);
    }
  },
});

function isStart(process: Process): boolean {
  return (
    process.steps.length > 0 && process.type !== 'release' && process.type !== 'init' && process.type !== 'service'
  );
}

const SUBCOMMANDS: readonly (readonly [RegExp, RegExp, string])[] = [
  [
    /^(?:next|nuxt|nuxi|vite|nest|ng|astro|remix|gatsby|react-router|react-scripts|vue-cli-service|svelte-kit|strapi|parcel|medusa|swc|expo)$/,
    /^build\b/,
    'builds the bundle',
  ],
  [
    /^(?:esbuild|rollup|tsup|tsc|webpack|swc|babel|browserify|gulp|grunt|sass|lessc|postcss|tailwindcss)$/,
    /^(?!.*(?:serve\b|dev-server|--version|--noEmit)).*$/,
    'compiles or bundles',
  ],
  [
    /^(?:ts-node|ts-node-dev|ts-node-esm|esno|babel-node|tsx|vite-node)$/,
    /^(?!--version)/,
    'compiles its TypeScript sources',
  ],
  [/^(?:npm|pnpm|yarn|bun)$/, /^(?:run )?(?:build|compile|bundle)(?::[\w-]+)?(?:\s|$)/, 'runs the build script'],
  [/^nest$/, /^start\b/, 'compiles its sources'],
  [/^(?:turbo|nx|lerna)$/, /^(?:run )?build\b/, 'runs the build script'],
  [
    /^(?:rails|rake|rails\.rb)$/,
    /(?:^|\s)(?:assets:precompile|webpacker:compile|vite:build|css:build|javascript:build|tmp:cache:clear assets)/,
    'precompiles assets',
  ],
  [
    /^(?:mvn|mvnw)$/,
    /(?:^|\s)(?:package|install|compile|verify|spring-boot:run|quarkus:dev|exec:java|jetty:run)(?:\s|$)/,
    'compiles with Maven',
  ],
  [
    /^(?:gradle|gradlew)$/,
    /(?:^|[\s:])(?:build|assemble|bootRun|bootJar|jar|installDist|run|shadowJar|quarkusDev)(?:\s|$)/,
    'compiles with Gradle',
  ],
  [/^go$/, /^(?:run|build)\b/, 'compiles the program'],
  [/^cargo$/, /^(?:run|build|watch)\b/, 'compiles the program'],
  [/^dotnet$/, /^(?:run|build|publish|watch)\b(?!.*--no-build)/, 'compiles the program'],
  [/^mix$/, /^(?:compile|release|assets\.(?:deploy|build)|phx\.digest)\b/, 'compiles or bundles'],
  [/^prisma$/, /^generate\b/, 'generates its database client'],
  [/^make$/, /^(?:build|compile|assets|all)\b/, 'runs the build'],
  [/^flask$/, /^assets build\b/, 'builds assets'],
];

/** What the command builds, in words; null where it builds nothing. */
function buildOf(command: Command): string | null {
  const { program, args } = command;
  const text = args.join(' ');
  if (
    /(?:^|\s|\/)manage\.py\b|^django-admin/.test(`${program} ${text}`) &&
    /(?:^|\s)(?:collectstatic|compress|compilescss|tailwind build|buildstatic)(?:\s|$)/.test(text)
  )
    return /collectstatic/.test(text) ? 'collects static files' : 'compiles assets';
  if (/^python3?[\d.]*$/.test(program) && args[0] === '-m' && args[1] === 'build') return 'builds the package';
  if (
    program === 'node' &&
    args.some(
      (arg, index) =>
        /^(?:-r|--require|--loader|--import)$/.test(arg) &&
        /^(?:ts-node|tsx|@babel\/register|@swc-node)/.test(args[index + 1] ?? ''),
    )
  )
    return 'compiles its sources';
  return SUBCOMMANDS.find(([name, verbs]) => name.test(program) && verbs.test(text))?.[2] ?? null;
}
