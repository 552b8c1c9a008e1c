import { describe, expect, it } from 'vitest';
import { softwareIdentity } from '../trust/identity.ts';
import { probeKeys } from './key-probe.ts';

const MESSAGE = new Uint8Array(32).fill(5);
const identity = softwareIdentity(new Uint8Array(32).fill(1));
const fingerprint = 'A'.repeat(22);
const silent = { ...identity, sign: () => Promise.reject(new DOMException('the key is locked', 'NotAllowedError')) };
const another = { ...identity, sign: softwareIdentity(new Uint8Array(32).fill(2)).sign };

describe('the look at one’s own key', () => {
  it.each([
    ['kept', identity, true],
    ['locked', identity, true], // its passkey was given
    ['locked', silent, 'locked'],
    ['locked', another, false],
    ['kept', silent, false],
    ['kept', another, false],
  ] as const)('finds of a %s one whether it signs', async (state, it, signs) => {
    expect(await probeKeys({ state, identity: it, fingerprint }, MESSAGE)).toEqual({ state, signs });
  });
});
