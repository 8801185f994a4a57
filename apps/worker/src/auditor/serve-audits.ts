import { type RepositoryInput, readArchive } from '@twelvefold/rules/input';
import type { AuditReport } from '@twelvefold/rules/report';
import type { FromAuditor, ToAuditor } from './auditor-messages.ts';
import { type ChunkQueue, createChunkQueue } from './chunk-queue.ts';
import { commitOfArchive } from './commit-of-archive.ts';

/** Audits whatever the worker sends, by `judge`, for as long as the worker lives. */
export function serveAudits(judge: (input: RepositoryInput) => AuditReport): void {
  let current: ChunkQueue | null = null;
  process.on('message', (message: ToAuditor) => {
    if (message.type === 'start') {
      current = createChunkQueue(() => tell({ type: 'more' }));
      void audit(current, message.sha, judge);
    } else if (message.type === 'chunk') current?.push(message.bytes);
    else current?.end();
  });
  // The worker is gone: nobody wants the result.
  process.on('disconnect', () => process.exit(0));
  tell({ type: 'ready' });
}

async function audit(queue: ChunkQueue, sha: string, judge: (input: RepositoryInput) => AuditReport): Promise<void> {
  try {
    const input = await readArchive(ofCommit(queue.chunks, sha));
    tell({ type: 'progress', phase: `judging ${input.files.length} files`, percent: 60 });
    tell({ type: 'report', report: judge(input) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    const unreadable = name === 'UnreadableArchiveError' || name === 'WrongCommit';
    tell({ type: unreadable ? 'unreadable' : 'failed', message });
  } finally {
    queue.discard();
  }
}

/** GitHub writes the commit into the archive: what was fetched must be what was asked for. */
async function* ofCommit(chunks: AsyncIterable<Uint8Array>, sha: string): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of chunks) {
    if (first) {
      first = false;
      const commit = commitOfArchive(chunk);
      if (commit !== null && commit !== sha) {
        throw Object.assign(new Error('The archive is of another commit than was asked for.'), { name: 'WrongCommit' });
      }
      tell({ type: 'progress', phase: 'reading files', percent: 20 });
    }
    yield chunk;
  }
}

function tell(message: FromAuditor): void {
  process.send?.(message);
}
