import { expect, it } from 'vitest';
import { languageOfPath } from './language-of-path.ts';

it.each([
  ['shop/settings.py', 'python'],
  ['Dockerfile', 'docker'],
  ['deploy/Dockerfile.prod', 'docker'],
  ['.env.production', 'properties'],
  ['compose.yaml', 'yaml'],
  ['config/nginx.conf', 'nginx'],
  ['README', null],
])('the grammar of %s is %s', (path, language) => {
  expect(languageOfPath(path)).toBe(language);
});
