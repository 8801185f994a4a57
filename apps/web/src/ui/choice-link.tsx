import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

interface ChoiceProps extends ComponentProps<'a'> {
  isChosen: boolean;
}

function Choice({ isChosen, children, ...props }: ChoiceProps) {
  return (
    <a {...props} aria-current={isChosen ? 'true' : undefined}>
      {children}
    </a>
  );
}

/** A link that is one of several choices. The screen says which is chosen: the router's own guess marks every link whose address is a part of the page's. */
export const ChoiceLink = createLink(Choice);
