import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { runScript } from './run-script.ts';

export type SchemaEngine = bindings.SchemaEngine;

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
export async function loadSchemaEngine(url: string, schema: string): Promise<SchemaEngine> {
  instance ??= instantiate();
  await instance;
  const factory = new PrismaPg({ connectionString: url, application_name: 'twelvefold-migrate', max: 2 });
  const adapters = bindMigrationAwareSqlAdapterFactory({
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    async connect() {
      const adapter = await factory.connect();
      // The adapter's own splits at every semicolon, also in comments and strings, and runs the pieces outside a transaction.
      adapter.executeScript = (script) => runScript(adapter.underlyingDriver(), script);
      return adapter;
    },
  });
  return bindings.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => {}, adapters);
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
