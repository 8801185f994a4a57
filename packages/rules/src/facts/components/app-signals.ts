import { baseName, folderOf, type Place, placeOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import type { CodeFact, CodeQuery } from '../code-fact.ts';

/** Something that says: what lies in (or below) this folder runs as a process. */
export interface AppSignal {
  folder: string;
  reason: string;
  place: Place;
}

/** Entry points in source that a framework or server starts from. Only the first of a file is kept. */
const entries: readonly (Omit<CodeQuery, 'production'> & { reason: string })[] = [
  {
    reason: 'a Flask, FastAPI or other ASGI/WSGI application',
    languages: ['python'],
    literals: [
      'Flask(',
      'FastAPI(',
      'Starlette(',
      'Sanic(',
      'Quart(',
      'Litestar(',
      'Bottle(',
      'get_wsgi_application',
      'get_asgi_application',
      'tornado.web.Application',
      'web.Application(',
    ],
    pattern:
      /(?:=\s*|return\s+)(?:flask\.|fastapi\.|web\.|tornado\.web\.)?(?:Flask|FastAPI|Starlette|Sanic|Quart|Litestar|Bottle|Application|get_wsgi_application|get_asgi_application)\s*\(/g,
  },
  {
    reason: 'a server that listens',
    languages: ['javascript'],
    literals: ['.listen(', 'Bun.serve(', 'Deno.serve('],
    pattern:
      /\b(?:app|server|fastify|httpServer|http|this\.(?:app|server|httpServer))\.listen\s*\(|\b(?:Bun|Deno)\.serve\s*\(|\)\s*\.listen\s*\(\s*(?:\{\s*(?:port|host)\b|\+?(?:process\.env\b|[\w.]*port\b)|(?:Number|parseInt)\s*\(|\d{2,5}\b)/gi,
  },
  {
    reason: 'a queue worker',
    languages: ['javascript'],
    literals: ['new Worker('],
    pattern: /\bnew\s+Worker\s*\(\s*['"`\w.]+\s*,\s*(?:async|\(|\w+\s*=>|[a-z]\w*[,)])/g,
  },
  {
    reason: 'a server that listens',
    languages: ['go'],
    literals: ['ListenAndServe', 'http.Serve(', '.Run(', '.Listen(', '.Start('],
    pattern:
      /\b(?:http\.ListenAndServe(?:TLS)?|\w+\.ListenAndServe(?:TLS)?|http\.Serve|(?:r|router|engine|e|app|g)\.(?:Run|Listen|Start))\s*\(/g,
  },
  {
    reason: 'a Spring Boot application',
    languages: ['java'],
    literals: ['@SpringBootApplication'],
    pattern: /@SpringBootApplication\b/g,
  },
  {
    reason: 'a Quarkus, Micronaut or Ktor application',
    languages: ['java'],
    literals: ['@QuarkusMain', 'Micronaut.run', 'embeddedServer('],
    pattern: /@QuarkusMain\b|\bMicronaut\.run\s*\(|\bembeddedServer\s*\(/g,
  },
  {
    reason: 'an ASP.NET Core application',
    languages: ['csharp'],
    literals: ['WebApplication.Create', 'CreateHostBuilder', 'Host.Create'],
    pattern: /\bWebApplication\.Create\w*|\bCreateHostBuilder\b|\bHost\.Create\w*Builder/g,
  },
  {
    reason: 'a Rust server',
    languages: ['rust'],
    literals: ['HttpServer::new', 'axum::serve', 'axum::Server', 'rocket::build', '#[launch]', 'warp::serve'],
    pattern: /\bHttpServer::new|\baxum::serve|\baxum::Server|\brocket::build|#\[launch\]|\bwarp::serve/g,
  },
];

/** Files that only an app has: framework entry points and files that start processes. */
const files: readonly { names: string[]; reason: string; up?: number }[] = [
  { names: ['manage.py'], reason: 'a Django project' },
  { names: ['wsgi.py', 'asgi.py'], reason: 'a WSGI or ASGI entry point', up: 1 },
  { names: ['config.ru'], reason: 'a Rack application' },
  { names: ['artisan'], reason: 'a Laravel application' },
  { names: ['symfony.lock'], reason: 'a Symfony application' },
  { names: ['Procfile'], reason: 'a Procfile' },
  { names: ['fly.toml'], reason: 'a fly.toml' },
  { names: ['render.yaml', 'render.yml'], reason: 'a render.yaml' },
  { names: ['heroku.yml'], reason: 'a heroku.yml' },
  { names: ['railway.json', 'railway.toml'], reason: 'a Railway file' },
  { names: ['serverless.yml', 'serverless.yaml'], reason: 'a serverless.yml' },
  { names: ['project.toml'], reason: 'a buildpack project.toml' },
  { names: ['app.yaml'], reason: 'an App Engine app.yaml' },
];

const DOCKERFILE = /^(?:Dockerfile|Containerfile)(?:[._-][\w.-]+)?$|\.(?:dockerfile|Dockerfile)$/;

export function isDockerfile(path: string): boolean {
  return DOCKERFILE.test(baseName(path)) && !/\.(?:dockerignore|md|sh|j2\.md)$/.test(path);
}

/** All signals of production files, strongest first within a folder: source and framework files, then deploy files. */
export function appSignals(repo: Repo, code: CodeFact): AppSignal[] {
  const signals: AppSignal[] = [];
  for (const { names, reason, up = 0 } of files) {
    for (const path of repo.named(...names)) {
      if (!repo.isProduction(path)) continue;
      let folder = folderOf(path);
      for (let level = 0; level < up; level += 1) folder = folderOf(folder);
      signals.push({ folder, reason, place: placeOf(path) });
    }
  }
  for (const { reason, ...query } of entries) {
    const seen = new Set<string>();
    for (const match of code.search(query)) {
      if (seen.has(match.path)) continue;
      seen.add(match.path);
      signals.push({ folder: folderOf(match.path), reason, place: match.place });
    }
  }
  for (const path of repo.paths) {
    if (!isDockerfile(path) || !repo.isProduction(path)) continue;
    if (/^[ \t]*(?:CMD|ENTRYPOINT)\b/im.test(repo.text(path)))
      signals.push({ folder: folderOf(path), reason: 'an image that is started', place: placeOf(path) });
  }
  return signals;
}
