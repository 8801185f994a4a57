import { LinkExternalIcon, OrganizationIcon, PlusIcon } from '@primer/octicons-react';
import { Button, Label } from '@primer/react';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import type { Organization } from '@twelvefold/contracts';
import { organizationsQuery } from '../features/organizations/get-organizations.ts';
import { sessionQuery } from '../features/session/get-session.ts';
import { formatCount } from '../lib/format.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateMessage } from '../ui/state-message.tsx';
import styles from './organizations-screen.module.css';

/** Where Twelvefold is installed for this user. With one place only, that place is the start page. */
export function OrganizationsScreen() {
  const list = useQuery(organizationsQuery);
  const session = useQuery(sessionQuery);
  const organizations = list.data?.organizations;
  const only = organizations?.length === 1 ? organizations[0] : undefined;
  if (only) return <Navigate to="/orgs/$login" params={{ login: only.login }} search={{}} replace />;

  const install = session.data && (
    <Button as="a" href={session.data.installUrl} leadingVisual={PlusIcon} trailingVisual={LinkExternalIcon}>
      Install on another account
    </Button>
  );
  return (
    <Page title="Organisations" narrow actions={organizations && organizations.length > 0 ? install : undefined}>
      {list.isPending && <Skeleton label="organisations" rows={3} rowHeightPx={56} />}
      {list.isError && (
        <Failure error={list.error} subject="The list of organisations" onRetry={() => void list.refetch()} />
      )}
      {organizations?.length === 0 && <NotInstalled installUrl={session.data?.installUrl ?? null} />}
      {organizations && organizations.length > 1 && (
        <ul className={styles.list}>
          {organizations.map((organization) => (
            <OrganizationRow key={organization.installationId} organization={organization} />
          ))}
        </ul>
      )}
    </Page>
  );
}

function OrganizationRow({ organization }: { organization: Organization }) {
  return (
    <li className={styles.row}>
      <Avatar
        login={organization.login}
        url={organization.avatarUrl}
        sizePx={32}
        isSquare={organization.type === 'Organization'}
      />
      <Link className={styles.name} to="/orgs/$login" params={{ login: organization.login }} search={{}}>
        {organization.login}
      </Link>
      {organization.suspended && <Label variant="attention">Suspended</Label>}
      <span className={styles.count}>{formatCount(organization.repositories, 'repository', 'repositories')}</span>
    </li>
  );
}

function NotInstalled({ installUrl }: { installUrl: string | null }) {
  return (
    <StateMessage
      icon={OrganizationIcon}
      title="Twelvefold is not installed yet"
      actions={
        installUrl && (
          <Button as="a" variant="primary" href={installUrl} trailingVisual={LinkExternalIcon}>
            Install on GitHub
          </Button>
        )
      }
    >
      Install the GitHub App on your organisation or account and choose repositories: that is the whole set-up. Within a
      minute each repository has its first audit, and it shows up here.
    </StateMessage>
  );
}
