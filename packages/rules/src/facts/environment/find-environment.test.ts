import { expect, test } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

function readsOf(files: Record<string, string>) {
  return Object.fromEntries(
    factsOf(files).environment.reads.map((read) => [
      read.name,
      { required: read.required, default: read.defaultLiteral, parsed: read.parsed },
    ]),
  );
}

test('Python: the standard library, django-environ, decouple and named helpers', () => {
  const text = [
    'import os',
    'A = os.environ["A_KEY"]',
    'B = os.environ.get("B_KEY", "x")',
    'C = int(os.getenv("C_KEY", 5))',
    'D = env.bool("D_KEY", default=False)',
    'E = config("E_KEY", cast=int)',
    'F = envbool("F_KEY", "True")',
    'G = os.getenv("G_KEY") or "fallback"',
    'H = os.getenv("H_KEY", "").lower() == "true"',
    'os.environ["SET_KEY"] = "1"',
    '# os.environ["COMMENT_KEY"]',
    'help = "set os.environ[\'STRING_KEY\']"',
  ].join('\n');

  expect(readsOf({ 'app/settings.py': text })).toEqual({
    A_KEY: { required: true, default: null, parsed: 'none' },
    B_KEY: { required: false, default: 'x', parsed: 'none' },
    C_KEY: { required: false, default: '5', parsed: 'number' },
    D_KEY: { required: false, default: 'false', parsed: 'boolean' },
    E_KEY: { required: true, default: null, parsed: 'number' },
    F_KEY: { required: false, default: 'True', parsed: 'boolean' },
    G_KEY: { required: false, default: 'fallback', parsed: 'none' },
    H_KEY: { required: false, default: '', parsed: 'boolean' },
  });
});

test('Python: typed settings classes with a prefix', () => {
  const text =
    'from pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="APP_")\n    url: PostgresDsn\n    debug: bool = False\n    port: int = Field(8000, ge=1)\n\ndef other(x: int = 1):\n    y: int = 2\n';

  expect(readsOf({ 'app/config.py': text })).toEqual({
    APP_URL: { required: true, default: null, parsed: 'url' },
    APP_DEBUG: { required: false, default: 'false', parsed: 'boolean' },
    APP_PORT: { required: false, default: '8000', parsed: 'number' },
  });
});

test('JavaScript: members, destructuring, schemas and configuration services', () => {
  const files = {
    'src/server.ts':
      "const port = Number(process.env.PORT ?? 3000);\nconst { A_KEY, B_KEY = 'b' } = process.env;\nconst c = process.env['C_KEY'] || 'c';\nprocess.env.SET_KEY = '1';\nconst d = config.getOrThrow('D_KEY');\n",
    'src/env.ts':
      'export const env = z.object({\n  E_KEY: z.string().url(),\n  F_KEY: z.coerce.number().default(5),\n  G_KEY: z.string().optional(),\n}).parse(process.env);\n',
  };

  expect(readsOf(files)).toEqual({
    PORT: { required: false, default: '3000', parsed: 'number' },
    A_KEY: { required: false, default: null, parsed: 'none' },
    B_KEY: { required: false, default: 'b', parsed: 'none' },
    C_KEY: { required: false, default: 'c', parsed: 'none' },
    D_KEY: { required: true, default: null, parsed: 'none' },
    E_KEY: { required: true, default: null, parsed: 'url' },
    F_KEY: { required: false, default: '5', parsed: 'number' },
    G_KEY: { required: false, default: null, parsed: 'string' },
  });
});

test('Ruby, Go, PHP, Java, Elixir, C# and Rust', () => {
  const reads = readsOf({
    'config/a.rb':
      'ENV.fetch("R_ONE")\nENV.fetch("R_TWO", 3).to_i\nENV.fetch("R_THREE") { "x" }\nENV["R_FOUR"] || "y"\n',
    'main.go':
      'package main\nvar a = os.Getenv("G_ONE")\ntype c struct {\n\tB string `env:"G_TWO" envDefault:"x"`\n\tC int `env:"G_THREE,required"`\n}\n',
    'app.php': "<?php\n$a = env('P_ONE', 'x');\n$b = getenv('P_TWO') ?: 'y';\n",
    'src/main/java/A.java': '@Value("${app.timeout:5}") int t;\nString s = System.getenv("J_TWO");\n',
    'config/runtime.exs':
      'System.fetch_env!("E_ONE")\nSystem.get_env("E_TWO", "4000")\nSystem.get_env("E_THREE") || raise "no"\n',
    'src/main.rs':
      'fn main() { let a = env::var("S_ONE").expect("S_ONE"); let b = env::var("S_TWO").unwrap_or_else(|_| "x".into()); }\n',
  });

  expect(reads).toMatchObject({
    R_ONE: { required: true },
    R_TWO: { required: false, default: '3' },
    R_THREE: { required: false, default: 'x' },
    R_FOUR: { default: 'y' },
    G_ONE: { required: false },
    G_TWO: { default: 'x' },
    G_THREE: { required: true, parsed: 'number' },
    P_ONE: { default: 'x' },
    P_TWO: { default: 'y' },
    APP_TIMEOUT: { default: '5' },
    J_TWO: { required: false },
    E_ONE: { required: true },
    E_TWO: { default: '4000' },
    E_THREE: { required: true },
    S_ONE: { required: true },
    S_TWO: { required: false, default: 'x' },
  });
});

test('a map that is called env is no environment', () => {
  expect(readsOf({ 'src/a.ts': "const env = new Map();\nenv.get('NOT_READ');\n" })).toEqual({});
});

test('an example file, app.json and a typed schema document; comments in an example count, a changelog does not', () => {
  const { environment } = factsOf({
    'src/a.js': 'const a = process.env.DATABASE_URL; const b = process.env.API_TOKEN;\n',
    '.env.example': 'DATABASE_URL=postgres://localhost/x\n# API_TOKEN=\n',
    'app.json': '{"env":{"DATABASE_URL":{"description":"x"}}}',
    'CHANGELOG.md': 'DATABASE_URL and API_TOKEN\n',
  });

  expect(environment.documentation.map((item) => [item.kind, [...item.names].sort()])).toEqual([
    ['example-file', ['API_TOKEN', 'DATABASE_URL']],
    ['app-json', ['DATABASE_URL']],
  ]);
  expect(environment.variable('API_TOKEN')).toMatchObject({ secret: true, documented: [{ path: '.env.example' }] });
});

test('JavaScript: other names of process.env, in the same file and in those that import it', () => {
  const reads = readsOf({
    'package.json': '{"name":"web"}',
    'server/utils/environment.ts': 'export default withSecrets(process.env);\n',
    'server/env.ts':
      'import environment from "./utils/environment";\nexport const PORT = Number(environment.PORT) || 3000;\n',
    'server/mail.ts': 'import environment from "./mail-settings";\nexport const from = environment.SENDER;\n',
    'worker.js': 'const env = process.env;\nconst url = env.QUEUE_URL;\nother.env.NOT_READ;\nenv.SET_KEY = "1";\n',
  });

  expect(reads).toEqual({
    PORT: { required: false, default: '3000', parsed: 'number' },
    QUEUE_URL: { required: false, default: null, parsed: 'none' },
  });
});
