import type { Scope } from '../scope.ts';

export interface UserFacts {
  id: bigint;
  login: string;
  name: string;
  avatarUrl: string;
}

export async function saveUser(scope: Scope, { id, login, name, avatarUrl }: UserFacts): Promise<void> {
  await scope.run(
    (transaction) => transaction.$executeRaw`
      INSERT INTO "User" ("id", "login", "name", "avatarUrl", "updatedAt") VALUES (${id}, ${login}, ${name}, ${avatarUrl}, now())
      ON CONFLICT ("id") DO UPDATE SET
        "login" = EXCLUDED."login", "name" = EXCLUDED."name", "avatarUrl" = EXCLUDED."avatarUrl", "updatedAt" = now()`,
  );
}
