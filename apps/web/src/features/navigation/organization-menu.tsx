import { TriangleDownIcon } from '@primer/octicons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu } from '../../ui/menu.tsx';
import { organizationsQuery } from '../organizations/get-organizations.ts';

/** Switches between the organisations the user may see. */
export function OrganizationMenu({ login }: { login: string | null }) {
  const navigate = useNavigate();
  const { data } = useQuery(organizationsQuery);
  const organizations = data?.organizations ?? [];
  if (organizations.length === 0) return null;
  return (
    <Menu
      title="Organisations"
      items={organizations.map((organization) => ({
        key: organization.installationId,
        label: organization.login,
        visual: (
          <Avatar
            login={organization.login}
            url={organization.avatarUrl}
            sizePx={20}
            isSquare={organization.type === 'Organization'}
          />
        ),
        isChosen: organization.login === login,
        onSelect: () => void navigate({ to: '/orgs/$login', params: { login: organization.login }, search: {} }),
      }))}
    >
      {login ?? 'Organisations'}
      <TriangleDownIcon />
    </Menu>
  );
}
