import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../base/base64url.ts';
import { MAX_MESSAGE_LENGTH, readMessage, writeMessage } from './messages.ts';

/** So many entries, in order. */
const listOf = (count: number) => Uint8Array.from({ length: count * 48 }, (_, at) => (at % 48 === 0 ? at / 48 : 7));
const kick = {
  kind: 'kick',
  epoch: 1,
  secret: new Uint8Array(16).fill(1),
  removed: listOf(1),
  staying: listOf(3),
  key: new Uint8Array(32).fill(2),
  signature: new Uint8Array(64).fill(3),
} as const;

describe('a removal on its way', () => {
  it('is read as it was written, however many stay and go', () => {
    const largest = { ...kick, epoch: 2 ** 32 - 1, removed: listOf(16), staying: listOf(17) };
    for (const message of [kick, largest]) {
      expect(writeMessage(message).length).toBeLessThan(MAX_MESSAGE_LENGTH);
      expect(readMessage(writeMessage(message))).toEqual(message);
    }
  });

  it.each<[string, object]>([
    ['no epoch', { epoch: undefined }],
    ['epoch 0', { epoch: 0 }],
    ['an epoch that is a text', { epoch: '1' }],
    ['half an epoch', { epoch: 1.5 }],
    ['an epoch of more than 32 bits', { epoch: 2 ** 32 }],
    ['no secret', { secret: null }],
    ['a short secret', { secret: toBase64Url(new Uint8Array(15)) }],
    ['a long secret', { secret: toBase64Url(new Uint8Array(32)) }],
    ['a secret of another alphabet', { secret: '+'.repeat(22) }],
    ['nobody removed', { removed: '' }],
    ['more removed than a room holds', { removed: toBase64Url(listOf(17)) }],
    ['part of an entry', { removed: toBase64Url(listOf(2).subarray(1)) }],
    ['somebody twice', { removed: toBase64Url(new Uint8Array([...listOf(1), ...listOf(1)])) }],
    ['nobody staying', { staying: '' }],
    ['more staying than a room holds', { staying: toBase64Url(listOf(18)) }],
    ['a list out of order', { staying: toBase64Url(new Uint8Array([...listOf(2).subarray(48), ...listOf(1)])) }],
    ['a list that is an array', { staying: ['AAAA'] }],
    ['a short key', { key: toBase64Url(new Uint8Array(31)) }],
    ['no signature', { signature: undefined }],
    ['a long signature', { signature: toBase64Url(new Uint8Array(65)) }],
  ])('is refused with %s', (_what, change) => {
    const written = JSON.parse(writeMessage(kick)) as object;
    expect(readMessage(JSON.stringify({ ...written, ...change }))).toBe('bad-field');
  });
});

describe('a goodbye', () => {
  it.each([{ kind: 'bye' }, { kind: 'bye', removed: true }] as const)('carries whether it is a removal', (bye) =>
    expect(readMessage(writeMessage(bye))).toEqual(bye),
  );

  it('is a plain one with anything else', () => {
    for (const removed of [false, null, 1, 'true', [true]]) {
      expect(readMessage(JSON.stringify({ kind: 'bye', removed }))).toEqual({ kind: 'bye' });
    }
  });
});
