import { describe, expect, it } from 'vitest';
import { placeOf } from '../../repo/place.ts';
import { factsOf } from '../test/facts-of.ts';

describe('findCommands', () => {
  it('lists each command once, with the kind of file it stands in', () => {
    const files = {
      Dockerfile: 'FROM x\nRUN pip install -r requirements.txt\nCMD ["./start.sh"]\n',
      'start.sh': '#!/bin/sh\nset -e\nexec gunicorn shop.wsgi\n',
      Makefile: 'test:\n\tpytest\n',
      'package.json': '{\n"name":"x","scripts":{"build":"vite build"}}',
      'server.js': 'app.listen(1)\n',
      'bin/backup.sh': 'pg_dump shop\n',
      '.github/workflows/ci.yml': 'on: push\njobs:\n  t:\n    runs-on: x\n    steps:\n      - run: ruff check\n',
      'README.md': '```sh\nrm -rf /\n```\n',
    };
    const { commands } = factsOf(files);
    const listed = commands.all.map(
      ({ command, origin }) => `${origin} ${command.program} ${command.place.path}:${command.place.startLine}`,
    );

    expect(listed).toEqual(
      expect.arrayContaining([
        'image-build pip Dockerfile:2',
        'start gunicorn start.sh:3',
        'makefile pytest Makefile:2',
        'package-script vite package.json:2',
        'script pg_dump bin/backup.sh:1',
        'ci ruff .github/workflows/ci.yml:6',
      ]),
    );
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.join('\n')).not.toContain('README');
  });

  it.each([
    ['FOO=1 exec gunicorn a:b --bind :$PORT', 'gunicorn', ['a:b', '--bind', ':$PORT'], ['exec']],
    ['poetry run celery -A x worker', 'celery', ['-A', 'x', 'worker'], undefined],
    ['npx prisma migrate deploy', 'prisma', ['migrate', 'deploy'], ['npx']],
    ['/usr/local/bin/node server.js', 'node', ['server.js'], []],
  ])('%s runs %s', (line, program, args, wrappers) => {
    const [command] = factsOf({}).commands.parse(line, placeOf('a.sh'));

    expect([command?.program, command?.args]).toEqual([program, args]);
    if (wrappers) expect(command?.wrappers).toEqual(wrappers);
  });

  it('tells what is joined, conditional, remote and in the background', () => {
    const line = 'a && b & if c; then d; fi; ssh host "e"';
    const commands = factsOf({}).commands.parse(line, placeOf('a.sh'));
    const of = (program: string) => commands.find((command) => command.program === program);

    expect(of('b')?.joined).toBe('&&');
    expect(of('b')?.background).toBe(true);
    expect(of('d')?.conditional).toBe(true);
    expect(of('e')?.remote).toBe(true);
  });

  it('scripts, targets and package scripts are found by their name', () => {
    const { commands } = factsOf({
      'a.sh': 'one\ntwo\n',
      Makefile: 'x:\n\tthree\n',
      'package.json': '{"scripts":{"y":"four"}}',
    });

    expect(
      ['a.sh', 'Makefile#x', 'package.json#y', 'none'].map((path) => commands.of(path).map(({ program }) => program)),
    ).toEqual([['one', 'two'], ['three'], ['four'], []]);
  });
});
