import { fail, pass, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import type { Setting } from '../../../facts/settings-fact.ts';
import { placeOf } from '../../../repo/place.ts';
import { isRuledOut, valuesInForce } from '../deployed-setting.ts';

const LOCAL_CACHE = /locmem|filebased|dummy|memory_store|file_store/i;

/** Sessions as the configuration of a framework decides them. */
export function* sessionsInSettings(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  if (facts.stacks.has('django')) yield* django(context);
  if (facts.stacks.has('rails')) yield* rails(context);
  if (facts.stacks.has('laravel')) yield* keyed(context, 'session.driver', /^(?:file|array)$/, 'SESSION_DRIVER');
  if (facts.stacks.has('flask')) yield* keyed(context, 'SESSION_TYPE', /^(?:filesystem|cachelib)$/, 'SESSION_TYPE');
  if (facts.stacks.has('symfony')) yield* symfony(context);
}

function* django(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  const [installed] = facts.code.search({
    languages: ['python'],
    literals: ['django.contrib.sessions', 'sessions.middleware', 'SessionMiddleware'],
    pattern: /["'](?:django\.contrib\.sessions(?:\.middleware\.SessionMiddleware)?|[\w.]+\.SessionMiddleware)["']/g,
    inStrings: true,
  });
  if (!installed) return;
  const engines = inForce(context, 'SESSION_ENGINE');
  for (const setting of engines) {
    const values = valuesInForce(facts, setting).map((value) => value ?? '');
    if (values.some((value) => value.endsWith('backends.file')))
      yield fail(setting.place, 'Sessions are kept in files on the disk of each process (SESSION_ENGINE).');
    else if (values.some((value) => /backends\.cache$/.test(value))) yield* djangoCacheSessions(context, setting);
    else yield pass(setting.place, `Sessions are kept outside the process (${values[0] || setting.value.text}).`);
  }
  if (engines.length === 0) yield pass(installed.place, "Sessions are kept in the database, Django's default.");
}

/** Sessions in the cache are as local as the cache is; without CACHES, Django's is in memory. */
function* djangoCacheSessions(context: RuleContext, setting: Setting): Iterable<RuleYield> {
  const { facts } = context;
  const alias = inForce(context, 'SESSION_CACHE_ALIAS')[0]?.value.literal ?? 'default';
  const backends = inForce(context, `CACHES.${alias}.BACKEND`);
  const local = backends.find((backend) =>
    valuesInForce(facts, backend).some((value) => LOCAL_CACHE.test(value ?? '')),
  );
  const isUnset = backends.length === 0 && facts.settings.inForceUnder('CACHES').length === 0;
  if (local || isUnset)
    yield fail(
      setting.place,
      `Sessions are kept in the cache, and the cache is in the memory of each process${local ? ` (${local.value.literal ?? alias})` : " by Django's default"}.`,
    );
  else yield pass(setting.place, 'Sessions are kept in a shared cache.');
}

function* rails(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  const stores = [
    ...facts.code
      .search({
        languages: ['ruby'],
        literals: ['session_store'],
        pattern: /\bconfig\.session_store\s*(?:\(|=)?\s*:(?<store>\w+)/g,
      })
      .filter(({ path }) => !/environments\/(?:development|test)\.rb$/.test(path))
      .map(({ match, place }) => ({ store: match.groups?.store ?? '', place })),
    ...facts.settings
      .inForce('config.session_store')
      .map(({ value, place }) => ({ store: value.literal ?? value.text.replace(/^:/, ''), place })),
  ];
  for (const { store, place } of stores) {
    const caches = facts.settings.inForce('config.cache_store').map(({ value }) => value.literal ?? value.text);
    if (store === 'disabled') continue;
    const isLocalCache =
      store === 'cache_store' && (caches.length === 0 || caches.some((cache) => LOCAL_CACHE.test(cache)));
    if (/^(?:file|memory)/.test(store) || isLocalCache)
      yield fail(place, `Sessions are kept in each process (:${store}${isLocalCache ? ' over a local cache' : ''}).`);
    else yield pass(place, `Sessions are kept outside the process (:${store}).`);
  }
  if (stores.length > 0 || facts.settings.inForce('config.api_only').some(({ value }) => value.literal === 'true'))
    return;
  const [application] = context.repo.glob('**/config/application.rb').filter((path) => context.repo.isProduction(path));
  const usesSessions = facts.code.search({
    languages: ['ruby'],
    literals: ['session[', 'devise', 'reset_session', 'protect_from_forgery'],
    pattern: /\bsession\[|\bdevise\b|\breset_session\b|\bprotect_from_forgery\b/g,
  })[0];
  if (application && usesSessions)
    yield pass(placeOf(application), "Sessions are kept in encrypted cookies, Rails' default.");
}

function* keyed(context: RuleContext, key: string, local: RegExp, variable: string): Iterable<RuleYield> {
  const { facts } = context;
  for (const setting of inForce(context, key)) {
    const values = valuesInForce(facts, setting);
    const found = values.find((value) => value !== null && local.test(value));
    if (found != null)
      yield fail(
        setting.place,
        `Sessions are kept in ${found === 'array' ? 'memory' : 'local files'} (${found})${setting.value.kind === 'environment' ? `, and no deploy file sets ${setting.value.variable ?? variable}` : ''}.`,
      );
    else if (values.some((value) => value !== null && value !== '' && value !== 'null'))
      yield pass(setting.place, `Sessions are kept outside the process (${values.find((value) => value)}).`);
    else if (setting.value.kind !== 'literal') yield pass(setting.place, 'A variable decides where sessions are kept.');
  }
}

/** Symfony's sessions are PHP's own files unless a handler is named. */
function* symfony(context: RuleContext): Iterable<RuleYield> {
  const { facts } = context;
  const handlers = inForce(context, 'framework.session.handler_id');
  for (const setting of handlers) {
    const value = setting.value.literal ?? setting.value.text;
    if (/^(?:|~|null|session\.handler\.native(?:_file)?)$/.test(value.trim()))
      yield fail(setting.place, "Sessions are kept in PHP's own local files (no session handler is named).");
    else yield pass(setting.place, `Sessions are kept by ${value}.`);
  }
  if (handlers.length > 0) return;
  const [session] = facts.settings
    .inForceUnder('framework.session')
    .filter(({ key, value }) => key !== 'framework.session' || value.literal === 'true');
  if (session) yield fail(session.place, "Sessions are kept in PHP's own local files (no session handler is named).");
}

function inForce({ facts, repo }: RuleContext, key: string): Setting[] {
  return facts.settings
    .inForce(key)
    .filter((setting) => !isRuledOut(facts, repo.lines(setting.place.path), setting.condition));
}
