import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskSecrets, maskSnippet } from './mask-secrets.ts';

/** Composed at run time, so that this repository holds no literal that looks like a secret. */
const join = (...parts: string[]) => parts.join('');
const secrets: Record<string, string> = {
  'an AWS key': join('AKI', 'A', 'IOSFODNN7', 'EXAMPLF'),
  'a GitHub token': join('gh', 'p_', 'b'.repeat(36)),
  'a GitHub App token': join('gh', 's_', 'c'.repeat(36)),
  'a fine-grained GitHub token': join('github', '_pat_', 'd'.repeat(22), '_', 'e'.repeat(59)),
  'a Stripe key': join('sk', '_live_', 'f'.repeat(24)),
  'a Slack token': join('xox', 'b-123456789012-', 'g'.repeat(24)),
  'a JWT': join('eyJ', 'hbGciOiJIUzI1NiJ9', '.', 'eyJ', 'zdWIiOiIxIn0', '.', 'h'.repeat(43)),
  "Django's start key": join('django', '-insecure-', 'j'.repeat(50)),
  'a Google key': join('AI', 'za', 'k'.repeat(35)),
  'an npm token': join('np', 'm_', 'l'.repeat(36)),
  'an OpenAI key': join('sk', '-proj-', 'm1N'.repeat(12)),
  'a SendGrid key': join('S', 'G.', 'n'.repeat(22), '.', 'o'.repeat(43)),
  base64: Buffer.from('secret-key-value-for-testing').toString('base64'),
  'an AWS secret key': join('wJalrXUtnFEMI', '/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'),
  hex: '0123456789abcdef'.repeat(2),
  'a password that people make': join('P@ss', 'w0rd-', '0123456789'),
};

describe('secrets are masked', () => {
  test.each(Object.entries(secrets))('%s, wherever it stands', (_kind, secret) => {
    const places = [
      `SECRET_KEY = """${secret}"""`,
      `DATABASES = {"default": "${secret}"}`,
      `value: '${secret}' # production`,
      `const key = process.env.KEY || "${secret}";`,
    ];

    for (const place of places) expect(maskSnippet(place)).not.toContain(secret);
  });

  test.each(['a bare value = %', 'header: Bearer %', 'run --x % --y', 'é%'])(
    'known tokens need no quotes: %s',
    (place) => {
      for (const [kind, secret] of Object.entries(secrets)) {
        if (kind.startsWith('a password')) continue;
        expect(maskSecrets(place.replace('%', secret))).not.toContain(secret);
      }
    },
  );

  const hunter = join('hunt', 'er2', 'abc');
  test.each([
    `postgres://admin:${hunter}@db.internal:5432/prod`,
    `redis://:${hunter}@r:6379/0`,
    `https://x:${hunter}/with@slash@example.com/`,
    `https://${hunter}@github.com/x/y`,
    `password: ${hunter}`,
    `DB_PASS=${hunter}`,
    `PGPASSWORD=${hunter} psql -h db`,
    `mysql --password=${hunter}`,
    `"password": "${hunter}",`,
    `'password' => '${hunter}',`,
    `os.environ.get("SECRET_KEY", "${hunter}")`,
    `process.env.JWT_SECRET || '${hunter}'`,
    `app.config['SECRET_KEY'] = '${hunter}'`,
    `ENV SECRET_KEY ${''}"${hunter}"`,
    `\${DB_PASSWORD:-${hunter}}`,
    `api_key := \`${hunter}\``,
    `api_key = b'${hunter}'`,
    `password = "${hunter} that never ends`,
    `curl -u admin:${hunter} https://x`,
    `Authorization: Basic ${hunter}`,
    `The variable "SECRET_KEY" has the default "${hunter}".`,
  ])('a password by its place: %s', (line) => {
    expect(maskSnippet(line)).not.toContain(hunter);
    expect(maskSnippet(line)).toContain('****');
  });

  test('a private key to its end, over many lines', () => {
    const key = `${join('-----BEGIN RSA ', 'PRIVATE KEY-----')}\nMIIE${'i'.repeat(60)}\n${join('-----END RSA ', 'PRIVATE KEY-----')}`;

    expect(maskSnippet(`KEY = """${key}"""`)).toBe('KEY = """****');
    expect(maskSnippet(key.split('\n')[1] ?? '')).toBe('****');
  });
});

describe('what is no secret stays readable', () => {
  test.each([
    'DEBUG = True',
    'CMD ["gunicorn", "shop.wsgi", "--bind", "0.0.0.0:8000"]',
    'SECRET_KEY = os.environ["SECRET_KEY"]',
    'SECRET_KEY: str',
    'secret: process.env.SESSION_SECRET,',
    'url = "postgres://app:${DB_PASSWORD}@db/shop"',
    'password: ${{ secrets.DB_PASSWORD }}',
    `FROM node@sha256:${'0123456789abcdef'.repeat(4)}`,
    `uses: actions/checkout@${'0123456789'.repeat(4)}`,
    'from app.config.settings.production.base_settings import SomethingVeryLongAndNamed2',
    "The app's start command doesn't wait, and it isn't a worker.",
    'git clone ssh://git@github.com/x/y',
    'HEALTHCHECK CMD curl -f http://localhost:8000/healthz',
    'image: registry.example.com/team/some-service-name:2024-01-31-build',
  ])('%s', (line) => {
    expect(maskSnippet(line)).toBe(line);
  });
});

describe('a snippet is safe to show', () => {
  test('it is one line of at most 200 characters', () => {
    expect(maskSnippet(`a\n  b\tc\r\nd ${'é '.repeat(500)}`)).toMatch(/^a b c d é.{0,199}…$/);
    expect(maskSnippet('x y '.repeat(500))).toHaveLength(200);
    expect(maskSnippet(`${'x '.repeat(99)}x😀😀`)).not.toMatch(/[\uD800-\uDBFF]…?$/);
  });

  test.each(['\u001b[2J', '\u202e', '\u2066', '\u200b', '\ufeff', '\u0000', '\u00ad', '\u{e0041}', '\u2028'])(
    'nothing in it moves a cursor, hides or turns text: %j',
    (hidden) => {
      expect(maskSnippet(`x = ${hidden}y`)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    },
  );

  test('any text whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const snippet = maskSnippet(text);
        expect(snippet.length).toBeLessThanOrEqual(200);
        expect(snippet).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  test('the cut of a long text never shows the half of a secret', () => {
    const token = join('gh', 'p_', 'b'.repeat(36));
    for (let padding = 19_940; padding < 20_010; padding++) {
      expect(maskSecrets(`${'x'.repeat(padding - 1)} ${token}`)).not.toContain('gh' + 'p_b');
    }
  });
});

describe('hostile texts take linear time', () => {
  test.each<[string, string]>([
    ['colons', 'a:'],
    ['URLs', '://a:'],
    ['open strings', '"\\'],
    ['quotes', '"'],
    ['underscores', '_'],
    ['secret words', 'secret'],
    ['secret assignments', 'token='],
    ['shell defaults', '${secret'],
    ['JWT starts', 'eyJaaaaaaaaa'],
    ['PEM starts', '-----BEGIN '],
    ['at signs', ':@'],
    ['blanks', ' '],
  ])('%s', (_what, unit) => {
    const text = unit.repeat(1_000_000 / unit.length);
    const started = process.cpuUsage();

    maskSecrets(text.slice(0, 19_000));
    maskSecrets(text);

    // A quadratic pattern takes seconds here; a linear one some milliseconds.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(150);
  });
});
