import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useParams } from '@tanstack/react-router';
import { auditQuery } from '../features/audits/get-audit.ts';
import { useLiveAudits } from '../features/live/use-live-audits.ts';
import { TopBar } from '../features/navigation/top-bar.tsx';
import { sessionQuery } from '../features/session/get-session.ts';
import { SignIn } from '../features/session/sign-in.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';

/** The frame of every page; without a session the sign-in page stands in it. */
export function RootLayout() {
  const session = useQuery(sessionQuery);
  const params = useParams({ strict: false });
  const location = useLocation();
  const user = session.data?.user ?? null;
  useLiveAudits(user !== null);
  // The screen asks; the frame only reads whose audit it is.
  const audit = useQuery({ ...auditQuery(params.id ?? ''), enabled: false });
  return (
    <>
      <TopBar user={user} login={params.login ?? params.owner ?? audit.data?.repository.owner ?? null} />
      <main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        {session.data && user && <Outlet />}
        {session.data && !user && <SignIn signInUrl={session.data.signInUrl} returnTo={location.href} />}
        {session.isError && !session.data && (
          <Page title="Twelvefold">
            <Failure error={session.error} subject="Your session" onRetry={() => void session.refetch()} />
          </Page>
        )}
      </main>
    </>
  );
}
