/** Addresses of a repository's pages on GitHub. */
export interface RepositoryLinks {
  html: string;
  commit(sha: string): string;
  checkRun(id: bigint): string;
  /** Lines of a file at a commit; the whole file where there are none. */
  lines(sha: string, path: string, startLine: number, endLine: number): string;
}

interface Place {
  owner: string;
  name: string;
  /** Empty while GitHub has only mentioned the repository. */
  htmlUrl: string;
}

export function repositoryLinks(webUrl: string, { owner, name, htmlUrl }: Place): RepositoryLinks {
  const html = htmlUrl === '' ? `${webUrl}/${encodeURIComponent(owner)}/${encodeURIComponent(name)}` : htmlUrl;
  return {
    html,
    commit: (sha) => `${html}/commit/${sha}`,
    checkRun: (id) => `${html}/runs/${id}`,
    lines(sha, path, startLine, endLine) {
      // A path is whatever a repository holds: each of its parts is text, not address.
      const file = `${html}/blob/${sha}/${path.split('/').map(encodeURIComponent).join('/')}`;
      if (startLine < 1) return file;
      return endLine > startLine ? `${file}#L${startLine}-L${endLine}` : `${file}#L${startLine}`;
    },
  };
}
