/** Opens the live stream as a browser does; resolves once it stands. */
export async function watchEvents(address: string, cookie: string) {
  const stop = new AbortController();
  const answer = await fetch(`${address}/api/v1/events`, { headers: { cookie }, signal: stop.signal });
  if (!answer.ok || !answer.body) throw new Error(`the stream answered ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value ?? '';
  return {
    async next(): Promise<unknown> {
      for (;;) {
        const match = /event: audit\ndata: (?<data>.+)\n\n/.exec(text);
        if (match?.groups?.data) {
          text = text.slice(match.index + match[0].length);
          return JSON.parse(match.groups.data);
        }
        const { value, done } = await reader.read();
        if (done) throw new Error('the stream ended');
        text += value;
      }
    },
    /** Resolves when the server ends the stream. */
    async ended(): Promise<void> {
      while (!(await reader.read()).done);
    },
    async stop(): Promise<void> {
      await reader.cancel().catch(() => undefined);
      stop.abort();
    },
  };
}
