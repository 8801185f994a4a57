import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';

const themes = ['light', 'dark'] as const;
const widths = { wide: { width: 1440, height: 1000 }, narrow: { width: 390, height: 844 } } as const;
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The system's Chromium; CHROMIUM_PATH names another one. It can reach nothing but this machine. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? places.find((path) => existsSync(path));
  if (!executablePath) throw new Error('No Chromium: install it (apt-get install chromium) or set CHROMIUM_PATH.');
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
  ];
  return chromium.launch({ executablePath, args });
}

/** Accessibility violations of the page as it stands, in both themes: rule and target, one a line. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    for (const { id, nodes } of violations)
      for (const node of nodes) found.push(`${theme} ${id}: ${node.target.join(' ')}`);
  }
  return found;
}

/** Pictures of the page, light and dark, wide and narrow, under SCREENS_DIR; none where it is not set. Fails on sideways scrolling. */
export async function photograph(page: Page, name: string): Promise<void> {
  const directory = process.env.SCREENS_DIR;
  for (const [width, size] of Object.entries(widths)) {
    await page.setViewportSize(size);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      if (!directory) continue;
      await mkdir(directory, { recursive: true });
      await page.screenshot({ path: join(directory, `${name}-${theme}${width === 'narrow' ? '-narrow' : ''}.png`) });
    }
    const excess = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (excess > 0) throw new Error(`${name} scrolls sideways by ${excess} pixels at ${size.width}`);
  }
  await page.setViewportSize(widths.wide);
}
