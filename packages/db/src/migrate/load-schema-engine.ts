import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { runScript } from './run-script.ts';

export type SchemaEngine = bindings.SchemaEngine;

export interface LoadedEngine {
  engine: SchemaEngine;
  /** Why a script failed: the engine passes on no more than that it did. */
  scriptError(): unknown;
  /** Ends its connections, and with them the engine's own lock. */
  close(): Promise<void>;
}

let instance: Promise<void> | undefined;

/** Node has WebAssembly; its types belong to the browser's library, which a server does not load. */
const { WebAssembly: host } = globalThis as unknown as {
  WebAssembly: {
    instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, unknown> } }>;
  };
};

/**
 * Prisma's schema engine as WebAssembly: the same engine as `prisma migrate deploy`, without a binary that has to be downloaded.
 * Its package expects a bundler that imports .wasm, so the module is put together by hand.
 */
export async function loadSchemaEngine(url: string, schema: string): Promise<LoadedEngine> {
  instance ??= instantiate();
  await instance;
  const factory = new PrismaPg({ connectionString: url, application_name: 'twelvefold-migrate', max: 2 });
  const pools: ReturnType<Awaited<ReturnType<typeof factory.connect>>['underlyingDriver']>[] = [];
  let failure: unknown;

  const adapters = bindMigrationAwareSqlAdapterFactory({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    async connect() {
      const adapter = await factory.connect();
      const pool = adapter.underlyingDriver();
      pools.push(pool);
      // The adapter's own splits at every semicolon, also in comments and strings, and runs the pieces outside a transaction.
      adapter.executeScript = async (script) => {
        failure = undefined;
        await runScript(pool, script).catch((error: unknown) => {
          failure = error;
          throw error;
        });
      };
      return adapter;
    },
  });
  const engine = await bindings.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, adapters);
  return {
    engine,
    scriptError: () => failure,
    async close() {
      engine.free();
      for (const pool of pools) if (!pool.ended) await pool.end();
    },
  };
}

async function instantiate(): Promise<void> {
  const bindingsUrl = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(fileURLToPath(new URL('schema_engine_bg.wasm', bindingsUrl)));
  const imports = { './schema_engine_bg.js': bindings };
  const { instance } = await host.instantiate(bytes, imports);
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start !== 'function')
    throw new Error('The schema engine has no __wbindgen_start: its package has changed.');
  start();
}
