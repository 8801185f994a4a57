import type { Json } from '../http/endpoint.ts';
import { commentShape } from '../shapes/comment-shapes.ts';
import { pullSimple, pullUrls } from '../shapes/pull-shapes.ts';
import { findPull } from '../state/find.ts';
import type { Account, StoredComment, StoredRepository } from '../state/state.ts';
import { emitForRepository } from '../webhooks/emit-events.ts';
import { newId, nowIso, type World } from './world.ts';

/** A pull request as the issue that GitHub also takes it for. */
function issueOf(world: World, repository: StoredRepository, number: number): Json | null {
  const pull = findPull(world.state, repository, number);
  if (!pull) return null;
  const { id, node_id, title, user, state, body, created_at, updated_at, closed_at, author_association } = pullSimple(
    world,
    pull,
  );
  const { html, url, issue } = pullUrls(world, pull);
  const issueFields = {
    id,
    node_id,
    number,
    title,
    user,
    state,
    body,
    created_at,
    updated_at,
    closed_at,
    author_association,
  };
  return {
    ...issueFields,
    url: issue,
    html_url: html,
    locked: false,
    labels: [],
    assignee: null,
    assignees: [],
    milestone: null,
    comments: world.state.comments.filter((it) => it.repositoryId === repository.id && it.number === number).length,
    pull_request: {
      url,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: pull.mergedAt,
    },
  };
}

function emitComment(
  world: World,
  repository: StoredRepository,
  comment: StoredComment,
  action: string,
  sender: Account,
  extra: Json = {},
): void {
  const issue = issueOf(world, repository, comment.number);
  if (!issue) return;
  const shape = commentShape(world, repository, comment);
  emitForRepository(world, {
    name: 'issue_comment',
    action,
    repository,
    sender,
    extra: { issue, comment: shape, ...extra },
  });
}

export function addComment(
  world: World,
  repository: StoredRepository,
  input: { number: number; body: string; author: Account; viaApp: boolean },
): StoredComment {
  const now = nowIso();
  const comment: StoredComment = {
    id: newId(world),
    repositoryId: repository.id,
    number: input.number,
    authorId: input.author.id,
    viaApp: input.viaApp,
    body: input.body,
    createdAt: now,
    updatedAt: now,
  };
  world.state.comments.push(comment);
  emitComment(world, repository, comment, 'created', input.author);
  return comment;
}

export function editComment(
  world: World,
  repository: StoredRepository,
  comment: StoredComment,
  body: string,
  by: Account,
): void {
  const from = comment.body;
  comment.body = body;
  comment.updatedAt = nowIso();
  world.changed();
  emitComment(world, repository, comment, 'edited', by, { changes: { body: { from } } });
}

export function deleteComment(world: World, repository: StoredRepository, comment: StoredComment, by: Account): void {
  world.state.comments = world.state.comments.filter((it) => it.id !== comment.id);
  world.state.reactions = world.state.reactions.filter((it) => it.commentId !== comment.id);
  world.changed();
  emitComment(world, repository, comment, 'deleted', by);
}
