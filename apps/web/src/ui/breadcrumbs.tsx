import { Link } from '@tanstack/react-router';
import styles from './breadcrumbs.module.css';

export interface Crumb {
  label: string;
  /** Path within the dashboard. */
  to: string;
}

/** The way up from a screen. Nothing where there is no way up. */
export function Breadcrumbs({ crumbs }: { crumbs: Crumb[] }) {
  if (crumbs.length === 0) return null;
  return (
    <nav aria-label="Breadcrumb">
      <ol className={styles.list}>
        {crumbs.map((crumb) => (
          <li key={crumb.to} className={styles.item}>
            <Link to={crumb.to}>{crumb.label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
