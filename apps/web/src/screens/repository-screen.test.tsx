import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../test-support/render-app.tsx';

describe('the repository page', () => {
  it('draws thirteen charts of which each leads to the audit of its newest point', async () => {
    renderApp('/repos/acme/storefront');

    const charts = await screen.findAllByRole('link', { name: /Opens the audit/ });
    expect(charts).toHaveLength(13);
    expect(new Set(charts.map((chart) => chart.getAttribute('href'))).size).toBe(1);
    expect(charts[0]?.getAttribute('href')).toMatch(/^\/audits\/00000000-/);
  });

  it('moves along the points by arrow keys, in all charts together', async () => {
    renderApp('/repos/acme/storefront');
    const [chart] = await screen.findAllByRole('link', { name: /^Score \d/ });
    if (!chart) throw new Error('There is no chart.');
    const newest = chart.getAttribute('href');

    fireEvent.focus(chart);
    fireEvent.keyDown(chart, { key: 'ArrowLeft' });

    expect(chart.getAttribute('href')).not.toBe(newest);
    const other = screen.getAllByRole('link', { name: /^Codebase/ })[0];
    expect(other?.getAttribute('href')).toBe(chart.getAttribute('href'));
    fireEvent.keyDown(chart, { key: 'End' });
    expect(chart.getAttribute('href')).toBe(newest);
  });

  it('shows the same numbers as a table, by the address', async () => {
    const { router } = renderApp('/repos/acme/storefront?days=30');
    fireEvent.click(await screen.findByRole('button', { name: 'Table' }));

    await screen.findByRole('table', { name: 'Scores of each audit by factor' });
    expect(router.state.location.search).toEqual({ days: 30, view: 'table' });
    expect(screen.getAllByRole('columnheader')).toHaveLength(16);
  });

  it('says that the first audit runs where there is no score yet', async () => {
    renderApp('/repos/acme/returns');

    expect(await screen.findByRole('progressbar')).toBeDefined();
    expect(await screen.findByText(/The trend begins with the first one/)).toBeDefined();
  });
});

it('keeps the time shown in the address', async () => {
  const { router } = renderApp('/repos/acme/storefront?view=table');

  fireEvent.click(await screen.findByRole('link', { name: '365 days' }));

  await waitFor(() => expect(router.state.location.search).toEqual({ view: 'table', days: 365 }));
  await waitFor(() => expect(screen.getByRole('link', { name: '365 days' }).getAttribute('aria-current')).toBe('true'));
  expect(screen.getByRole('link', { name: '90 days' }).hasAttribute('aria-current')).toBe(false);
});
