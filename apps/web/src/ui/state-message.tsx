import type { Icon } from '@primer/octicons-react';
import type { ReactNode } from 'react';
import styles from './state-message.module.css';

interface StateMessageProps {
  icon: Icon;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}

/** A state in place of content: what is going on, and what to do. */
export function StateMessage({ icon: IconComponent, title, children, actions }: StateMessageProps) {
  return (
    <div className={styles.message}>
      <span className={styles.icon}>
        <IconComponent size={24} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{children}</p>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
