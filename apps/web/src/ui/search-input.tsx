import { SearchIcon } from '@primer/octicons-react';
import type { ComponentProps } from 'react';
import styles from './search-input.module.css';

/** A text field with a lens. It needs an `aria-label`. */
export function SearchInput(props: ComponentProps<'input'> & { 'aria-label': string }) {
  return (
    <span className={styles.box}>
      <span className={styles.icon}>
        <SearchIcon />
      </span>
      <input type="search" autoComplete="off" spellCheck={false} {...props} className={styles.input} />
    </span>
  );
}
