import { findAccount } from '../state/find.ts';
import type { Account } from '../state/state.ts';
import { isAllowedCallback, issueCode } from '../world/oauth.ts';
import type { World } from '../world/world.ts';
import { type Html, html } from './html.ts';
import { avatar } from './layout.ts';
import { field, localPath, type PageContext, PageError, type PageRoute, signIn } from './serve-pages.ts';

function roles(world: World, account: Account): string {
  const organizations = world.state.accounts.filter((it) => it.type === 'Organization');
  const texts = organizations.flatMap((organization) => {
    const role = organization.members.find((member) => member.accountId === account.id)?.role;
    return role ? [`${role} of ${organization.name}`] : [];
  });
  return texts.join(', ') || 'no organization';
}

/** One button for each person; the hidden fields come along. */
function people({ world, viewer }: PageContext, action: string, hidden: Record<string, string>): Html {
  const users = world.state.accounts.filter((it) => it.type === 'User');
  const fields = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const buttons = users.map(
    (user) => html`<button name="login" value="${user.login}">${avatar(user, true)}
      <span><strong>${user.name}</strong>${user.id === viewer?.id ? ' (you)' : ''}<br><span class="soft small">@${user.login} · ${roles(world, user)}</span></span></button>`,
  );
  return html`<form method="post" action="${action}" class="people">${fields}${buttons}</form>`;
}

function chosenPerson(context: PageContext): Account {
  const account = findAccount(context.world.state, field(context, 'login'));
  if (account?.type !== 'User') throw new PageError(404, 'There is no such person.');
  return account;
}

const OAUTH_FIELDS = ['client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method', 'scope'];

interface AuthorizeRequest {
  redirectUri: string;
  state: string | null;
  challenge: string | null;
}

function backTo(redirectUri: string, values: Record<string, string | null>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(values)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}

/** Reads the request as GitHub does. A string: where to send the browser with the mistake. */
function readAuthorize(world: World, given: Record<string, string>): AuthorizeRequest | string {
  if (given.client_id !== world.app.clientId) throw new PageError(404, 'No App has this client_id.');
  const registered = world.app.callbackUrls[0];
  const redirectUri = given.redirect_uri || registered;
  if (!redirectUri || !registered) throw new PageError(404, 'The App has no callback address.');
  const state = given.state ?? null;
  if (!isAllowedCallback(world, redirectUri)) {
    const description = 'The redirect_uri MUST match the registered callback URL for this application.';
    return backTo(registered, { error: 'redirect_uri_mismatch', error_description: description, state });
  }
  const challenge = given.code_challenge || null;
  if (challenge && given.code_challenge_method !== 'S256') {
    return backTo(redirectUri, {
      error: 'invalid_request',
      error_description: 'code_challenge_method must be S256.',
      state,
    });
  }
  return { redirectUri, state, challenge };
}

export const signInPages: PageRoute[] = [
  {
    method: 'GET',
    path: '/login',
    answer(context) {
      const hidden = { return_to: localPath(context.query.return_to) };
      const body = html`<div class="narrow"><h1>Who are you?</h1>
        <p class="soft">There are no passwords here. Choose the person that you want to be.</p>${people(context, '/login', hidden)}</div>`;
      return { title: 'Sign in', body };
    },
  },
  {
    method: 'POST',
    path: '/login',
    answer(context) {
      signIn(context.reply, chosenPerson(context));
      return { redirect: localPath(field(context, 'return_to')) };
    },
  },
  {
    method: 'POST',
    path: '/logout',
    answer({ reply }) {
      reply.header('set-cookie', 'fake_github_login=; Path=/; Max-Age=0');
      return { redirect: '/' };
    },
  },
  {
    method: 'GET',
    path: '/login/oauth/authorize',
    answer(context) {
      const asked = readAuthorize(context.world, context.query);
      if (typeof asked === 'string') return { redirect: asked };
      const hidden = Object.fromEntries(
        OAUTH_FIELDS.flatMap((name) => (context.query[name] ? [[name, context.query[name]]] : [])),
      );
      const { name } = context.world.app;
      const body = html`<div class="narrow"><h1>Sign in to ${name}</h1>
        <p class="soft">${name} will know who you are and which repositories you may see. It returns to
        <span class="mono">${new URL(asked.redirectUri).host}</span>.</p>${people(context, '/login/oauth/authorize', hidden)}</div>`;
      return { title: `Sign in to ${name}`, body };
    },
  },
  {
    method: 'POST',
    path: '/login/oauth/authorize',
    answer(context) {
      const given = Object.fromEntries(OAUTH_FIELDS.map((name) => [name, field(context, name)]));
      const asked = readAuthorize(context.world, given);
      if (typeof asked === 'string') return { redirect: asked };
      const account = chosenPerson(context);
      const { redirectUri, challenge, state } = asked;
      signIn(context.reply, account);
      const code = issueCode(context.world, { account, redirectUri, challenge });
      return { redirect: backTo(redirectUri, { code, state: state || null }) };
    },
  },
];
