import { type ReactNode, useEffect, useRef } from 'react';
import { Breadcrumbs, type Crumb } from './breadcrumbs.tsx';
import styles from './page.module.css';

interface PageProps {
  /** The h1 and the document's title. */
  title: string;
  crumbs?: Crumb[];
  /** Shown instead of the plain title inside the h1. */
  heading?: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}

/** Frame of every screen: breadcrumb, h1 that takes the focus after a navigation, facts, actions, content. */
export function Page({ title, crumbs = [], heading, meta, actions, narrow = false, children }: PageProps) {
  return (
    <div className={narrow ? `${styles.page} ${styles.narrow}` : styles.page}>
      <Breadcrumbs crumbs={crumbs} />
      <header className={styles.header}>
        <div className={styles.titles}>
          <PageHeading title={title}>{heading ?? title}</PageHeading>
          {meta && <div className={styles.meta}>{meta}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** False until the first screen stands: on arrival the browser's own focus start is right. */
let hasNavigated = false;

function PageHeading({ title, children }: { title: string; children: ReactNode }) {
  const ref = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = title === 'Twelvefold' ? title : `${title} · Twelvefold`;
  }, [title]);

  useEffect(() => {
    const focused = document.activeElement;
    const isElsewhere =
      focused !== null && focused !== document.body && focused.closest('header[data-top-bar]') !== null;
    const isTyping = focused instanceof HTMLInputElement && isElsewhere;
    if (hasNavigated && !isTyping) ref.current?.focus({ preventScroll: true });
    hasNavigated = true;
  }, []);

  return (
    <h1 className={styles.heading} ref={ref} tabIndex={-1}>
      {children}
    </h1>
  );
}
