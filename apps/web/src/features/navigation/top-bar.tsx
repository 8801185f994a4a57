import { Link } from '@tanstack/react-router';
import type { SessionUser } from '@twelvefold/contracts';
import { ProductMark } from '../../ui/product-mark.tsx';
import { ColorModeMenu } from './color-mode-menu.tsx';
import { OrganizationMenu } from './organization-menu.tsx';
import { RepositorySearch } from './repository-search.tsx';
import styles from './top-bar.module.css';
import { UserMenu } from './user-menu.tsx';

interface TopBarProps {
  user: SessionUser | null;
  /** The organisation of the page, if it has one. */
  login: string | null;
}

/** The bar on every page. */
export function TopBar({ user, login }: TopBarProps) {
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <header className={styles.bar} data-top-bar>
        <Link to="/" className={styles.home} aria-label="Twelvefold, start page">
          <span className={styles.mark}>
            <ProductMark size={24} />
          </span>
          <span className={styles.word}>Twelvefold</span>
        </Link>
        {user ? (
          <>
            <nav className={styles.links} aria-label="Main">
              <OrganizationMenu login={login} />
              <Link to="/rules" search={{}} className={styles.link}>
                Rules
              </Link>
            </nav>
            <div className={styles.search}>
              <RepositorySearch login={login} />
            </div>
          </>
        ) : (
          <div className={styles.search} />
        )}
        <ColorModeMenu />
        {user && <UserMenu user={user} />}
      </header>
    </>
  );
}
