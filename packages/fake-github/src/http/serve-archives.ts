import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { findRepository } from '../state/find.ts';
import { gitDirectory, type World } from '../world/world.ts';
import type { ArchiveLinks } from './archive-links.ts';

/** The host behind the links of the tarball endpoint: another origin, which takes the link's token and no other credential. */
export function serveArchives(server: FastifyInstance, world: World, links: ArchiveLinks): void {
  server.get('/:owner/:repo/legacy.tar.gz/:sha', async (request, reply) => {
    const { owner = '', repo = '', sha = '' } = request.params as Record<string, string>;
    const { token = '' } = request.query as Record<string, string>;
    const repository = findRepository(world.state, owner, repo);
    const isAllowed = links.isValid(request.url.split('?')[0] ?? '', token) || repository?.isPrivate === false;
    if (!repository || !isAllowed || !/^[0-9a-f]{40}$/.test(sha))
      return reply.code(404).type('text/plain').send('404: Not Found');
    const name = `${owner}-${repo}-${sha.slice(0, 7)}`;
    const git = spawn(
      'git',
      [`--git-dir=${gitDirectory(world, repository)}`, 'archive', '--format=tar.gz', `--prefix=${name}/`, sha],
      {
        env: {
          PATH: process.env.PATH ?? '',
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_GLOBAL: join(world.directory, 'gitconfig'),
        },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    git.on('error', (error) => world.log('git archive could not be started', { error: String(error) }));
    reply.raw.on('close', () => git.kill());
    return reply
      .type('application/x-gzip')
      .header('content-disposition', `attachment; filename=${name}.tar.gz`)
      .send(git.stdout);
  });
}
