import type { AuditState, AuditSummary, Grade, HeatMapRow, TrendPoint } from '@twelvefold/contracts';
import { seedRandom } from './seed-random.ts';

const dayMs = 86_400_000;

/** A repository of the seeds with its history, oldest point first. */
export interface SeedRepository {
  index: number;
  owner: string;
  name: string;
  language: string | null;
  private: boolean;
  archived: boolean;
  points: TrendPoint[];
  /** The newest audit of the default branch where it is not simply the last point. */
  newest: { state: AuditState; reason: string } | null;
}

interface Plan {
  name: string;
  language: string | null;
  quality: number;
  newest?: { state: AuditState; reason: string };
  /** No finished audit yet. */
  isFirst?: true;
  archived?: true;
}

const plans: readonly Plan[] = [
  { name: 'storefront', language: 'Python', quality: 68 },
  { name: 'checkout-api', language: 'Java', quality: 88 },
  { name: 'catalogue', language: 'Ruby', quality: 74 },
  { name: 'legacy-billing', language: 'PHP', quality: 31 },
  { name: 'warehouse-sync', language: 'Go', quality: 91 },
  { name: 'notifications', language: 'TypeScript', quality: 79, newest: { state: 'running', reason: '' } },
  { name: 'identity', language: 'Go', quality: 95 },
  { name: 'search-indexer', language: 'Python', quality: 57 },
  { name: 'admin-console', language: 'TypeScript', quality: 71 },
  { name: 'reporting', language: 'C#', quality: 63 },
  { name: 'payments-gateway', language: 'Java', quality: 84, newest: { state: 'queued', reason: '' } },
  { name: 'image-resizer', language: 'Rust', quality: 93 },
  { name: 'mailer', language: 'Elixir', quality: 86 },
  { name: 'partner-portal', language: 'PHP', quality: 42 },
  { name: 'recommendations', language: 'Python', quality: 66 },
  { name: 'pricing-engine', language: 'Kotlin', quality: 82 },
  {
    name: 'data-lake-jobs',
    language: 'Python',
    quality: 49,
    newest: { state: 'partial', reason: 'The archive is larger than 512 MB: 41,200 of 58,310 files were read.' },
  },
  { name: 'mobile-bff', language: 'TypeScript', quality: 77 },
  { name: 'design-tokens', language: 'TypeScript', quality: -1 },
  { name: 'loyalty', language: 'Ruby', quality: 60 },
  {
    name: 'fulfilment',
    language: 'Java',
    quality: 73,
    newest: { state: 'failed', reason: 'GitHub did not give the archive: 403, the App may not read contents.' },
  },
  { name: 'chat-support', language: 'TypeScript', quality: 52 },
  { name: 'returns', language: 'Go', quality: 80, isFirst: true, newest: { state: 'running', reason: '' } },
  { name: 'old-intranet', language: 'PHP', quality: 22, archived: true },
];

/** A UUID of its own for each repository and point. */
export function seedAuditId(repository: number, point: number): string {
  return `00000000-0000-4000-8000-${repository.toString(16).padStart(6, '0')}${point.toString(16).padStart(6, '0')}`;
}

/** The repositories of the seeded organisation as of a moment. */
export function seedRepositories(owner: string, now: number): SeedRepository[] {
  return plans.map((plan, index) => ({
    index,
    owner,
    name: plan.name,
    language: plan.language,
    private: index % 3 !== 0,
    archived: plan.archived ?? false,
    points: plan.isFirst ? [] : seedPoints(index, plan.quality, now),
    newest: plan.newest ?? null,
  }));
}

function seedPoints(repository: number, quality: number, now: number): TrendPoint[] {
  const random = seedRandom(repository + 1);
  const count = 28 + Math.floor(random() * 30);
  const bases = Array.from({ length: 12 }, () => clamp(quality + (random() - 0.55) * 56));
  const isLibrary = quality < 0;
  const points: TrendPoint[] = [];
  for (let at = 0; at < count; at += 1) {
    const age = (1 - (at + random() * 0.6) / count) * 360;
    const factors = bases.map((base, factor) => {
      if (isLibrary && factor > 1) return null;
      if (random() < 0.16) bases[factor] = clamp(base + (random() - 0.47) * 26);
      return Math.round(bases[factor] ?? base);
    });
    const scored = factors.filter((score) => score !== null);
    const score = isLibrary ? null : Math.round(scored.reduce((sum, value) => sum + value, 0) / scored.length);
    points.push({
      auditId: seedAuditId(repository, at),
      commitSha: seedSha(repository, at),
      committedAt: new Date(now - age * dayMs).toISOString(),
      score,
      grade: gradeOf(score),
      coverage: 0.93 + random() * 0.07,
      factors,
      rulesVersion: age > 200 ? '1.2.0' : age > 60 ? '1.3.0' : '1.4.0',
      configHash: age > 120 ? 'a1' : 'b2',
    });
  }
  return points;
}

