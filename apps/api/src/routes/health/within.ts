import { setTimeout as elapse } from 'node:timers/promises';

/** The outcome of `work`, or an error that says that it took too long. */
export async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = elapse(timeoutMs, null, { signal: stop.signal }).then(() => {
    throw new Error(`no answer within ${timeoutMs} ms`);
  });
  late.catch(() => {}); // aborted below, when the work was faster
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
  }
}
