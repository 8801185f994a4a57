import { expect, test } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

test("viper's flags document their variables", () => {
  const { environment } = factsOf({
    'main.go': `package main
func init() {
	root.Flags().Int("port", 80, "port")
	root.PersistentFlags().String("log-level", "info", "level")
	viper.SetEnvPrefix("notes")
	viper.AutomaticEnv()
}`,
  });

  expect(environment.documentation.map(({ kind, names }) => [kind, [...names]])).toEqual([
    ['settings-schema', ['NOTES_PORT', 'NOTES_LOG_LEVEL']],
  ]);
});

test('struct tags and flags with variables document them', () => {
  const { environment } = factsOf({
    'config.go':
      'package main\ntype Config struct {\n\tPort int `env:"PORT"`\n\tURL string `env:"DATABASE_URL,required"`\n}',
  });

  expect(environment.documentation.map(({ names }) => [...names])).toEqual([['PORT', 'DATABASE_URL']]);
});

test('a list of variables in the README documents them where code reads one', () => {
  const code = 'import os\nos.environ["A_KEY"]\nos.environ["B_KEY"]\nos.environ["C_KEY"]\n';
  const { environment } = factsOf({
    'app.py': code,
    'README.md': 'Environment:\n\n    A_KEY       first\n    DATABASE_URL  second\n    OTHER_NAME  third\n',
  });

  expect(environment.documentation.map(({ kind }) => kind)).toEqual(['docs']);
});
