import { CheckIcon } from '@primer/octicons-react';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './menu.module.css';

export interface MenuItem {
  key: string;
  label: string;
  visual?: ReactNode;
  /** Given: the item is one of several of which one is chosen. */
  isChosen?: boolean;
  onSelect: () => void;
}

interface MenuProps {
  /** The name of the button where its content has no text. */
  label?: string;
  /** First line of the menu. */
  title?: string;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
  isRound?: boolean;
  children: ReactNode;
}

/** A button with a small menu. Primer's own menu is not used in the top bar: it would be a quarter of the first load. */
export function Menu({ label, title, items, align = 'start', isRound = false, children }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    const chosen = menu.current?.querySelector<HTMLElement>('[aria-checked="true"]');
    (chosen ?? menu.current?.querySelector<HTMLElement>('button'))?.focus();
  }, [isOpen]);

  function close(): void {
    setIsOpen(false);
    trigger.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.key === 'Escape' || event.key === 'Tab') {
      close();
      return;
    }
    const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
    const at = entries.findIndex((entry) => entry.isSameNode(document.activeElement));
    const targets: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    entries.at(target % entries.length)?.focus();
  }

  function closeOnLeave(event: FocusEvent<HTMLElement>): void {
    if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus left the button and its menu.
    <div className={styles.box} onBlur={closeOnLeave}>
      <button
        ref={trigger}
        type="button"
        className={styles.trigger}
        data-round={isRound}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {children}
      </button>
      {isOpen && (
        <div
          ref={menu}
          className={styles.menu}
          role="menu"
          tabIndex={-1}
          data-align={align}
          aria-label={label ?? title}
          onKeyDown={onKeyDown}
        >
          {title && <div className={styles.title}>{title}</div>}
          {items.map((item) => (
            <MenuEntry
              key={item.key}
              item={item}
              onDone={() => {
                close();
                item.onSelect();
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function MenuEntry({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  const content = (
    <>
      {item.visual}
      {item.label}
      <CheckIcon className={styles.check ?? ''} />
    </>
  );
  return item.isChosen === undefined ? (
    <button type="button" role="menuitem" tabIndex={-1} className={styles.item} onClick={onDone}>
      {content}
    </button>
  ) : (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={item.isChosen}
      tabIndex={-1}
      className={styles.item}
      onClick={onDone}
    >
      {content}
    </button>
  );
}
