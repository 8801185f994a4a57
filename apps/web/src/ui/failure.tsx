import { AlertIcon, LockIcon, PlugIcon, SignInIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import { ApiError, OfflineError } from '../lib/request-json.ts';
import { StateMessage } from './state-message.tsx';

interface FailureProps {
  error: Error;
  /** What could not be shown: "This repository". */
  subject: string;
  onRetry: () => void;
}

/** Why a screen has nothing to show, told apart: signed out, not allowed or not there, offline, broken. */
export function Failure({ error, subject, onRetry }: FailureProps) {
  const retry = <Button onClick={onRetry}>Try again</Button>;
  if (error instanceof OfflineError) {
    return (
      <StateMessage icon={PlugIcon} title="Twelvefold can not be reached" actions={retry}>
        Your connection or the server is away. What you saw last stays in this tab; try again in a moment.
      </StateMessage>
    );
  }
  if (error instanceof ApiError && error.status === 401) {
    const back = encodeURIComponent(location.pathname + location.search);
    return (
      <StateMessage
        icon={SignInIcon}
        title="You are signed out"
        actions={
          <Button as="a" variant="primary" href={`/auth/sign-in?return=${back}`}>
            Sign in with GitHub
          </Button>
        }
      >
        Your session has ended. Sign in and you come back to this page.
      </StateMessage>
    );
  }
  if (error instanceof ApiError && (error.status === 403 || error.status === 404)) {
    return (
      <StateMessage
        icon={LockIcon}
        title={`${subject} is not here for you`}
        actions={
          <>
            <Button as="a" href="/">
              All organisations
            </Button>
            {retry}
          </>
        }
      >
        It does not exist, Twelvefold is not installed on it, or your GitHub account may not see it. Ask an owner of the
        organisation, or look at the address.
      </StateMessage>
    );
  }
  return (
    <StateMessage icon={AlertIcon} title={`${subject} could not be loaded`} actions={retry}>
      {error.message}
    </StateMessage>
  );
}
