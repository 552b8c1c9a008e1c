/** The built page on a port of its own, for tests that want another host or another relay than the common ones. */
import { resolve } from 'node:path';
import { type PluginOption, preview } from 'vite';

export interface ServingOptions {
  readonly plugins: readonly PluginOption[];
  /** Holds `dist`; the repository if absent. */
  readonly root?: string;
}

/** Serves for as long as `run` takes. @param run gets the base URL */
export async function serving(options: ServingOptions, run: (baseURL: string) => Promise<void>): Promise<void> {
  const server = await preview({
    configFile: false,
    root: options.root ?? resolve(import.meta.dirname, '..'),
    logLevel: 'silent',
    plugins: [...options.plugins],
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.httpServer.address();
  try {
    await run(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  } finally {
    await server.close();
  }
}
