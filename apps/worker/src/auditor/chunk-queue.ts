export interface ChunkQueue {
  push(bytes: Uint8Array): void;
  end(): void;
  /** Drops what is left and what still comes. */
  discard(): void;
  chunks: AsyncIterable<Uint8Array>;
}

/** Turns messages into an async iterable; `onRead` is called for each chunk that was taken or dropped. */
export function createChunkQueue(onRead: () => void): ChunkQueue {
  const waiting: Uint8Array[] = [];
  let ended = false;
  let discarded = false;
  let wake: () => void = () => {};

  async function* read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = waiting.shift();
      if (chunk !== undefined) {
        onRead();
        yield chunk;
      } else if (ended) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  return {
    push(bytes) {
      if (discarded) onRead();
      else waiting.push(bytes);
      wake();
    },
    end() {
      ended = true;
      wake();
    },
    discard() {
      discarded = true;
      for (const _ of waiting.splice(0)) onRead();
    },
    chunks: read(),
  };
}
