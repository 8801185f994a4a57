import type {
  AuditEvent,
  Organization,
  OrganizationOverview,
  RepositoryOverview,
  RuleCatalogue,
  RuleDetail,
  Session,
} from '@twelvefold/contracts';
import { factorNames, parseFactor } from '../lib/factors.ts';
import { seedAudit } from './seed-audit.ts';
import {
  gradeOf,
  type SeedRepository,
  seedAuditId,
  seedRepositories,
  seedRow,
  seedSummary,
} from './seed-repositories.ts';
import { seedRuleDocs } from './seed-rule-docs.ts';
import { seedRules } from './seed-rules.ts';

/** The situations that screens must stand. */
export type Scenario =
  | 'full'
  | 'signed-out'
  | 'no-organizations'
  | 'one-organization'
  | 'empty-organization'
  | 'first-audits'
  | 'forbidden'
  | 'broken';

export interface MockApi {
  answer: (method: string, url: string) => Response;
  /** Events of the audits that run in the seeds. */
  events: AuditEvent[];
}

const dayMs = 86_400_000;
const avatar =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"%3E%3Cpath fill="%230969da" d="M0 0h8v8H0z"/%3E%3Cpath fill="%23fff" d="M2 2h1v2h2V2h1v4H2z"/%3E%3C/svg%3E';

/** Answers the API's requests from seeds, by the contracts. For development without a server, and for tests. */
export function createMockApi(scenario: Scenario = 'full', now: number = Date.now()): MockApi {
  const repositories = scenario === 'empty-organization' ? [] : seedRepositories('acme', now);
  const shown =
    scenario === 'first-audits'
      ? repositories.slice(0, 6).map(
          (repository): SeedRepository => ({
            ...repository,
            points: [],
            newest: { state: repository.index === 0 ? 'running' : 'queued', reason: '' },
          }),
        )
      : repositories;

  function answer(method: string, url: string): Response {
    const { pathname, searchParams } = new URL(url, 'http://mock.example');
    const [resource, ...rest] = pathname.replace('/api/v1/', '').split('/').map(decodeURIComponent);
    if (pathname === '/auth/sign-out') return new Response(null, { status: 204 });
    if (resource === 'session') return json(session(scenario));
    if (scenario === 'broken') return problem(500, 'internal', 'Something broke on our side. Try again in a moment.');
    if (scenario === 'forbidden') return problem(404, 'not-found', 'There is nothing here that you may see.');
    if (resource === 'organizations') return organizations(rest, Number(searchParams.get('days') ?? 90));
    if (resource === 'repositories')
      return repository(rest, Number(searchParams.get('days') ?? 90), searchParams.get('cursor'));
    if (resource === 'audits') return audit(method, rest);
    if (resource === 'rules') return rules(rest);
    return problem(404, 'not-found', 'There is nothing at this address.');
  }

  function organizations([login, part]: string[], days: number): Response {
    if (login === undefined) return json({ organizations: organizationList(scenario, shown.length) });
    if (login !== 'acme') return problem(404, 'not-found', 'There is no such organisation that you may see.');
    if (part === 'trend') return json({ days, points: organizationPoints(shown, days, now) });
    return json(organizationOverview(shown));
  }

  function repository([owner, name, part]: string[], days: number, cursor: string | null): Response {
    const found = shown.find((entry) => entry.owner === owner && entry.name === name);
    if (!found) return problem(404, 'not-found', 'There is no such repository that you may see.');
    if (part === 'trend')
      return json({
        days,
        points: found.points.filter((point) => Date.parse(point.committedAt) >= now - days * dayMs),
      });
    if (part === 'audits') return json(auditPage(found, cursor));
    return json(repositoryOverview(found));
  }

  function audit(method: string, [id, part]: string[]): Response {
    const [found, at] = findAudit(shown, id ?? '');
    if (!found) return problem(404, 'not-found', 'There is no such audit that you may see.');
    if (method === 'POST' && part === 'rerun') return json({ id, state: 'queued' });
    return json(seedAudit(found, at));
  }

  function rules([factor, name]: string[]): Response {
    if (factor === undefined) return json(catalogue());
    const rule = catalogue().rules.find((entry) => entry.id === `${factor}/${name}`);
    if (!rule) return problem(404, 'not-found', 'There is no such rule.');
    const failing = shown
      .filter((entry) => entry.points.length > 0)
      .map((entry) => seedAudit(entry, entry.points.length - 1))
      .flatMap((entry) => {
        const result = entry.rules.find((candidate) => candidate.id === rule.id && candidate.verdict === 'fail');
        if (!result) return [];
        const { owner, name: repositoryName } = entry.repository;
        return [
          { owner, name: repositoryName, auditId: entry.id, findings: result.findings.length, message: result.message },
        ];
      });
    return json({ ...rule, docs: rule.implemented ? seedRuleDocs : '', failing } satisfies RuleDetail);
  }

  return { answer, events: shown.flatMap(eventsOf) };
}

