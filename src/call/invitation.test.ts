import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../base/base64url.ts';
import { MAX_INSIDE, readKeptDoor, readKeys } from './invitation.ts';

const key = (n: number, bytes = 32) => toBase64Url(new Uint8Array(bytes).fill(n));

describe('the keys of those who are inside', () => {
  it('are read as they were written', () => {
    expect(readKeys([])).toEqual([]);
    expect(readKeys([key(1), key(2)])).toEqual([key(1), key(2)]);
    const door = { oneUse: true, lasting: 'always', endsS: null, inside: [key(1)] };
    expect(readKeptDoor(door)).toEqual(door);
    expect(readKeys(Array.from({ length: MAX_INSIDE }, (_, n) => key(n)))?.length).toBe(MAX_INSIDE);
  });

  it.each([
    ['no list', { 0: key(1), length: 1 }],
    ['nothing', undefined],
    ['a short key', [key(1), key(2, 31)]],
    ['a long key', [key(1, 33)]],
    ['something else among them', [key(1), 7]],
    ['no base64url', [`${key(1).slice(0, -1)}!`]],
    ['too many', Array.from({ length: MAX_INSIDE + 1 }, (_, n) => key(n))],
  ])('are none where there is %s', (_, value) => {
    expect(readKeys(value)).toBeNull();
    expect(readKeptDoor({ oneUse: true, lasting: 'always', endsS: null, inside: value })).toBeNull();
  });
});
