import { readCommit, resolveRef } from '../git/read-git.ts';
import { commitTree, mergeTrees } from '../git/write-git.ts';
import { accountById } from '../state/find.ts';
import type { StoredCheckRun } from '../state/state.ts';
import { requestAction, rerequestCheckRun } from '../world/check-runs.ts';
import { addComment } from '../world/comments.ts';
import { mergePull } from '../world/merges.ts';
import { openPullRequest, setPullState } from '../world/pulls.ts';
import { commit, moveBranch } from '../world/pushes.ts';
import { gitDirectory } from '../world/world.ts';
import { visiblePull } from './pull-page.ts';
import {
  field,
  type PageContext,
  PageError,
  type PageRoute,
  repositoryPath,
  requireViewer,
  visibleRepository,
  writableRepository,
} from './serve-pages.ts';

async function push(context: PageContext) {
  const { repository, by } = writableRepository(context);
  const { world } = context;
  const path = field(context, 'path').trim();
  const isRemoval = field(context, 'remove') === 'yes';
  // Browsers send line ends as CRLF; a shell script with those would not run.
  const content = field(context, 'content').replaceAll('\r\n', '\n');
  const text = content === '' || content.endsWith('\n') ? content : `${content}\n`;
  const { sha } = await commit(world, {
    owner: accountById(world.state, repository.ownerId).login,
    repo: repository.name,
    branch: field(context, 'branch').trim(),
    message: field(context, 'message').trim() || `${isRemoval ? 'Delete' : 'Change'} ${path}`,
    author: { login: by.login, name: by.name, email: by.email },
    files: { [path]: isRemoval ? null : text },
  });
  return { redirect: `${repositoryPath(world, repository)}/commit/${sha}` };
}

async function openPull(context: PageContext) {
  const { repository, by } = writableRepository(context);
  const { world } = context;
  const directory = gitDirectory(world, repository);
  const branch = field(context, 'branch');
  const sha = await resolveRef(world.git, directory, `refs/heads/${branch}`);
  if (!sha) throw new PageError(404, `There is no branch ${branch}.`);
  const { message } = await readCommit(world.git, directory, sha);
  const [title = branch, ...rest] = message.split('\n');
  const pull = await openPullRequest(world, {
    owner: accountById(world.state, repository.ownerId).login,
    repo: repository.name,
    head: branch,
    base: repository.defaultBranch,
    title,
    body: rest.join('\n').trim(),
    author: by.login,
  });
  return { redirect: `${repositoryPath(world, repository)}/pull/${pull.number}` };
}

async function mergeBranch(context: PageContext) {
  const { repository, by } = writableRepository(context);
  const { world } = context;
  const directory = gitDirectory(world, repository);
  const branch = field(context, 'branch');
  const main = repository.defaultBranch;
  const sha = await world.exclusively(repository, async () => {
    const head = await resolveRef(world.git, directory, `refs/heads/${branch}`);
    const base = await resolveRef(world.git, directory, `refs/heads/${main}`);
    if (!head || !base) throw new PageError(404, `There is no branch ${branch}.`);
    const tree = await mergeTrees(world.git, directory, base, head);
    if (!tree) throw new PageError(409, `${branch} conflicts with ${main}.`);
    const { message } = await readCommit(world.git, directory, head);
    const after = await commitTree(world.git, directory, {
      tree,
      parents: [base, head],
      message: `${message.split('\n')[0]}\n\nMerge branch '${branch}'\n`,
      author: { name: by.name, email: by.email },
      date: new Date(),
    });
    await moveBranch(world, repository, { branch: main, after, by });
    return after;
  });
  return { redirect: `${repositoryPath(world, repository)}/commit/${sha}` };
}

function visibleRun(context: PageContext): StoredCheckRun {
  const { repository } = writableRepository(context);
  const run = context.world.state.checkRuns.find(
    (it) => it.repositoryId === repository.id && String(it.id) === context.params.id,
  );
  if (!run) throw new PageError(404, 'There is no such check run.');
  return run;
}

/** Back to where the button was pressed: the pull request of the commit, else the commit. */
function afterRun(context: PageContext, run: StoredCheckRun) {
  const { world } = context;
  const repository = visibleRepository(context);
  const pull = world.state.pulls.findLast((it) => it.repositoryId === repository.id && it.headSha === run.headSha);
  const page = pull ? `pull/${pull.number}#checks` : `commit/${run.headSha}#run-${run.id}`;
  return { redirect: `${repositoryPath(world, repository)}/${page}` };
}

async function onPull(context: PageContext) {
  const { repository, by } = writableRepository(context);
  const { world, params } = context;
  const pull = visiblePull(context);
  if (params.action === 'close') await setPullState(world, pull, 'closed', by);
  else if (params.action === 'reopen') await setPullState(world, pull, 'open', by);
  else if (params.action !== 'merge') throw new PageError(404, 'There is no such button.');
  else if (!(await mergePull(world, pull, by))) throw new PageError(409, 'It conflicts with its base, or is closed.');
  return { redirect: `${repositoryPath(world, repository)}/pull/${pull.number}` };
}

/** What the buttons and forms of a repository's pages do. */
export const repositoryActions: PageRoute[] = [
  { method: 'POST', path: '/:owner/:repo/push', answer: push },
  { method: 'POST', path: '/:owner/:repo/branches/pull', answer: openPull },
  { method: 'POST', path: '/:owner/:repo/branches/merge', answer: mergeBranch },
  {
    method: 'POST',
    path: '/:owner/:repo/runs/:id/rerequest',
    answer(context) {
      const run = visibleRun(context);
      const { repository, by } = writableRepository(context);
      rerequestCheckRun(context.world, repository, run, by);
      return afterRun(context, run);
    },
  },
  {
    method: 'POST',
    path: '/:owner/:repo/runs/:id/action',
    answer(context) {
      const run = visibleRun(context);
      const { repository, by } = writableRepository(context);
      const identifier = field(context, 'identifier');
      if (!run.actions.some((action) => action.identifier === identifier))
        throw new PageError(404, 'There is no such button.');
      requestAction(context.world, repository, run, identifier, by);
      return afterRun(context, run);
    },
  },
  {
    method: 'POST',
    path: '/:owner/:repo/pull/:number/comment',
    answer(context) {
      const { world } = context;
      const pull = visiblePull(context);
      const repository = visibleRepository(context);
      const body = field(context, 'body').trim();
      if (body === '') throw new PageError(400, 'Write something first.');
      const comment = addComment(world, repository, {
        number: pull.number,
        body,
        author: requireViewer(context),
        viaApp: false,
      });
      return { redirect: `${repositoryPath(world, repository)}/pull/${pull.number}#issuecomment-${comment.id}` };
    },
  },
  { method: 'POST', path: '/:owner/:repo/pull/:number/:action', answer: onPull },
];
