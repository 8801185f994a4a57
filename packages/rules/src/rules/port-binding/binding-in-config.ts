import type { RuleContext } from '../../engine/define-rule.ts';
import { optionOf } from '../../facts/processes/option-of.ts';
import type { Process } from '../../facts/processes-fact.ts';
import { parseIni } from '../../repo/parsers/ini.ts';
import { allNginxDirectives, parseNginx } from '../../repo/parsers/nginx.ts';
import { baseName, folderOf, isInside, type Place, placeOf } from '../../repo/place.ts';
import { type Binding, bindingOfAddress, NOTHING } from './binding.ts';

/** What the server's own configuration file says; null where it has none, or says nothing of it. */
export function bindingInConfig(context: RuleContext, process: Process, server: string): Binding | null {
  // Heroku's start scripts for PHP write PORT into the server's configuration.
  if (process.main && /^heroku-php-/.test(process.main.command.program))
    return bindingOfAddress(':$PORT', process.main.place);
  if (server === 'gunicorn') return pythonConfig(context, process);
  if (server === 'puma' || server === 'rails-server') return rubyConfig(context, process, 'config/puma.rb');
  if (server === 'unicorn') return rubyConfig(context, process, 'config/unicorn.rb');
  if (server === 'uwsgi') return uwsgiConfig(context, process);
  if (server === 'nginx') return nginxConfig(context, process);
  if (server === 'apache') return apacheConfig(context, process);
  if (server === 'unit') return unitConfig(context, process);
  if (server === 'caddy' || server === 'frankenphp') return caddyConfig(context, process, server);
  return null;
}

