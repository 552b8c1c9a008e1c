/** Houses with one wall missing: the hostile carrier must notice each, or its zeros would mean nothing. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as Description from '../src/call/description.ts';
import type * as Identity from '../src/trust/identity.ts';
import type * as Replay from '../src/trust/replay.ts';
import { Cases } from './cases.ts';

type Wall = 'signature' | 'window' | 'role';
const missing = vi.hoisted(() => new Set<Wall>());

vi.mock('../src/trust/identity.ts', async (importOriginal) => {
  const sound = await importOriginal<typeof Identity>();
  const verifySignature: typeof sound.verifySignature = (...args) =>
    missing.has('signature') || sound.verifySignature(...args);
  return { ...sound, verifySignature };
});

vi.mock('../src/trust/replay.ts', async (importOriginal) => {
  const sound = await importOriginal<typeof Replay>();
  const isFresh: typeof sound.isFresh = (...args) => missing.has('window') || sound.isFresh(...args);
  return { ...sound, isFresh };
});

vi.mock('../src/call/description.ts', async (importOriginal) => {
  const sound = await importOriginal<typeof Description>();
  const decodeDescription: typeof sound.decodeDescription = (bytes) => {
    if (missing.has('role') && bytes.length < 3) throw new RangeError('cut');
    return sound.decodeDescription(bytes);
  };
  return { ...sound, decodeDescription };
});

const BUSY = { timeout: 120_000 };

async function faultsWithout(wall: Wall | null, blocks: number): Promise<Set<string>> {
  if (wall) missing.add(wall);
  const cases = new Cases({ seed: 21, tellsCertificate: true });
  const faults = new Set<string>();
  for (let block = 0; block < blocks; block++) {
    for (const { fault } of (await cases.runBlock(block, () => true)).failures) faults.add(fault);
  }
  return faults;
}

afterEach(() => missing.clear());

describe('a house', () => {
  it('with all its walls stands', BUSY, async () => {
    expect([...(await faultsWithout(null, 4))]).toEqual([]);
  });

  it('that does not check signatures is found to call the wrong key', BUSY, async () => {
    expect(await faultsWithout('signature', 12)).toContain('wrongKey');
  });

  it('that takes a signal twice is found to have changed', BUSY, async () => {
    expect(await faultsWithout('window', 16)).toContain('stateChanged');
  });

  it('that throws at a description is found out', BUSY, async () => {
    expect(await faultsWithout('role', 8)).toContain('uncaught');
  });
});
