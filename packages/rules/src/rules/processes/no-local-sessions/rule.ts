import { defineRule, type RuleContext, type RuleYield } from '../../../engine/define-rule.ts';
import { sessionsInCode } from './sessions-in-code.ts';
import { sessionsInSettings } from './sessions-in-settings.ts';

export const noLocalSessions = defineRule({
  id: 'processes/no-local-sessions',
  factor: 'processes',
  title: 'Sessions live in an attached service or signed cookies',
  severity: 'high',
  remediation: ({ facts }) => {
    if (facts.stacks.has('django'))
      return 'Use the database, a shared cache or signed cookies: `SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"` with Redis in CACHES.';
    if (facts.stacks.has('rails'))
      return 'Use `:cookie_store`, or a cache store that is shared: `config.session_store :cache_store`.';
    if (facts.stacks.has('laravel'))
      return 'Let the default be shared: `SESSION_DRIVER=database`, `redis` or `cookie`.';
    if (facts.stacks.has('spring-boot')) return 'Add spring-session-data-redis (or -jdbc), or make the app stateless.';
    if (facts.stacks.has('express'))
      return 'Give express-session a store: `session({ store: new RedisStore({ client }) })`, or use cookie-session.';
    return 'Keep sessions in Redis, the database or a signed cookie, so that any process can answer any request.';
  },
  appliesTo: (context) => {
    if (context.facts.components.apps.length === 0) return 'Nothing here runs as a process.';
    return judgements(context).length > 0 || 'The app keeps no sessions.';
  },

  *check(context) {
    yield* judgements(context);
  },
});

function judgements(context: RuleContext): RuleYield[] {
  return [...sessionsInSettings(context), ...sessionsInCode(context)];
}