function session(scenario: Scenario): Session {
  const user = scenario === 'signed-out' ? null : { login: 'mira', name: 'Mira Castellan', avatarUrl: avatar };
  return { user, signInUrl: '/auth/sign-in', installUrl: 'https://github.example/apps/twelvefold/installations/new' };
}

function organizationList(scenario: Scenario, repositories: number): Organization[] {
  const acme = {
    installationId: '1',
    login: 'acme',
    type: 'Organization',
    avatarUrl: avatar,
    suspended: false,
    repositories,
  };
  if (scenario === 'no-organizations') return [];
  if (scenario === 'one-organization') return [acme];
  return [
    acme,
    { installationId: '2', login: 'mira', type: 'User', avatarUrl: avatar, suspended: true, repositories: 1 },
  ];
}

function organizationOverview(repositories: readonly SeedRepository[]): OrganizationOverview {
  const rows = repositories.map(seedRow);
  const score = mean(rows.map((row) => row.score));
  return {
    organization: {
      installationId: '1',
      login: 'acme',
      type: 'Organization',
      avatarUrl: avatar,
      suspended: false,
      repositories: rows.length,
    },
    score,
    grade: gradeOf(score),
    coverage: score === null ? null : 0.964,
    factors: factorNames.map((_, index) => mean(rows.map((row) => row.factors[index] ?? null))),
    repositories: rows,
  };
}

function organizationPoints(repositories: readonly SeedRepository[], days: number, now: number) {
  return Array.from({ length: days + 1 }, (_, index) => {
    const until = now - (days - index) * dayMs;
    const standing = repositories.flatMap(
      (repository) => repository.points.findLast((point) => Date.parse(point.committedAt) <= until) ?? [],
    );
    return {
      day: new Date(until).toISOString().slice(0, 10),
      score: mean(standing.map((point) => point.score)),
      factors: factorNames.map((_, factor) => mean(standing.map((point) => point.factors[factor] ?? null))),
      repositories: standing.length,
    };
  });
}

function repositoryOverview(repository: SeedRepository): RepositoryOverview {
  const row = seedRow(repository);
  const last = repository.points.length - 1;
  const isMoving = repository.newest?.state === 'running' || repository.newest?.state === 'queued';
  return {
    id: row.id,
    owner: row.owner,
    name: row.name,
    private: row.private,
    archived: row.archived,
    language: row.language,
    defaultBranch: 'main',
    htmlUrl: `https://github.example/${row.owner}/${row.name}`,
    score: row.score,
    grade: row.grade,
    coverage: row.coverage,
    factors: row.factors,
    latest: last < 0 ? null : seedSummary(repository, last),
    active: isMoving ? seedSummary(repository, last + 1) : null,
    improvements: last < 0 ? [] : seedAudit(repository, last).improvements,
  };
}

function auditPage(repository: SeedRepository, cursor: string | null) {
  const newest = repository.newest ? repository.points.length : repository.points.length - 1;
  const from = cursor === null ? newest : Number(cursor);
  const until = Math.max(from - 8, -1);
  const audits = [];
  for (let at = from; at > until; at -= 1) audits.push(seedSummary(repository, at));
  return { audits, nextCursor: until >= 0 ? String(until) : null };
}

function findAudit(repositories: readonly SeedRepository[], id: string): [SeedRepository | undefined, number] {
  for (const repository of repositories) {
    for (let at = 0; at <= repository.points.length; at += 1) {
      if (seedAuditId(repository.index, at) === id) return [repository, at];
    }
  }
  return [undefined, 0];
}

function catalogue(): RuleCatalogue {
  return {
    rulesVersion: '1.4.0',
    factors: factorNames.map(({ id, numeral, title }) => ({
      id,
      numeral,
      title,
      sentence: `What the ${title.toLowerCase()} factor asks of an app`,
    })),
    rules: seedRules.map(([id, severity, title], index) => ({
      id,
      factor: parseFactor(id.split('/')[0]) ?? 'codebase',
      title,
      severity,
      failsWhen: 'a file in force says otherwise, and no deploy file sets it right',
      passesWhen: 'every place that decides it is right',
      notApplicableWhen: 'no app',
      implemented: index % 3 !== 2,
    })),
  };
}

function eventsOf(repository: SeedRepository): AuditEvent[] {
  if (repository.newest?.state !== 'running') return [];
  const auditId = seedAuditId(repository.index, repository.points.length);
  return [
    {
      auditId,
      repositoryId: String(9_000 + repository.index),
      state: 'running',
      phase: 'reading 812 files',
      percent: 62,
    },
  ];
}

function mean(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null);
  return known.length === 0 ? null : Math.round(known.reduce((sum, score) => sum + score, 0) / known.length);
}

function json(body: unknown): Response {
  return Response.json(body);
}

function problem(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status });
}
