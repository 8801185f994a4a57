import { roleIn } from '../auth/user-access.ts';
import type { Json } from '../http/endpoint.ts';
import { accountById } from '../state/find.ts';
import type { StoredComment, StoredReaction, StoredRepository } from '../state/state.ts';
import { nodeId, type World } from '../world/world.ts';
import { simpleUser } from './account-shapes.ts';
import { appShape } from './app-shapes.ts';
import { repositoryApiUrl, repositoryHtmlUrl } from './repository-shapes.ts';

export const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];

function association(world: World, repository: StoredRepository, comment: StoredComment): string {
  const author = accountById(world.state, comment.authorId);
  if (author.type === 'Bot') return 'NONE';
  if (author.id === repository.ownerId) return 'OWNER';
  return roleIn(world.state, author, repository.ownerId) ? 'MEMBER' : 'NONE';
}

export function commentShape(world: World, repository: StoredRepository, comment: StoredComment): Json {
  const api = repositoryApiUrl(world, repository);
  const url = `${api}/issues/comments/${comment.id}`;
  const reactions = world.state.reactions.filter((it) => it.commentId === comment.id);
  return {
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/pull/${comment.number}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.number}`,
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    user: simpleUser(world, accountById(world.state, comment.authorId)),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    body: comment.body,
    author_association: association(world, repository, comment),
    reactions: {
      url: `${url}/reactions`,
      total_count: reactions.length,
      ...Object.fromEntries(REACTIONS.map((name) => [name, reactions.filter((it) => it.content === name).length])),
    },
    performed_via_github_app: comment.viaApp ? appShape(world) : null,
  };
}

export function reactionShape(world: World, reaction: StoredReaction): Json {
  return {
    id: reaction.id,
    node_id: nodeId('Reaction', reaction.id),
    user: simpleUser(world, accountById(world.state, reaction.accountId)),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}
