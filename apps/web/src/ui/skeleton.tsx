import styles from './skeleton.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

interface SkeletonProps {
  /** What is on its way: "audits". */
  label: string;
  rows?: number;
  rowHeightPx?: number;
}

/** Holds the place of content that is on its way, at its size, so that nothing jumps. */
export function Skeleton({ label, rows = 1, rowHeightPx = 36 }: SkeletonProps) {
  return (
    <div className={styles.rows} role="status">
      <VisuallyHidden>Loading {label}…</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move.
        <span key={row} className={styles.block} style={{ height: rowHeightPx }} aria-hidden="true" />
      ))}
    </div>
  );
}