/** An audit of the default branch, as lists show it. */
export function seedSummary(repository: SeedRepository, at: number): AuditSummary {
  const point = repository.points[at];
  const newest = at === repository.points.length ? repository.newest : null;
  const messages = [
    'Read the database address from the environment',
    'Pin the base image and add a health check',
    'Add CSV export to the orders page',
    'Bump dependencies',
    'Log to stdout as JSON',
    'Fix rounding of totals in the basket',
    'Move uploads to object storage',
  ];
  const queuedAt = point
    ? Date.parse(point.committedAt) + 20_000
    : Date.parse(repository.points.at(-1)?.committedAt ?? '2026-02-28T10:00:00.000Z') + 3_600_000;
  const state = newest?.state ?? 'succeeded';
  const isEnded = state !== 'queued' && state !== 'running';
  return {
    id: seedAuditId(repository.index, at),
    commitSha: seedSha(repository.index, at),
    ref: at % 6 === 4 ? 'refs/heads/fix/stateless-uploads' : 'refs/heads/main',
    message: messages[at % messages.length] ?? '',
    authorLogin: at % 2 === 0 ? 'mira' : 'jonas-k',
    kind: at % 6 === 4 ? 'pull_request' : 'push',
    pullNumber: at % 6 === 4 ? 100 + at : null,
    state,
    reason: newest?.reason ?? '',
    score: point?.score ?? null,
    grade: point?.grade ?? null,
    coverage: point?.coverage ?? null,
    committedAt: new Date(queuedAt - 20_000).toISOString(),
    queuedAt: new Date(queuedAt).toISOString(),
    finishedAt: isEnded ? new Date(queuedAt + 4_200).toISOString() : null,
    durationMs: isEnded ? 1_840 + at * 37 : null,
  };
}

/** A repository as its row of the heat map. */
export function seedRow(repository: SeedRepository): HeatMapRow {
  const last = repository.points.at(-1);
  const weekAgo = repository.points.findLast(
    (point) => last && Date.parse(point.committedAt) <= Date.parse(last.committedAt) - 7 * dayMs,
  );
  const newestId = seedAuditId(
    repository.index,
    repository.newest ? repository.points.length : repository.points.length - 1,
  );
  return {
    id: String(9_000 + repository.index),
    owner: repository.owner,
    name: repository.name,
    language: repository.language,
    private: repository.private,
    archived: repository.archived,
    audit: last
      ? { id: last.auditId, commitSha: last.commitSha, state: 'succeeded', reason: '', committedAt: last.committedAt }
      : null,
    activity: {
      auditId: newestId,
      state: repository.newest?.state ?? 'succeeded',
      reason: repository.newest?.reason ?? '',
    },
    score: last?.score ?? null,
    grade: last?.grade ?? null,
    coverage: last?.coverage ?? null,
    factors: last?.factors ?? Array.from({ length: 12 }, () => null),
    weekChange: last?.score != null && weekAgo?.score != null ? last.score - weekAgo.score : null,
  };
}

/** The grade of a score in the seeds. */
export function gradeOf(score: number | null): Grade | null {
  if (score === null) return null;
  if (score >= 90) return 'A';
  if (score >= 80) return 'B';
  if (score >= 70) return 'C';
  if (score >= 60) return 'D';
  return score >= 50 ? 'E' : 'F';
}

function seedSha(repository: number, point: number): string {
  const random = seedRandom(repository * 1_000 + point + 7);
  return Array.from({ length: 40 }, () => Math.floor(random() * 16).toString(16)).join('');
}

function clamp(score: number): number {
  return Math.min(100, Math.max(4, score));
}
