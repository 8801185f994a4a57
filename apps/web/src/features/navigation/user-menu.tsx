import { SignOutIcon } from '@primer/octicons-react';
import type { SessionUser } from '@twelvefold/contracts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu } from '../../ui/menu.tsx';
import { signOut } from '../session/sign-out.ts';

/** Who is signed in, and the way out. */
export function UserMenu({ user }: { user: SessionUser }) {
  return (
    <Menu
      label={`Account of ${user.login}`}
      title={user.name || user.login}
      align="end"
      isRound
      items={[{ key: 'sign-out', label: 'Sign out', visual: <SignOutIcon />, onSelect: () => void signOut() }]}
    >
      <Avatar login={user.login} url={user.avatarUrl} sizePx={24} />
    </Menu>
  );
}
