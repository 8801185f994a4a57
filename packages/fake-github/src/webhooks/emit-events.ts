import type { Json } from '../http/endpoint.ts';
import { simpleOrganization, simpleUser } from '../shapes/account-shapes.ts';
import { installationShape } from '../shapes/app-shapes.ts';
import { repositoryShape } from '../shapes/repository-shapes.ts';
import { accountById, installationOf } from '../state/find.ts';
import type { Account, StoredInstallation, StoredRepository } from '../state/state.ts';
import { nodeId, type World } from '../world/world.ts';

interface RepositoryEventInput {
  name: string;
  action: string | null;
  repository: StoredRepository;
  sender: Account;
  extra?: Json;
}

function organizationOf(world: World, accountId: number): Json {
  const account = accountById(world.state, accountId);
  return account.type === 'Organization' ? { organization: simpleOrganization(world, account) } : {};
}

/** An event about a repository; goes out only where the App is installed on it. */
export function emitForRepository(world: World, input: RepositoryEventInput): void {
  const { name, action, repository, sender, extra } = input;
  const installation = installationOf(world.state, repository);
  const payload: Json = {
    ...(action === null ? {} : { action }),
    ...extra,
    repository: { ...repositoryShape(world, repository), ...(extra?.repository as Json | undefined) },
    ...organizationOf(world, repository.ownerId),
    sender: simpleUser(world, sender),
    ...(installation
      ? { installation: { id: installation.id, node_id: nodeId('IntegrationInstallation', installation.id) } }
      : {}),
  };
  world.emit({ name, action, repository, installation, payload });
}

/** An event about an installation itself, with the whole of it in the payload. */
export function emitForInstallation(
  world: World,
  input: { name: string; action: string; installation: StoredInstallation; sender: Account; extra?: Json },
): void {
  const { name, action, installation, sender, extra } = input;
  const payload: Json = {
    action,
    installation: installationShape(world, installation),
    ...extra,
    ...organizationOf(world, installation.accountId),
    sender: simpleUser(world, sender),
  };
  world.emit({ name, action, repository: null, installation, payload });
}
