/** Houses with one wall missing: the hostile carrier must notice each, or its zeros would mean nothing. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as Description from '../src/call/description.ts';
import type * as Identity from '../src/trust/identity.ts';
import type * as Replay from '../src/trust/replay.ts';
import type * as Session from '../src/trust/session.ts';
import { Cases } from './cases.ts';
import type { Fault } from './judge.ts';

type Wall = 'signature' | 'window' | 'description' | 'channel';
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

vi.mock('../src/trust/session.ts', async (importOriginal) => {
  const sound = await importOriginal<typeof Session>();
  const channelProof: typeof sound.channelProof = (...args) =>
    missing.has('channel') ? new Uint8Array(16) : sound.channelProof(...args);
  return { ...sound, channelProof };
});

vi.mock('../src/call/description.ts', async (importOriginal) => {
  const sound = await importOriginal<typeof Description>();
  const decodeDescription: typeof sound.decodeDescription = (bytes) => {
    if (missing.has('description') && bytes.length < 3) throw new RangeError('cut');
    return sound.decodeDescription(bytes);
  };
  return { ...sound, decodeDescription };
});

const BUSY = { timeout: 120_000 };

/** Whether the fault shows; looks no further then. */
async function showsWithout(wall: Wall, fault: Fault, blocks: number): Promise<boolean> {
  missing.add(wall);
  const cases = new Cases({ seed: 21, tellsCertificate: true });
  for (let block = 0; block < blocks; block++) {
    const { failures } = await cases.runBlock(block, () => true);
    if (failures.some((it) => it.fault === fault)) return true;
  }
  return false;
}

afterEach(() => missing.clear());

describe('a house', () => {
  it('that does not check signatures is found to call the wrong key', BUSY, async () => {
    expect(await showsWithout('signature', 'wrongKey', 40)).toBe(true);
  });

  it('that takes a certificate for its owner is found to call the wrong key', BUSY, async () => {
    expect(await showsWithout('channel', 'wrongKey', 40)).toBe(true);
  });

  it('that takes a signal twice is found to have changed', BUSY, async () => {
    expect(await showsWithout('window', 'stateChanged', 80)).toBe(true);
  });

  it('that throws at a description is found out', BUSY, async () => {
    expect(await showsWithout('description', 'uncaught', 40)).toBe(true);
  });
});
