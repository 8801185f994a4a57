import { type ReactNode, useId } from 'react';
import styles from './panel.module.css';

interface PanelProps {
  title: string;
  note?: ReactNode;
  aside?: ReactNode;
  /** Content that brings its own padding (lists, tables) says false. */
  padded?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

/** A titled box. */
export function Panel({ title, note, aside, padded = true, className, children }: PanelProps) {
  const id = useId();
  return (
    <section className={className ? `${styles.panel} ${className}` : styles.panel} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.title} id={id}>
          {title}
        </h2>
        {note && <span className={styles.note}>{note}</span>}
        {aside && <div className={styles.aside}>{aside}</div>}
      </div>
      <div className={padded ? styles.padded : undefined}>{children}</div>
    </section>
  );
}
