import { defineRule, fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Process } from '../../../facts/processes-fact.ts';
import type { Technology } from '../../../facts/stacks-fact.ts';
import { type Place, placeOf } from '../../../repo/place.ts';
import { bindingOf } from '../binding-of.ts';
import { hasWebApp, webStarts } from '../web-app.ts';

export const selfContained = defineRule({
  id: 'port-binding/self-contained',
  factor: 'port-binding',
  title: 'The web app exports HTTP by itself',
  severity: 'high',
  remediation: ({ facts }) =>
    facts.stacks.languages[0] === 'php'
      ? 'Build an image that serves HTTP: FrankenPHP, Octane, or Apache or nginx with php-fpm inside it.'
      : 'Declare the server as a dependency and start it on a port: `gunicorn --bind 0.0.0.0:$PORT`, `puma -p $PORT`, an executable jar.',
  appliesTo: (context) => hasWebApp(context) || 'No web app.',

  *check(context) {
    const starts = webStarts(context);
    for (const process of starts) yield* judge(context, process);
    if (starts.length > 0) return;
    yield* withoutStart(context);
  },
});

function* judge(context: RuleContext, process: Process): Iterable<RuleYield> {
  const { facts } = context;
  const main = process.main;
  if (!main) return;
  if (/^php-fpm/.test(main.command.program)) {
    if (hasServerBeside(context, process)) yield pass(main.place, 'nginx or Apache in the same image serves HTTP.');
    else yield fail(main.place, `The ${process.name} image runs php-fpm, and no HTTP server is in it.`);
    return;
  }
  const { socket } = bindingOf(context, process);
  if (socket) {
    yield fail(
      socket.place,
      `The ${process.name} process is bound to ${socket.text}, which only a web server outside it can reach.`,
    );
    return;
  }
  const server = facts.processes.serverOf(main.command)?.name ?? main.command.program;
  yield pass(main.place, `The ${process.name} process exports HTTP by itself (${server}).`);
}

/** A server that the start also runs, or a supervisor's program, or a package of the image. */
function hasServerBeside({ facts }: RuleContext, process: Process): boolean {
  const serves = /^(?:nginx|apache2(?:ctl|-foreground)?|httpd|caddy|lighttpd|unitd|frankenphp)$/;
  if (
    process.steps.some((step) => serves.test(step.command.program) || step.command.args.some((arg) => serves.test(arg)))
  )
    return true;
  if (process.deploy === 'supervisor') return true;
  const image = process.built;
  return (
    image?.image
      .instructions(image.stage, 'RUN')
      .some((run) =>
        /\b(?:install|add)\b[^&|;]*\b(?:nginx|apache2|caddy|lighttpd)\b/.test(run.text.replace(/\\\n/g, ' ')),
      ) ?? facts.processes.all.length < 0
  );
}

const EMBEDDED =
  /^(?:express|fastify|koa|hapi|next|nuxt|nest|nestjs|hono|remix|sveltekit|astro|strapi|medusa|socket\.io|spring-boot|quarkus|micronaut|ktor|vertx|dropwizard|net-http|gin|echo|chi|fiber|gorilla-mux|connect|grpc|grpc-gateway|aspnet\w*|aspnetcore|phoenix|plug|bandit|axum|actix-web|actix|rocket|warp|hyper|poem|sanic|tornado|aiohttp|streamlit|gradio|octane|frankenphp|node-http|bun|deno|sinatra|rails|roda|hanami)$/;

/** No deploy file starts the app: what its own dependencies can serve decides. */
function* withoutStart(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  const web = facts.stacks.web.filter((technology) => !technology.development);
  const server =
    facts.stacks.withRole('app-server').find((technology) => !technology.development) ??
    web.find((technology) => EMBEDDED.test(technology.name) && !isWar(context, technology));
  if (server) {
    yield pass(server.place, `${server.name} serves HTTP by itself.`);
    return;
  }
  const own = facts.processes.web.find((process) => process.own);
  if (own) {
    yield pass(own.place, `${own.name} runs a server of its own.`);
    return;
  }
  const outside = outsideServer(context);
  const first = web[0];
  if (outside)
    yield fail(outside, 'The app runs inside a web server that no file of the repository brings.', {
      identity: 'outside server',
    });
  else if (first)
    yield fail(first.place, `No file of the repository gives this ${first.name} app an HTTP server.`, {
      identity: 'no server',
      confidence: first.language === 'php' ? 'high' : 'medium',
    });
}

/** A WAR that is not executable. */
function isWar({ repo }: RuleContext, technology: Technology): boolean {
  return (
    /pom\.xml$/.test(technology.place.path) &&
    /<packaging>\s*war\s*</.test(repo.text(technology.place.path)) &&
    !/spring-boot-maven-plugin/.test(repo.text(technology.place.path))
  );
}

/** `.htaccess`, `WSGIScriptAlias`, a passenger or uWSGI-only configuration. */
function outsideServer({ repo }: RuleContext): Place | null {
  const htaccess = repo.named('.htaccess').find((path) => repo.isProduction(path));
  if (htaccess) return placeOf(htaccess);
  for (const path of repo.withExtension('conf')) {
    if (!repo.isProduction(path)) continue;
    const index = repo.lines(path).findIndex((line) => /^\s*WSGI(?:ScriptAlias|DaemonProcess)\b/.test(line));
    if (index >= 0) return placeOf(path, index + 1);
  }
  return null;
}
