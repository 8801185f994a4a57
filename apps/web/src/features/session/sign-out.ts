import { requestNothing } from '../../lib/request-json.ts';

/** Ends the session and shows the sign-in page. A full load, so that nothing of the last user stays in memory. */
export async function signOut(): Promise<void> {
  await requestNothing('/auth/sign-out', { method: 'POST' });
  location.assign('/');
}
