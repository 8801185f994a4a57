import { describe, expect, it } from 'vitest';
import { factsOf } from '../test/facts-of.ts';

const text = `ARG PYTHON=3.13
FROM python:\${PYTHON}-slim AS base
ENV A=1 PORT=8000
WORKDIR /app
ENTRYPOINT ["./entry.sh"]
CMD ["serve"]

FROM base AS build
RUN apt-get update \\
 && pip install -r requirements.txt

FROM base
COPY --from=build /venv /venv
ENV A=2
EXPOSE \${PORT} 9000/tcp
CMD ["work"]
`;

describe('findImages', () => {
  it('reads stages, their bases and what is in force in the last', () => {
    const image = factsOf({ Dockerfile: text }).images.at('Dockerfile');
    const stage = image?.final;
    if (!image || !stage) throw new Error('There is no image.');

    expect(image.stages.map((item) => [item.index, item.name, item.base.resolved, item.parent])).toEqual([
      [0, 'base', 'python:3.13-slim', null],
      [1, 'build', 'base', 0],
      [2, null, 'base', 0],
    ]);
    expect(image.lineage(stage).map((item) => item.index)).toEqual([0, 2]);
    expect(image.entrypoint(stage)?.argv).toEqual(['./entry.sh']);
    expect(image.command(stage)?.argv).toEqual(['work']);
    expect([...image.environment(stage)].map(([name, { value, place }]) => [name, value, place.startLine])).toEqual([
      ['A', '2', 14],
      ['PORT', '8000', 3],
    ]);
    expect(image.exposed(stage).map(({ port }) => port)).toEqual([expect.stringMatching(/8000|PORT/), '9000']);
  });

  it('commands of a RUN over several lines stand on their own lines', () => {
    const stage = factsOf({ Dockerfile: text }).images.at('Dockerfile')?.stages[1];

    expect(stage?.instructions[0]?.commands.map((command) => [command.program, command.place.startLine])).toEqual([
      ['apt-get', 9],
      ['pip', 10],
    ]);
  });

  it('an ENTRYPOINT of its own takes the CMD of the stage below away', () => {
    const image = factsOf({ Dockerfile: 'FROM x AS a\nCMD ["one"]\nFROM a\nENTRYPOINT ["two"]\n' }).images.all[0];
    const stage = image?.final;

    expect(stage && image?.command(stage)).toBeNull();
    expect(stage && image?.entrypoint(stage)?.argv).toEqual(['two']);
  });

  it.each([
    ['Dockerfile', 'production'],
    ['Containerfile', 'production'],
    ['docker/web.Dockerfile', 'production'],
    ['Dockerfile.dev', 'development'],
    ['.devcontainer/Dockerfile', 'development'],
    ['tests/Dockerfile', 'test'],
    ['examples/app/Dockerfile', 'example'],
  ])('%s is for %s', (path, purpose) => {
    expect(factsOf({ [path]: 'FROM x\n' }).images.all.map((image) => image.purpose)).toEqual([purpose]);
  });

  it('a header that speaks of development outweighs the name', () => {
    const { images } = factsOf({ Dockerfile: '# Image for local development.\nFROM x\n' });

    expect(images.production).toEqual([]);
  });

  it('an image that starts a development server is for developers where another one runs the app', () => {
    const { images } = factsOf({
      'docker/Dockerfile': 'FROM python:3.13\nCMD ["/app/docker/run.sh"]\n',
      'docker/run.sh': '#!/bin/bash\npython manage.py migrate\nexec python manage.py runserver 0.0.0.0:8000\n',
      'docker/Dockerfile-cloud': 'FROM python:3.13\nCMD ["gunicorn", "shop.wsgi"]\n',
      'other/Dockerfile': 'FROM python:3.13\nCMD ["python", "manage.py", "runserver"]\n',
    });

    expect(images.production.map(({ path }) => path)).toEqual(['docker/Dockerfile-cloud', 'other/Dockerfile']);
  });

  it('takes the build context from compose', () => {
    const { images } = factsOf({
      'deploy/web.Dockerfile': 'FROM x\n',
      'compose.yml': 'services:\n  web:\n    build:\n      context: .\n      dockerfile: deploy/web.Dockerfile\n',
    });

    expect(images.at('deploy/web.Dockerfile')?.context).toBe('');
  });

  it.each(['', 'RUN x\n', '# nothing\n', '\u0000'])('a file without FROM is no image: %j', (content) => {
    expect(factsOf({ Dockerfile: content }).images.all).toEqual([]);
  });
});
