import { covers } from '../auth/authorize.ts';
import { newInstallationToken } from '../auth/tokens.ts';
import { isoSeconds } from '../git/read-git.ts';
import { ApiError } from '../http/api-error.ts';
import type { Json } from '../http/endpoint.ts';
import { repositoryShape } from '../shapes/repository-shapes.ts';
import { repositoriesOf } from '../state/find.ts';
import type { InstallationToken, StoredInstallation, StoredRepository } from '../state/state.ts';
import type { World } from '../world/world.ts';

const LIFETIME_MS = 3_600_000;

/** The repositories that the token is narrowed to; null when it is for all. */
function chosenRepositories(world: World, installation: StoredInstallation, body: Json): StoredRepository[] | null {
  const names = body.repositories as string[] | undefined;
  const ids = body.repository_ids as number[] | undefined;
  if (!names && !ids) return null;
  const reachable = repositoriesOf(world.state, installation);
  const chosen = new Set<StoredRepository>();
  const wanted = [
    ...(names ?? []).map((name) => reachable.find((it) => it.name.toLowerCase() === name.toLowerCase())),
    ...(ids ?? []).map((id) => reachable.find((it) => it.id === id)),
  ];
  for (const repository of wanted) {
    if (!repository) {
      throw new ApiError(
        422,
        'There is at least one repository that does not exist or is not accessible to the parent installation.',
      );
    }
    chosen.add(repository);
  }
  return [...chosen];
}

function chosenPermissions(installation: StoredInstallation, body: Json): Record<string, string> {
  const wanted = body.permissions as Record<string, string> | undefined;
  if (!wanted) return { ...installation.permissions };
  for (const [name, level] of Object.entries(wanted)) {
    if (!covers(installation.permissions[name], level)) {
      throw new ApiError(422, 'The permissions requested are not granted to this installation.');
    }
  }
  return { metadata: 'read', ...wanted };
}

function forgetExpired(world: World): void {
  const now = new Date();
  world.state.installationTokens = world.state.installationTokens.filter((it) => new Date(it.expiresAt) > now);
}

/** Makes an installation token for an hour, no wider than the installation. Answers GitHub's `installation-token`. */
export function mintToken(world: World, installation: StoredInstallation, body: Json): Json {
  if (installation.suspendedAt) throw new ApiError(403, 'This installation has been suspended');
  const repositories = chosenRepositories(world, installation, body);
  const token: InstallationToken = {
    token: newInstallationToken(),
    installationId: installation.id,
    repositoryIds: repositories?.map((it) => it.id) ?? null,
    permissions: chosenPermissions(installation, body),
    expiresAt: isoSeconds(new Date(Date.now() + LIFETIME_MS)),
  };
  forgetExpired(world);
  world.state.installationTokens.push(token);
  world.changed();
  return {
    token: token.token,
    expires_at: token.expiresAt,
    permissions: token.permissions,
    repository_selection: repositories ? 'selected' : installation.selection,
    ...(repositories ? { repositories: repositories.map((it) => repositoryShape(world, it)) } : {}),
  };
}
