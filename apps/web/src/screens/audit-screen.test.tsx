import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../test-support/render-app.tsx';
import { seedAuditId, seedRepositories } from '../test-support/seed-repositories.ts';

function pathOf(name: string, search = ''): string {
  const repository = seedRepositories('acme', Date.now()).find((entry) => entry.name === name);
  const newest = (repository?.points.length ?? 0) - (repository?.newest ? 0 : 1);
  return `/audits/${seedAuditId(repository?.index ?? 0, newest)}${search}`;
}

describe('the audit page', () => {
  it('says each verdict in a word, failing rules first', async () => {
    renderApp(pathOf('legacy-billing', '?factor=config'));

    const panel = await screen.findByRole('region', { name: 'III. Config' });
    const words = [...panel.querySelectorAll('[data-verdict]')].map((verdict) => verdict.textContent);
    expect(words).toHaveLength(11);
    expect(words[0]).toBe('Fails');
    expect(words.lastIndexOf('Fails')).toBeLessThan(words.indexOf('Passes'));
  });

  it('shows what fails, and folds what asks nothing of the reader into one line', async () => {
    renderApp(pathOf('legacy-billing'));

    const panel = await screen.findByRole('region', { name: 'III. Config' });
    const shown = () => [...panel.querySelectorAll('[data-verdict]')].map((verdict) => verdict.textContent);
    expect(new Set(shown())).toEqual(new Set(['Fails']));

    const fold = panel.querySelector('details:last-of-type');
    expect(fold?.textContent).toMatch(/\d+ pass/);
    fold?.setAttribute('open', '');
    fold?.dispatchEvent(new Event('toggle'));
    await waitFor(() => expect(shown()).toHaveLength(11));
  });

  it('opens the rule that the address names, with the fix and the lines on GitHub', async () => {
    renderApp(pathOf('legacy-billing', '?rule=config%2Fno-secret-defaults'));

    const place = await screen.findByRole('link', { name: 'shop/settings/base.py:31–34' });
    expect(place.getAttribute('href')).toMatch(/\/blob\/[0-9a-f]{40}\/shop\/settings\/base\.py#L31-L34$/);
    expect(screen.getByText('How to fix it')).toBeDefined();
  });

  it('narrows to a verdict and a factor, and the address holds both', async () => {
    const { router } = renderApp(pathOf('legacy-billing'));
    const filter = await screen.findByRole('navigation', { name: 'Filter by verdict' });

    expect(within(filter).getByRole('link', { name: /^All/ }).getAttribute('aria-current')).toBe('true');
    fireEvent.click(within(filter).getByRole('link', { name: /Passes/ }));
    await waitFor(() => expect(router.state.location.search).toEqual({ verdict: 'pass' }));
    fireEvent.click(screen.getByRole('link', { name: /XI.*Logs/ }));

    await waitFor(() => expect(router.state.location.search).toEqual({ verdict: 'pass', factor: 'logs' }));
    await waitFor(() => {
      const words = [...document.querySelectorAll('summary [data-verdict]')].map((verdict) => verdict.textContent);
      expect(new Set(words)).toEqual(new Set(['Passes']));
    });
  });

  it('gives the reason of a failed audit and no score', async () => {
    renderApp(pathOf('fulfilment'));

    expect(await screen.findByText(/403, the App may not read contents/)).toBeDefined();
    expect(screen.queryByText('Grade')).toBeNull();
  });

  it('shows progress while it runs, and no button to run it twice', async () => {
    renderApp(pathOf('notifications'));

    expect(await screen.findByRole('progressbar')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Re-audit' }).hasAttribute('disabled')).toBe(true);
  });
});
