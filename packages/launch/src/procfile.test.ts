import { expect, test } from 'vitest';
import { parseProcfile } from './procfile.ts';

test('release is kept apart from the process types', () => {
  const procfile = parseProcfile(
    '# comment\nrelease: node migrate.ts\nweb: node web.ts --port $PORT\n\nworker: node worker.ts\n',
  );

  expect(procfile).toEqual({
    release: 'node migrate.ts',
    processes: [
      { type: 'web', command: 'node web.ts --port $PORT' },
      { type: 'worker', command: 'node worker.ts' },
    ],
  });
});

test('a line that is no process type names itself', () => {
  expect(() => parseProcfile('web node web.ts')).toThrow('Procfile line 1');
});
