import { AlertIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Page } from '../ui/page.tsx';
import { StateMessage } from '../ui/state-message.tsx';

/** Shown where a screen threw. A chunk that is gone after a deploy ends here too: reloading mends both. */
export function BrokenScreen({ error }: ErrorComponentProps) {
  return (
    <Page title="This page broke">
      <StateMessage
        icon={AlertIcon}
        title="This page broke"
        actions={
          <>
            <Button variant="primary" onClick={() => location.reload()}>
              Reload the page
            </Button>
            <Button as="a" href="/">
              Go to the start page
            </Button>
          </>
        }
      >
        Reload the page: after an update of Twelvefold that is all it needs. If it breaks again, report this:{' '}
        {error instanceof Error ? error.message : 'an unknown error'}
      </StateMessage>
    </Page>
  );
}
