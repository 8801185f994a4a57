import type { KeyboardEvent } from 'react';

/** Keys inside the heat map: j and k between repositories, arrows between the cells of a row and the rows. */
export function moveFocusByKey(event: KeyboardEvent<HTMLElement>): void {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const focused = document.activeElement;
  const target =
    event.key === 'j' || event.key === 'k'
      ? besideRow(event.currentTarget, focused, event.key)
      : besideCell(focused, event.key);
  if (!target) return;
  event.preventDefault();
  target.focus();
}

function besideRow(region: HTMLElement, focused: Element | null, key: 'j' | 'k'): HTMLElement | undefined {
  const links = [...region.querySelectorAll<HTMLElement>('[data-row-link]')];
  const row = focused?.closest('tr') ?? null;
  const index = links.findIndex((link) => row?.contains(link));
  if (index === -1) return links[0];
  return links[key === 'j' ? index + 1 : index - 1];
}

function besideCell(focused: Element | null, key: string): HTMLElement | undefined {
  const row = focused?.closest('tbody tr');
  if (!focused || !row) return undefined;
  const links = [...row.querySelectorAll<HTMLElement>('a')];
  const index = links.findIndex((link) => link.isSameNode(focused));
  if (index === -1) return undefined;
  if (key === 'ArrowRight') return links[index + 1];
  if (key === 'ArrowLeft') return links[index - 1];
  if (key === 'ArrowDown') return linksOf(row.nextElementSibling)[index];
  if (key === 'ArrowUp') return linksOf(row.previousElementSibling)[index];
  return undefined;
}

function linksOf(row: Element | null): HTMLElement[] {
  return row ? [...row.querySelectorAll<HTMLElement>('a')] : [];
}
