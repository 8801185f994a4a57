import type { GitCommit } from '../git/read-git.ts';
import type { Json } from '../http/endpoint.ts';
import type { Annotation, StoredCheckRun, StoredCheckSuite, StoredRepository } from '../state/state.ts';
import { nodeId, type World } from '../world/world.ts';
import { appShape } from './app-shapes.ts';
import { pullsOfCommit } from './pull-shapes.ts';
import { repositoryApiUrl, repositoryHtmlUrl, repositoryShape } from './repository-shapes.ts';

export function checkRunShape(world: World, repository: StoredRepository, run: StoredCheckRun): Json {
  const api = repositoryApiUrl(world, repository);
  const html = `${repositoryHtmlUrl(world, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url: `${api}/check-runs/${run.id}`,
    html_url: html,
    details_url: run.detailsUrl ?? world.app.callbackUrls[0] ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${api}/check-runs/${run.id}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: appShape(world),
    pull_requests: pullsOfCommit(world, repository, run.headSha),
  };
}

export function annotationShape(
  world: World,
  repository: StoredRepository,
  run: StoredCheckRun,
  annotation: Annotation,
): Json {
  return {
    path: annotation.path,
    blob_href: `${repositoryHtmlUrl(world, repository)}/blob/${run.headSha}/${encodeURI(annotation.path)}`,
    start_line: annotation.startLine,
    start_column: annotation.startColumn,
    end_line: annotation.endLine,
    end_column: annotation.endColumn,
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
    raw_details: annotation.rawDetails,
  };
}

function simpleCommit(commit: GitCommit): Json {
  const { date: _author, ...author } = commit.author;
  const { date: _committer, ...committer } = commit.committer;
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author,
    committer,
  };
}

export function checkSuiteShape(
  world: World,
  repository: StoredRepository,
  suite: StoredCheckSuite,
  head: GitCommit,
): Json {
  const url = `${repositoryApiUrl(world, repository)}/check-suites/${suite.id}`;
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: suite.status,
    conclusion: suite.conclusion,
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsOfCommit(world, repository, suite.headSha),
    app: appShape(world),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: world.state.checkRuns.filter((it) => it.suiteId === suite.id).length,
    check_runs_url: `${url}/check-runs`,
    head_commit: simpleCommit(head),
    repository: repositoryShape(world, repository),
  };
}
