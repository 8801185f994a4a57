import { parseJson } from '../../../repo/parsers/json.ts';
import type { Repo } from '../../../repo/repo.ts';

/** `https://github.com/acme/shop.git`, `git@github.com:acme/shop.git` → `acme`; null where there is none. */
export function ownerOfUrl(url: string): string | null {
  return (
    /(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)[/:](?<owner>[\w.-]+)\//
      .exec(url)
      ?.groups?.owner?.toLowerCase() ?? null
  );
}

/** Who the repository belongs to, as its own files say; null where none does. */
export function ownerOfRepository(repo: Repo): string | null {
  const module = /^module[ \t]+(?<url>\S+)/m.exec(repo.text('go.mod'))?.groups?.url;
  const root = repo.parsed('package.json', parseJson)?.root;
  const address = root?.get('repository', 'url')?.text() ?? root?.get('repository')?.text();
  const project = /^(?:repository|source|homepage)[ \t]*=[ \t]*"(?<url>[^"]+)"/im.exec(repo.text('pyproject.toml'))
    ?.groups?.url;
  for (const url of [module, address, project]) {
    const owner = url ? ownerOfUrl(`${url.replace(/^github:/, 'github.com/')}/`) : null;
    if (owner) return owner;
  }
  return mostNamed(repo.text('README.md'));
}

/** Badges and clone lines of a README name its own repository more often than any other. */
function mostNamed(text: string): string | null {
  const counts = new Map<string, number>();
  for (const match of text.matchAll(
    /(?:git clone \S*|\]\(|badge[^\s)]{0,80})(?:github|gitlab)\.com[/:](?<owner>[\w.-]+)\//g,
  )) {
    const owner = match.groups?.owner?.toLowerCase() ?? '';
    counts.set(owner, (counts.get(owner) ?? 0) + (match[0].startsWith('git clone') ? 5 : 1));
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best && best[1] >= 2 ? best[0] : null;
}
