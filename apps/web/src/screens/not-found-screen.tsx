import { QuestionIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import { Page } from '../ui/page.tsx';
import { StateMessage } from '../ui/state-message.tsx';

/** An address that leads nowhere. */
export function NotFoundScreen() {
  return (
    <Page title="Page not found">
      <StateMessage
        icon={QuestionIcon}
        title="There is no page at this address"
        actions={
          <Button as="a" href="/">
            Go to the start page
          </Button>
        }
      >
        The link may be mistyped or older than the page. Press / to jump to a repository by its name.
      </StateMessage>
    </Page>
  );
}
