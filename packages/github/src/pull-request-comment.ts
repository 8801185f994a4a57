import { z } from 'zod';
import type { GitHubApp } from './github-app.ts';
import { RepositoryGone } from './github-errors.ts';
import { type RepositoryTarget, withInstallation, writePullRequests } from './installation-client.ts';
import { pageSize, readPages } from './paginate.ts';
import { commentMarker } from './render/comment-marker.ts';

export interface CommentTarget extends RepositoryTarget {
  pullNumber: number;
}

const CommentAnswer = z.object({
  id: z.coerce.bigint(),
  body: z.string().nullish(),
  performed_via_github_app: z.object({ id: z.coerce.bigint(), client_id: z.string().optional() }).nullish(),
});

/**
 * Writes the one comment of a pull request and answers its id: edits the comment `commentId`; where that is null or gone, looks for the one
 * with our marker that this App wrote; else creates it.
 */
export async function upsertPullRequestComment(
  app: GitHubApp,
  target: CommentTarget,
  { commentId, body }: { commentId: bigint | null; body: string },
): Promise<bigint> {
  if (commentId !== null && (await editComment(app, target, commentId, body))) return commentId;
  const found = await findComment(app, target);
  if (found !== null && (await editComment(app, target, found, body))) return found;
  return withInstallation(app, scopeOf(target), 'commenting', async (octokit) => {
    const { data } = await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner: target.owner,
      repo: target.name,
      issue_number: target.pullNumber,
      body,
    });
    return BigInt(data.id);
  });
}

/** False where the comment was deleted. */
async function editComment(app: GitHubApp, target: CommentTarget, id: bigint, body: string): Promise<boolean> {
  try {
    await withInstallation(app, scopeOf(target), 'editing the comment', (octokit) =>
      octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        owner: target.owner,
        repo: target.name,
        comment_id: Number(id),
        body,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof RepositoryGone) return false;
    throw error;
  }
}

/** By marker and by author: anyone may copy a marker. */
async function findComment(app: GitHubApp, target: CommentTarget): Promise<bigint | null> {
  const comments = await withInstallation(app, scopeOf(target), 'looking for the comment', (octokit) =>
    readPages(z.array(CommentAnswer), (page) =>
      octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        owner: target.owner,
        repo: target.name,
        issue_number: target.pullNumber,
        per_page: pageSize,
        page,
      }),
    ),
  );
  const { appId, clientId } = app.options;
  const ours = comments.find(({ body, performed_via_github_app: author }) => {
    if (!body?.startsWith(commentMarker) || !author) return false;
    return String(author.id) === appId || author.client_id === clientId;
  });
  return ours?.id ?? null;
}

function scopeOf(target: CommentTarget) {
  return { ...target, permissions: writePullRequests };
}
