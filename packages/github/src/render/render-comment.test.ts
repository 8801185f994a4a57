import { describe, expect, it } from 'vitest';
import { renderComment } from './render-comment.ts';
import { sampleComparison, sampleFinding, samplePublishable } from './sample-publishable.ts';

const finding = sampleFinding();

describe('renderComment', () => {
  it('tells what is new and what got fixed', async () => {
    const fixed = sampleFinding({ ruleId: 'logs/stdout', ruleTitle: 'Logs go to standard output', path: 'app/log.py' });
    const comment = renderComment(
      samplePublishable({
        findings: [finding],
        comparison: sampleComparison({ findings: [fixed] }),
        improvements: [{ title: finding.ruleTitle, points: 6.3 }],
      }),
      { existing: false },
    );

    await expect(comment).toMatchFileSnapshot('./snapshots/comment.md');
  });

  it('keeps silent when nothing changed', () => {
    const quiet = samplePublishable({ findings: [finding], comparison: sampleComparison({ findings: [finding] }) });

    expect(renderComment(quiet, { existing: false })).toBeNull();
  });

  it('takes back what it said before when nothing is left of it', () => {
    const quiet = samplePublishable({ findings: [], comparison: sampleComparison() });

    expect(renderComment(quiet, { existing: true })).toContain('nothing new');
  });

  it.each([
    ['a push', samplePublishable({ findings: [finding], pullNumber: null })],
    ['an audit with nothing to compare with', samplePublishable({ findings: [finding], comparison: null })],
    ['a partial audit', samplePublishable({ findings: [finding], state: 'partial' })],
    ['a failed audit', samplePublishable({ findings: [finding], state: 'failed' })],
  ])('keeps silent about %s', (_, publishable) => {
    expect(renderComment(publishable, { existing: true })).toBeNull();
  });

  it('can not be made to mention, link or render by the content of a repository', () => {
    const hostile = '@torvalds ![x](https://evil.example) <img src=x> [a](b) #1 ```';
    const comment = renderComment(
      samplePublishable({ findings: [sampleFinding({ message: hostile, path: hostile, ruleTitle: hostile })] }),
      { existing: false },
    );
    const prose = (comment ?? '').replace(/(`+) .*? \1/g, '');

    expect(prose).not.toMatch(/@torvalds|!\[|<img|https:\/\/evil|#1|[^\\]\[a/);
  });

  it('stays within the limit of a comment', () => {
    const findings = Array.from({ length: 500 }, (_, index) =>
      sampleFinding({ fingerprint: String(index), message: '`'.repeat(5000) }),
    );
    const comment = renderComment(samplePublishable({ findings }), { existing: false });

    expect(Buffer.byteLength(comment ?? '')).toBeLessThanOrEqual(65_535);
    expect(comment).toContain('480 more');
  });
});
