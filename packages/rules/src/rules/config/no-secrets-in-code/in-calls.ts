import type { CallQuery } from '../../../facts/code-fact.ts';
import type { Facts } from '../../../facts/facts.ts';
import { secretValue } from '../../../facts/secrets/secret-value.ts';
import { literalOf } from '../../../facts/settings/setting-value.ts';
import type { Repo } from '../../../repo/repo.ts';
import { type Credential, isScanned } from './tokens.ts';

interface Use extends CallQuery {
  what: string;
  /** The repository must hold one of these: callees alone are common words. */
  near: string[];
  /** Arguments by name, else by position. */
  names?: string[];
  position?: number;
}

/** Calls that sign, encrypt or log in with the argument as it stands. */
const uses: readonly Use[] = [
  {
    near: ['jsonwebtoken'],
    what: 'the key of a JSON Web Token',
    languages: ['javascript'],
    callees: ['jwt.sign', 'jwt.verify', 'jsonwebtoken.sign', 'jsonwebtoken.verify'],
    position: 1,
  },
  {
    near: ['import jwt', 'from jwt', 'from jose'],
    what: 'the key of a JSON Web Token',
    languages: ['python'],
    callees: ['jwt.encode', 'jwt.decode'],
    names: ['key'],
    position: 1,
  },
  {
    what: 'the key of a JSON Web Token',
    near: ['JWT.'],
    languages: ['ruby'],
    callees: ['JWT.encode', 'JWT.decode'],
    position: 1,
  },
  {
    near: ['express-session', 'cookie-session', '@nestjs/jwt', 'express-jwt', '@fastify/jwt'],
    what: 'the session secret',
    languages: ['javascript'],
    callees: ['session', 'expressSession', 'cookieSession', 'JwtModule.register', 'expressjwt', 'fastifyJwt'],
    names: ['secret'],
  },
  {
    what: 'the cookie secret',
    near: ['cookie-parser'],
    languages: ['javascript'],
    callees: ['cookieParser'],
    position: 0,
  },
  {
    near: ['SessionMiddleware'],
    what: 'the session secret',
    languages: ['python'],
    callees: ['SessionMiddleware', 'add_middleware'],
    names: ['secret_key'],
  },
  {
    near: ['NewCookieStore', 'cookie.NewStore'],
    what: 'the session secret',
    languages: ['go'],
    callees: ['sessions.NewCookieStore', 'cookie.NewStore'],
    position: 0,
  },
  {
    near: ['password=', 'passwd=', 'password ='],
    what: "the database's password",
    languages: ['python'],
    callees: [
      'psycopg2.connect',
      'psycopg.connect',
      'asyncpg.connect',
      'asyncpg.create_pool',
      'pymysql.connect',
      'MySQLdb.connect',
      'mysql.connector.connect',
      'redis.Redis',
      'Redis',
      'StrictRedis',
      'pika.PlainCredentials',
    ],
    names: ['password', 'passwd'],
  },
  {
    near: ["password: '", 'password: "'],
    what: "the database's password",
    languages: ['javascript'],
    callees: [
      'new Pool',
      'new Client',
      'new pg.Pool',
      'new pg.Client',
      'mysql.createConnection',
      'mysql.createPool',
      'mysql2.createConnection',
      'createConnection',
      'createPool',
      'new Redis',
      'new IORedis',
      'new DataSource',
      'TypeOrmModule.forRoot',
    ],
    names: ['password'],
  },
  {
    near: ['new Sequelize'],
    what: "the database's password",
    languages: ['javascript'],
    callees: ['new Sequelize'],
    names: ['password'],
    position: 2,
  },
  {
    what: "the mail server's password",
    near: ['smtplib'],
    languages: ['python'],
    callees: ['server.login', 'smtp.login'],
    position: 1,
  },
];

/** Literal keys and passwords handed to such calls, and the assignments that frameworks take theirs from. */
export function credentialsInCalls(repo: Repo, facts: Facts): Credential[] {
  const found: Credential[] = [];
  for (const { what, near, names = [], position, ...query } of uses) {
    if (facts.code.containing(near, query.languages).length === 0) continue;
    for (const call of facts.code.calls(query)) {
      const named = names.map((name) => call.named[name]).find((text) => text !== undefined);
      const text = named ?? (position === undefined ? undefined : call.positional[position]);
      const literal = literalOf(
        (text ?? '')
          .trim()
          .replace(/^\[\]byte\((?<inner>.*)\)$/s, '$<inner>')
          .replaceAll('`', '"'),
      );
      const kind = literal === null || !/["'`]/.test(text ?? '') ? 'none' : secretValue(literal);
      if (kind === 'none' || !isScanned(repo, facts, call.path)) continue;
      found.push({ place: call.place, what, confidence: kind === 'random' ? 'high' : 'medium' });
    }
  }
  return [...found, ...frameworkKeys(repo, facts), ...connectionStrings(repo, facts), ...hashedPasswords(repo, facts)];
}

/** Flask's `app.secret_key = "…"` and `app.config["SECRET_KEY"] = "…"`. */
function frameworkKeys(repo: Repo, facts: Facts): Credential[] {
  return facts.code
    .search({
      languages: ['python'],
      literals: ['secret_key', 'SECRET_KEY'],
      pattern:
        /\b(?:app|application|\w+_app)\.(?:secret_key|config\[["'](?:JWT_)?SECRET_KEY["']\])\s*=\s*b?(?<quote>["'])(?<value>[^"'\n]{1,200})\k<quote>/g,
    })
    .filter(({ path, match }) => secretValue(match.groups?.value ?? '') !== 'none' && isScanned(repo, facts, path))
    .map(({ place, match }) => ({
      place,
      what: "Flask's secret key",
      confidence: secretValue(match.groups?.value ?? '') === 'random' ? 'high' : 'medium',
    }));
}

/** `Server=db;Username=postgres;Password=postgres` in source. */
function connectionStrings(repo: Repo, facts: Facts): Credential[] {
  return facts.code
    .search({
      literals: ['Password=', 'password=', 'Pwd=', 'pwd='],
      pattern:
        /["'`](?=[^"'`\n]{0,300}\b(?:[Ss]erver|[Hh]ost|Data Source)=)[^"'`\n]{0,300}?\b(?:[Pp]assword|[Pp]wd)=(?<value>[^;"'`\s{}$%+]{1,100})/g,
      inStrings: true,
    })
    .filter(({ path, match }) => {
      const kind = secretValue(match.groups?.value ?? '');
      return kind !== 'none' && kind !== 'marker' && isScanned(repo, facts, path);
    })
    .map(({ place, match }) => ({
      place,
      what: 'a connection string with a password',
      confidence: secretValue(match.groups?.value ?? '') === 'random' ? 'high' : 'medium',
    }));
}

/** A user that is made with a literal password: `'password' => bcrypt('password')` in a migration. Seeds are for development. */
function hashedPasswords(repo: Repo, facts: Facts): Credential[] {
  return facts.code
    .search({
      literals: ['bcrypt(', 'Hash::make(', 'make_password(', 'generate_password_hash(', 'hashSync('],
      pattern:
        /\bpassword["']?\s*(?:=>|:|=)\s*(?:bcrypt|Hash::make|make_password|generate_password_hash|bcrypt\.hashSync)\(\s*(?<quote>["'])(?<value>[^"'\n$]{3,80})\k<quote>/g,
      inStrings: true,
    })
    .filter(({ path }) => isScanned(repo, facts, path))
    .map(({ place }) => ({ place, what: 'a user with a literal password', confidence: 'medium' as const }));
}
