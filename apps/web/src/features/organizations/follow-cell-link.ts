import type { MouseEvent } from 'react';

/** Follows a cell's plain link without loading the page anew. Clicks that mean a new tab or window are the browser's. */
export function followCellLink(event: MouseEvent<HTMLElement>, go: (href: string) => void): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = event.target instanceof Element ? event.target.closest('td > a') : null;
  const href = link?.getAttribute('href');
  if (!href?.startsWith('/')) return;
  event.preventDefault();
  go(href);
}
