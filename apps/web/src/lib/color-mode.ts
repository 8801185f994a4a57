/** Light, dark, or what the system says. Kept in this browser. */
export type ColorMode = 'auto' | 'light' | 'dark';

const storageKey = 'twelvefold.color-mode';

/** The stored choice; `auto` when there is none or storage is closed. */
export function storedColorMode(): ColorMode {
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto';
  }
}

/** Shows the page in a mode and remembers it. */
export function setColorMode(mode: ColorMode): void {
  document.documentElement.dataset.colorMode = mode;
  try {
    localStorage.setItem(storageKey, mode);
  } catch {
    // Storage is closed (private window): the choice holds for this page only.
  }
}
