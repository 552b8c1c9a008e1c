/** A few faults of the network bench on every run: a short cut, another address, a page that loads anew. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';

const LIMIT_MS = 120_000;

test('a call between two network namespaces comes back from faults', async () => {
  test.setTimeout(LIMIT_MS);
  const bench = spawn(process.execPath, ['net/run.mjs', '--only', 'cut-2s,address-change,reload-rejoin'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  bench.stdout.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const [status] = (await once(bench, 'exit')) as [number | null];
  console.log(said);
  // As root on Linux only; the bench says what is missing.
  test.skip(said.includes('cannot run here'), said);
  expect(status, said).toBe(0);
});