/** A file by the name that the command gives, or by its usual one. */
function fileNamed(
  context: RuleContext,
  process: Process,
  written: string | null,
  usual: readonly string[],
): string | null {
  const { repo } = context;
  const names = written === null ? usual : [written.replace(/^(?:file:|python:)/, '')];
  for (const name of names) {
    const found = repo.named(baseName(name)).filter((path) => repo.isProduction(path) || written !== null);
    const near =
      found.find((path) => name.replace(/^\.?\//, '').endsWith(path)) ??
      found.find((path) => isInside(path, process.component)) ??
      (found.length === 1 ? found[0] : undefined);
    if (near) return near;
  }
  return null;
}

function lineWith(context: RuleContext, path: string, pattern: RegExp): { text: string; place: Place } | null {
  const index = context.repo.lines(path).findIndex((line) => pattern.test(line));
  return index < 0 ? null : { text: context.repo.lines(path)[index] ?? '', place: placeOf(path, index + 1) };
}

const READS_VARIABLE = /os\.environ|getenv|\benv\(|ENV\b|config\(|process\.env|\$\(|\$\{|\{\$/;

function pythonConfig(context: RuleContext, process: Process): Binding | null {
  const written = process.main ? optionOf(process.main.command.args, '-c', '--config') : null;
  const path = fileNamed(context, process, written, ['gunicorn.conf.py']);
  const line = path ? lineWith(context, path, /^\s*bind\s*=/) : null;
  if (!path || !line) return null;
  const value = line.text.replace(/^\s*bind\s*=\s*/, '');
  if (/unix:|\.sock/.test(value)) return { ...NOTHING, socket: { text: value.trim(), place: line.place } };
  const names = /\{(?<name>\w+)\}|%\s*(?<plain>\w+)|\+\s*(?<added>\w+)|^(?<alone>\w+)\s*$/.exec(value)?.groups;
  const name = names?.name ?? names?.plain ?? names?.added ?? names?.alone;
  const assigned = name ? lineWith(context, path, new RegExp(`^\\s*${name}\\s*=`)) : null;
  const isVariable = READS_VARIABLE.test(value) || (assigned !== null && READS_VARIABLE.test(assigned.text));
  const isLocal = /127\.0\.0\.1|localhost/.test(value) && !READS_VARIABLE.test(value);
  return {
    socket: null,
    port: { from: isVariable ? 'environment' : 'literal', text: value.trim(), place: line.place },
    host: { reach: isLocal ? 'local' : 'public', text: value.trim(), place: line.place },
  };
}

function rubyConfig(context: RuleContext, process: Process, usual: string): Binding | null {
  const written = process.main ? optionOf(process.main.command.args, '-C', '--config', '-c') : null;
  const path = fileNamed(context, process, written, [usual]);
  if (!path) return null;
  const bind = lineWith(context, path, /^\s*(?:bind|listen)\b/);
  const port = lineWith(context, path, /^\s*port\b/);
  const line = port ?? bind;
  if (!line) return null;
  const value = line.text.replace(/^\s*\w+[\s(]*/, '').replace(/\).*$/, (rest) => rest);
  if (line === bind && /unix:|\.sock/.test(value))
    return { ...NOTHING, socket: { text: value.trim(), place: line.place } };
  const local = /["'](?:tcp:\/\/)?(?:127\.0\.0\.1|localhost)/.test(value);
  return {
    socket: null,
    port: {
      from: READS_VARIABLE.test(value) || /^[a-z_]+\b/.test(value) ? 'environment' : 'literal',
      text: value.trim(),
      place: line.place,
    },
    host: { reach: local ? 'local' : 'public', text: value.trim(), place: line.place },
  };
}

function uwsgiConfig(context: RuleContext, process: Process): Binding | null {
  const args = process.main?.command.args ?? [];
  const place = process.main?.place ?? process.place;
  const http = optionOf(args, '--http', '--http-socket', '--http-port');
  if (http !== null) return bindingOfAddress(http, place);
  const socket = optionOf(args, '--socket', '-s');
  if (socket !== null) return { ...NOTHING, socket: { text: socket, place } };
  const written = args.find((arg) => /\.ini$/.test(arg))?.replace(/^--ini=/, '') ?? optionOf(args, '--ini');
  const path = fileNamed(context, process, written, ['uwsgi.ini']);
  const entries = path ? (context.repo.parsed(path, parseIni)?.entries ?? []) : [];
  const found = entries.find(
    (entry) => /^(?:http|http-socket|https|http-socket-modifier1)$/.test(entry.key) && entry.value,
  );
  if (path && found?.value) return bindingOfAddress(found.value, placeOf(path, found.startLine));
  const raw = entries.find(
    (entry) => /^(?:socket|uwsgi-socket|fastcgi-socket|chmod-socket)$/.test(entry.key) && entry.value,
  );
  return path && raw?.value ? { ...NOTHING, socket: { text: raw.value, place: placeOf(path, raw.startLine) } } : null;
}

function configsNear(context: RuleContext, process: Process, pattern: RegExp): string[] {
  const { repo } = context;
  const image = process.built?.image;
  const folders = [image ? folderOf(image.path) : null, process.component, image?.context ?? null].filter(
    (folder): folder is string => folder !== null,
  );
  const all = repo.paths.filter((path) => pattern.test(path) && repo.isProduction(path));
  const copied =
    image && process.built
      ? image
          .instructions(process.built.stage, 'COPY', 'ADD')
          .flatMap((item) => item.args.slice(0, -1).map((arg) => arg.replace(/^\.?\//, '')))
      : [];
  const byCopy = all.filter((path) =>
    copied.some(
      (source) =>
        source !== '' && source !== '.' && (path.endsWith(source) || path.includes(`${source.replace(/\/$/, '')}/`)),
    ),
  );
  if (byCopy.length > 0) return byCopy;
  for (const folder of folders) {
    const found = all.filter((path) => isInside(path, folder) && folder !== '');
    if (found.length > 0) return found;
  }
  return folders.includes('')
    ? all.filter((path) => !path.includes('/') || path.split('/').length <= 3).slice(0, 3)
    : [];
}

function nginxConfig(context: RuleContext, process: Process): Binding | null {
  for (const path of configsNear(
    context,
    process,
    /(?:nginx[^/]*|default|site|app)\.(?:conf|template|tmpl|erb)(?:\.\w+)?$|\/nginx\/[^/]+\.conf/i,
  )) {
    const listen = allNginxDirectives(context.repo.parsed(path, parseNginx)?.directives ?? []).find(
      (item) => item.name === 'listen',
    );
    const value = listen?.args[0];
    if (!listen || value === undefined) continue;
    return fillable(
      context,
      process,
      bindingOfAddress(/^\d+$/.test(value) ? `:${value}` : value, placeOf(path, listen.startLine)),
      path,
    );
  }
  const place = process.main?.place ?? process.place;
  return {
    socket: null,
    port: { from: 'literal', text: '80 by default', place },
    host: { reach: 'public', text: 'all interfaces', place },
  };
}

/** A start script or template step that writes the port into the file. */
function fillable(context: RuleContext, process: Process, binding: Binding, path: string): Binding {
  const writes = process.steps.some(
    (step) =>
      /^(?:sed|envsubst|perl|erb|dockerize|gomplate)$/.test(step.command.program) &&
      /\bPORT\b|_PORT\b|envsubst/.test(step.command.text),
  );
  const isTemplate = /\.(?:template|tmpl|erb)/.test(path) && /\$\{?\w*PORT|<%=?[^%]*PORT/.test(context.repo.text(path));
  return binding.port && (writes || isTemplate)
    ? { ...binding, port: { ...binding.port, from: 'environment' } }
    : binding;
}

function apacheConfig(context: RuleContext, process: Process): Binding | null {
  const place = process.main?.place ?? process.place;
  for (const path of configsNear(context, process, /(?:apache|httpd|ports|000-default|vhost|site)[^/]*\.conf$/i)) {
    const line = lineWith(context, path, /^\s*(?:Listen|<VirtualHost)\b/i);
    if (line)
      return fillable(
        context,
        process,
        bindingOfAddress(`:${/[\d]+(?=>|\s*$)|\$\{\w+\}/.exec(line.text)?.[0] ?? '80'}`, line.place),
        path,
      );
  }
  const binding = bindingOfAddress(':80', place);
  const setsPort =
    process.built?.image
      .instructions(process.built.stage, 'RUN')
      .some((run) => /ports\.conf/.test(run.text) && /\$\{?\w*PORT/.test(run.text)) ?? false;
  return setsPort && binding.port
    ? { ...binding, port: { ...binding.port, from: 'environment' } }
    : fillable(context, process, binding, '');
}

/** NGINX Unit: `{ "listeners": { "0.0.0.0:8080": … } }`, where no start script fills it in. */
function unitConfig(context: RuleContext, process: Process): Binding | null {
  for (const path of configsNear(context, process, /(?:^|\/)[\w.-]*unit[\w.-]*\.json$/)) {
    const line = lineWith(context, path, /^\s*"[^"\s]*:\d{2,5}"\s*:\s*\{/);
    const address = /"(?<address>[^"]+)"/.exec(line?.text ?? '')?.groups?.address;
    if (line && address) return fillable(context, process, bindingOfAddress(address, line.place), path);
  }
  return null;
}

function caddyConfig(context: RuleContext, process: Process, server: string): Binding | null {
  for (const path of configsNear(context, process, /(?:^|\/)Caddyfile(?:\.\w+)?$/)) {
    const text = context.repo.text(path);
    const line = lineWith(context, path, /^(?!\s*#)\s*[^\s{]*(?:\{\$\w+[^}]*\}|:\d{2,5})[^\s{]*\s*\{?\s*$/);
    if (line)
      return {
        socket: null,
        port: { from: /\{\$/.test(line.text) ? 'environment' : 'literal', text: line.text.trim(), place: line.place },
        host: {
          reach: /localhost|127\.0\.0\.1/.test(line.text) ? 'local' : 'public',
          text: line.text.trim(),
          place: line.place,
        },
      };
    if (/\{\$(?:SERVER_NAME|PORT|SITE_ADDRESS)/.test(text)) return bindingOfAddress(':$PORT', placeOf(path));
  }
  const place = process.main?.place ?? process.place;
  return server === 'frankenphp' ? bindingOfAddress(':$SERVER_NAME', place) : null;
}
