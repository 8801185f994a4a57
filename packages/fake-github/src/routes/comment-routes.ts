import { ApiError, notFound, validationFailed } from '../http/api-error.ts';
import {
  actor,
  created,
  type Endpoint,
  noContent,
  ok,
  type RepositoryRequest,
  repositoryEndpoint,
} from '../http/endpoint.ts';
import { paginate } from '../http/paginate.ts';
import { commentShape, reactionShape } from '../shapes/comment-shapes.ts';
import { findPull } from '../state/find.ts';
import type { StoredComment } from '../state/state.ts';
import { addComment, deleteComment, editComment } from '../world/comments.ts';
import { newId, nowIso, type World } from '../world/world.ts';

const BODY_MAX = 65_536;

function requireComment(world: World, { repository, params }: RepositoryRequest): StoredComment {
  const comment = world.state.comments.find(
    (it) => it.repositoryId === repository.id && String(it.id) === params.comment_id,
  );
  if (!comment) throw notFound();
  return comment;
}

function checkedBody(request: RepositoryRequest): string {
  const body = String(request.body.body ?? '');
  const refuse = (message: string) =>
    validationFailed([{ resource: 'IssueComment', field: 'body', code: 'custom', message }]);
  if (body.trim() === '') throw refuse('body can not be blank');
  if ([...body].length > BODY_MAX) throw refuse(`body is too long (maximum is ${BODY_MAX} characters)`);
  return body;
}

function requireNumber(world: World, { repository, params }: RepositoryRequest): number {
  const number = Number(params.issue_number);
  if (!findPull(world.state, repository, number)) throw notFound();
  return number;
}

/** Comments and their reactions. On a pull request either permission will do. */
export const commentRoutes: Endpoint[] = [
  repositoryEndpoint('issues/list-comments', 'issues|pull_requests:read', (request, world) => {
    const number = requireNumber(world, request);
    const { since } = request.query;
    const comments = world.state.comments.filter(
      (it) => it.repositoryId === request.repository.id && it.number === number && (!since || it.updatedAt >= since),
    );
    const { items, headers } = paginate(request, comments);
    return ok(
      items.map((it) => commentShape(world, request.repository, it)),
      headers,
    );
  }),

  repositoryEndpoint('issues/create-comment', 'issues|pull_requests:write', (request, world) => {
    const number = requireNumber(world, request);
    const author = actor(world, request.caller);
    const comment = addComment(world, request.repository, { number, body: checkedBody(request), author, viaApp: true });
    return created(commentShape(world, request.repository, comment));
  }),

  repositoryEndpoint('issues/get-comment', 'issues|pull_requests:read', (request, world) =>
    ok(commentShape(world, request.repository, requireComment(world, request))),
  ),

  repositoryEndpoint('issues/update-comment', 'issues|pull_requests:write', (request, world) => {
    const comment = requireComment(world, request);
    editComment(world, request.repository, comment, checkedBody(request), actor(world, request.caller));
    return ok(commentShape(world, request.repository, comment));
  }),

  repositoryEndpoint('issues/delete-comment', 'issues|pull_requests:write', (request, world) => {
    deleteComment(world, request.repository, requireComment(world, request), actor(world, request.caller));
    return noContent();
  }),

  repositoryEndpoint('reactions/list-for-issue-comment', 'issues|pull_requests:read', (request, world) => {
    const comment = requireComment(world, request);
    const { content } = request.query;
    const reactions = world.state.reactions.filter(
      (it) => it.commentId === comment.id && (!content || it.content === content),
    );
    const { items, headers } = paginate(request, reactions);
    return ok(
      items.map((it) => reactionShape(world, it)),
      headers,
    );
  }),

  repositoryEndpoint('reactions/create-for-issue-comment', 'issues|pull_requests:write', (request, world) => {
    const comment = requireComment(world, request);
    const account = actor(world, request.caller);
    const content = String(request.body.content);
    const known = world.state.reactions.find(
      (it) => it.commentId === comment.id && it.accountId === account.id && it.content === content,
    );
    if (known) return ok(reactionShape(world, known));
    const reaction = { id: newId(world), commentId: comment.id, accountId: account.id, content, createdAt: nowIso() };
    world.state.reactions.push(reaction);
    return created(reactionShape(world, reaction));
  }),

  repositoryEndpoint('reactions/delete-for-issue-comment', 'issues|pull_requests:write', (request, world) => {
    const comment = requireComment(world, request);
    const reaction = world.state.reactions.find(
      (it) => it.commentId === comment.id && String(it.id) === request.params.reaction_id,
    );
    if (!reaction) throw notFound();
    if (reaction.accountId !== actor(world, request.caller).id)
      throw new ApiError(403, 'You can only delete your own reactions.');
    world.state.reactions = world.state.reactions.filter((it) => it !== reaction);
    world.changed();
    return noContent();
  }),
];
