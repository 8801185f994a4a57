/** What says the deploy's name in code: variables, framework objects, and names that such a value was given. */
const variable =
  '(?:NODE_ENV|APP_ENV|ENV|ENVIRONMENT|ENV_NAME|DEPLOY_ENV|DEPLOYMENT_ENV(?:IRONMENT)?|RAILS_ENV|RACK_ENV|FLASK_ENV|DJANGO_ENV|PYTHON_ENV|GO_ENV|STAGE|APP_STAGE|DEPLOY_STAGE|ASPNETCORE_ENVIRONMENT|VERCEL_ENV|MIX_ENV|DJANGO_ENVIRONMENT|DEPLOYMENT)';
const subject = String.raw`(?:process\.env(?:\.${variable}|\[["']${variable}["']\])|(?:os\.)?(?:environ\.get|getenv|environ|Getenv)[([]\s*["']${variable}["'][^\n)\]]{0,40}[)\]]|ENV(?:\.fetch)?[([]\s*["']${variable}["'][^\n)\]]{0,30}[)\]]|env\(\s*["']${variable}["'][^\n)]{0,30}\)|(?:settings|config|self|cfg|conf|app|c|this)\.(?:${variable}|env|environment|Env|Environment|stage)|\b(?:${variable}|env|environment|appEnv|nodeEnv|app_env|environment_name)\b)`;
const deployName = `["'](?:production|prod|staging|stage|live|development|dev|local|preprod|uat|qa)["']`;

/** `subject === "production"`, `Rails.env.production?`, `env.IsProduction()`, `app()->environment('production')`. */
export const comparison = String.raw`(?:${subject}(?:\.(?:lower|strip|upper|toLowerCase)\(\))?\s*(?:===?|!==?|\bin\b)\s*[[(]?\s*${deployName}|${deployName}\s*===?\s*${subject}|Rails\.env\.(?:production|staging|development)\?|Rails\.env\s*==\s*${deployName}|\.Is(?:Production|Staging|Development)\(\)|(?:app\(\)|App|\$app|\$this->app)(?:->|::)(?:environment|isProduction|isLocal)\([^)\n]{0,40}\)|\benvironment\.production\b|\b(?:is_(?:prod|production|dev|development|staging)|is(?:Prod|Production|Dev|Development|Staging)|IS_(?:PROD|PRODUCTION|DEV|DEVELOPMENT|STAGING|HEROKU\w*|LOCAL)|__PROD__|__DEV__)\b)`;

/** A name whose value places, opens or limits something. */
export const configName =
  /(?:^|[._-]|\b)(?:\w*(?:url|uri|host|hostname|domain|endpoint|origin|origins|port|bucket|dsn|redis|broker|smtp|password|secret|api_?key|token|workers|threads|pool|pool_?size|limit|concurrency|ttl|max_\w+|max[A-Z]\w*|timeout|databases?|database_url|forwarded_allow_ips|allowed_hosts|destination|pidfile|address|addr|server|region|account))$/i;

/** Literals that mean another deploy: URLs, hosts, numbers, absolute paths. */
export const deployLiteral =
  /^(?:["'`](?:[a-z][a-z0-9+.-]*:\/\/[^"'`\s]+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:\/[^"'`\s]*)?|\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?|localhost(?::\d+)?|\/(?:home|var|srv|opt|data|mnt)\/[^"'`\s]*|\*)["'`]|\[\s*["'](?:\*|[\w.-]+\.[a-z]{2,}|localhost|127\.0\.0\.1)["'][^\]\n]*\]|-?\d[\d_]*(?:\.\d+)?)$/i;

/** One of these stands in every file that compares with a deploy's name. */
export const nameLiterals: readonly string[] = [
  'production',
  'staging',
  'preprod',
  'development',
  '"prod"',
  "'prod'",
  '"stage"',
  "'stage'",
  '"live"',
  "'live'",
  '"dev"',
  "'dev'",
  '"local"',
  "'local'",
  '"uat"',
  "'uat'",
  '"qa"',
  "'qa'",
  '.IsProduction(',
  '.IsStaging(',
  '.IsDevelopment(',
  'environment(',
  'isLocal(',
  'isProduction(',
  'is_prod',
  'is_dev',
  'is_staging',
  'isProd',
  'isDev',
  'isStaging',
  'IS_',
  '__PROD__',
  '__DEV__',
];
