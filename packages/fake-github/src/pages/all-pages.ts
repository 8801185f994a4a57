import { accountPages } from './account-pages.ts';
import { appPages } from './app-pages.ts';
import { commitPages } from './commit-page.ts';
import { filePages } from './file-pages.ts';
import { pullPage } from './pull-page.ts';
import { repositoryActions } from './repository-actions.ts';
import { repositoryPage } from './repository-page.ts';
import type { PageRoute } from './serve-pages.ts';
import { signInPages } from './sign-in-pages.ts';

export const allPages: PageRoute[] = [
  ...signInPages,
  ...appPages,
  ...accountPages,
  repositoryPage,
  pullPage,
  ...commitPages,
  ...filePages,
  ...repositoryActions,
];
