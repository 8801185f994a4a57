import type { Account } from '../state/state.ts';
import type { World } from '../world/world.ts';
import { type Html, html, trusted } from './html.ts';
import { STYLE } from './style.ts';

export interface Crumb {
  text: string;
  href: string;
}

export interface PageInput {
  title: string;
  crumbs?: Crumb[];
  body: Html;
  /** Loads the page again after so many seconds: for what is not finished yet. */
  refreshSeconds?: number | null;
}

export function avatar(account: Account, isBig = false): Html {
  const kind = account.type === 'Organization' ? ' org' : '';
  return html`<img class="avatar${kind}${isBig ? ' big' : ''}" src="/avatars/u/${account.id}" alt="">`;
}

function who(viewer: Account | null, here: string): Html {
  if (!viewer) return html`<a href="/login?return_to=${encodeURIComponent(here)}">Sign in</a>`;
  return html`${avatar(viewer)} <a href="/${viewer.login}">${viewer.name}</a>
    <form class="line" method="post" action="/logout"><button>Sign out</button></form>`;
}

/** A whole page: what it is, who is looking, where one is. */
export function layout(world: World, viewer: Account | null, here: string, page: PageInput): string {
  const crumbs = (page.crumbs ?? []).map(
    ({ text, href }, index) => html`${index > 0 ? ' / ' : ''}<a href="${href}">${text}</a>`,
  );
  const refresh = page.refreshSeconds ? html`<meta http-equiv="refresh" content="${page.refreshSeconds}">` : null;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${refresh}
<title>${page.title} · Fake GitHub</title>
<link rel="icon" href="data:,"><style>${trusted(STYLE)}</style>
</head>
<body>
<header class="top"><div>
  <a class="mark" href="/">Fake GitHub</a><span class="tag">for ${world.app.name}, on this machine</span>
  <span class="who">${who(viewer, here)}</span>
</div></header>
<main>
${crumbs.length > 0 ? html`<nav class="crumbs" aria-label="Where you are">${crumbs}</nav>` : null}
${page.body}
</main>
</body>
</html>`.markup;
}
