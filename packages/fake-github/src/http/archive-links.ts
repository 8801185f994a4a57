import { createHmac, randomBytes } from 'node:crypto';
import { sameSecret } from '../auth/tokens.ts';
import { accountById } from '../state/find.ts';
import type { StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';

/** A private archive's link lives this long. */
const LIFETIME_SECONDS = 300;

export interface ArchiveLinks {
  sign(repository: StoredRepository, sha: string): string;
  /** `path` without the query. */
  isValid(path: string, token: string): boolean;
}

export function createArchiveLinks(world: World): ArchiveLinks {
  const secret = randomBytes(32);

  function signature(path: string, expires: number): string {
    return createHmac('sha256', secret).update(`${path} ${expires}`).digest('hex');
  }

  return {
    sign(repository, sha) {
      const owner = accountById(world.state, repository.ownerId).login;
      const path = `/${owner}/${repository.name}/legacy.tar.gz/${sha}`;
      const expires = Math.floor(Date.now() / 1000) + LIFETIME_SECONDS;
      return `${world.urls.archive}${path}?token=${expires}.${signature(path, expires)}`;
    },
    isValid(path, token) {
      const [expires = '', given = ''] = token.split('.');
      return Number(expires) > Date.now() / 1000 && sameSecret(given, signature(path, Number(expires)));
    },
  };
}
