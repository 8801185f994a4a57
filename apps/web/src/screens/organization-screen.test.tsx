import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp, SilentEventSource } from '../test-support/render-app.tsx';
import { seedAuditId } from '../test-support/seed-repositories.ts';

function namesInOrder(): (string | null)[] {
  return [...document.querySelectorAll('[data-row-link]')].map((link) => link.textContent);
}

describe('the organisation page', () => {
  it('shows a table of repositories and factors, worst first, with the score printed in each cell', async () => {
    renderApp('/orgs/acme');

    const table = await screen.findByRole('table');
    expect(namesInOrder()[0]).toBe('old-intranet');
    const row = within(table).getByRole('link', { name: 'old-intranet' }).closest('tr');
    expect(row?.querySelectorAll('td[data-band] a')).toHaveLength(12);
    expect(within(table).getByRole('columnheader', { name: /Score/ }).getAttribute('aria-sort')).toBe('ascending');
  });

  it('keeps the order and the filters in the address', async () => {
    const { router } = renderApp('/orgs/acme');
    await screen.findByRole('table');

    fireEvent.click(screen.getByRole('button', { name: /Repository/ }));
    fireEvent.change(await screen.findByLabelText('Filter by name'), { target: { value: 'api' } });
    fireEvent.change(screen.getByLabelText('Language'), { target: { value: 'Java' } });

    await waitFor(() => expect(router.state.location.search).toEqual({ sort: 'name', q: 'api', language: 'Java' }));
    await waitFor(() => expect(namesInOrder()).toEqual(['checkout-api']));
  });

  it('opens as the address says', async () => {
    renderApp('/orgs/acme?language=PHP&sort=name&desc=true');

    await screen.findByRole('table');
    expect(namesInOrder()).toEqual(['partner-portal', 'old-intranet', 'legacy-billing']);
  });

  it('moves with a running audit without a reload', async () => {
    renderApp('/orgs/acme?q=notifications');
    await screen.findByRole('table');

    const event = {
      auditId: auditOfNotifications(),
      repositoryId: '9005',
      state: 'running',
      phase: 'judging',
      percent: 88,
    };
    act(() => {
      SilentEventSource.last?.dispatchEvent(new MessageEvent('audit', { data: JSON.stringify(event) }));
    });

    expect(await screen.findByText(/Running 88%/)).toBeDefined();
  });

  it('says what to do when the App may read no repository', async () => {
    renderApp('/orgs/acme', 'empty-organization');

    expect(await screen.findByText('No repositories yet')).toBeDefined();
    expect(screen.getByRole('link', { name: /Choose repositories/ }).getAttribute('href')).toContain(
      'installations/new',
    );
  });

  it('tells a missing permission from a broken server', async () => {
    renderApp('/orgs/secret', 'forbidden');

    expect(await screen.findByText('This organisation is not here for you')).toBeDefined();
  });
});

it('shows the sign-in page with the way back when nobody is signed in', async () => {
  renderApp('/orgs/acme?q=x', 'signed-out');

  const link = await screen.findByRole('link', { name: 'Sign in with GitHub' });
  expect(link.getAttribute('href')).toBe(`/auth/sign-in?return=${encodeURIComponent('/orgs/acme?q=x')}`);
});

it('leads to the only organisation at once', async () => {
  const { router } = renderApp('/', 'one-organization');

  await waitFor(() => expect(router.state.location.pathname).toBe('/orgs/acme'));
});

function auditOfNotifications(): string {
  const link = document.querySelector('td[data-band] a')?.getAttribute('href') ?? '';
  const points = Number.parseInt(/0{4}05(?<at>[0-9a-f]{6})\?/.exec(link)?.groups?.at ?? '0', 16);
  return seedAuditId(5, points + 1);
}
