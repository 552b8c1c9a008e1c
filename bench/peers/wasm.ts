import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Where an installed package keeps a file, also one that its `exports` do not list. */
export function packageFile(packageName: string, file: string): string {
  const require = createRequire(import.meta.url);
  const roots = require.resolve.paths(packageName) ?? [];
  for (const root of roots) {
    const path = `${root}/${packageName}/${file}`;
    try {
      readFileSync(path, { flag: 'r' });
      return path;
    } catch {
      // Not in this node_modules: look further up.
    }
  }
  throw new Error(`${packageName} is not installed: run npm ci`);
}

/**
 * The WebAssembly module that a package carries inside its script as one long base64 text.
 * Read directly, because the scripts around it expect a browser.
 */
export function embeddedBytes(scriptPath: string): Buffer<ArrayBuffer> {
  const text = readFileSync(scriptPath, 'utf8').match(/AGFzbQ[A-Za-z0-9+/=]{10000,}/)?.[0];
  if (!text) throw new TypeError(`${scriptPath}: no WebAssembly found`);
  return Buffer.from(text, 'base64');
}
