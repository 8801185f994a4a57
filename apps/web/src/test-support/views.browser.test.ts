import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMockApi, type MockApi } from './mock-api.ts';
import { type View, views } from './views.ts';

const policy =
  "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const forms = [
  { colorScheme: 'light', widthPx: 1440 },
  { colorScheme: 'dark', widthPx: 1440 },
  { colorScheme: 'light', widthPx: 390 },
  { colorScheme: 'dark', widthPx: 390 },
] as const;
const only = process.env.VIEWS?.split(',');
const chosen = only ? views.filter((view) => only.includes(view.name)) : views;

let server: PreviewServer;
let browser: Browser;
let origin: string;
let seen = 0;
let violations = 0;

beforeAll(async () => {
  server = await preview({
    root: new URL('../..', import.meta.url).pathname,
    configFile: false,
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port: 0, headers: { 'content-security-policy': policy } },
  });
  origin = server.resolvedUrls?.local[0] ?? '';
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});

afterAll(async () => {
  process.stdout.write(`${violations} violations on ${seen} views\n`);
  await browser.close();
  await server.close();
});

describe.each(forms)('in $colorScheme at $widthPx px', ({ colorScheme, widthPx }) => {
  it.each(chosen)('$name has no accessibility violation, error or overflow', async (view) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: widthPx, height: 900 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        errors.push(message.text());
    });
    await show(page, view);
    const { violations: found } = await new AxeBuilder({ page }).withTags(tags).analyze();
    const overflowPx = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (process.env.SCREENS_DIR) {
      const path = `${process.env.SCREENS_DIR}/${view.name}-${colorScheme}-${widthPx}.png`;
      await page.screenshot({ path, fullPage: true });
    }
    await context.close();

    seen += 1;
    violations += found.length;
    expect(errors).toEqual([]);
    expect(
      found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join('\n')}`),
    ).toEqual([]);
    expect(overflowPx).toBeLessThanOrEqual(0);
  });
});

async function show(page: Page, view: View): Promise<void> {
  const api = createMockApi(view.scenario);
  await page.route('**/api/v1/**', async (route) => {
    const request = route.request();
    if (request.url().endsWith('/api/v1/events')) return route.fulfill(eventStream(api));
    if (view.isOffline && !request.url().endsWith('/session')) return route.abort('connectionfailed');
    const answer = api.answer(request.method(), request.url());
    return route.fulfill({ status: answer.status, contentType: 'application/json', body: await answer.text() });
  });
  await page.goto(new URL(view.path, origin).href);
  await page.locator('h1').first().waitFor();
  await page.locator('[role=status]:has-text("Loading")').first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
}

function eventStream(api: MockApi) {
  const body = api.events.map((event) => `event: audit\ndata: ${JSON.stringify(event)}\n\n`).join('');
  return { status: 200, contentType: 'text/event-stream', body: `retry: 60000\n${body}` };
}
