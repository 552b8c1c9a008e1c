import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../base/base64url.ts';
import { MAX_MESSAGE_LENGTH, readMessage, writeMessage } from './messages.ts';

/** So many entries, in order. */
const listOf = (count: number) => Uint8Array.from({ length: count * 48 }, (_, at) => (at % 48 === 0 ? at / 48 : 7));
const roster = { kind: 'roster', epoch: 1, list: listOf(3), signature: new Uint8Array(64).fill(3) } as const;

describe('a list of who is in the call', () => {
  it('may be as long as a room is large', () => {
    const largest = { ...roster, epoch: 2 ** 32 - 1, list: listOf(17) };
    const text = writeMessage(largest);
    expect(text.length).toBeLessThan(MAX_MESSAGE_LENGTH);
    expect(readMessage(text)).toEqual(largest);
  });

  it.each<[string, object]>([
    ['no epoch', { epoch: undefined }],
    ['an epoch that is a text', { epoch: '1' }],
    ['epoch 0', { epoch: 0 }],
    ['an epoch of more than 32 bits', { epoch: 2 ** 32 }],
    ['half an epoch', { epoch: 1.5 }],
    ['an empty list', { list: '' }],
    ['a list of another alphabet', { list: '+'.repeat(64) }],
    ['part of an entry', { list: toBase64Url(listOf(2).subarray(1)) }],
    ['more than a room holds', { list: toBase64Url(listOf(18)) }],
    ['a list out of order', { list: toBase64Url(new Uint8Array([...listOf(2).subarray(48), ...listOf(1)])) }],
    ['somebody twice', { list: toBase64Url(new Uint8Array([...listOf(1), ...listOf(1)])) }],
    ['a short signature', { signature: toBase64Url(new Uint8Array(63)) }],
    ['no signature', { signature: null }],
  ])('is refused with %s', (_what, change) => {
    const written = JSON.parse(writeMessage(roster)) as object;
    expect(readMessage(JSON.stringify({ ...written, ...change }))).toBe('bad-field');
  });
});

describe('what is said for comparing pictures', () => {
  const round = new Uint8Array(16).fill(1);
  const commit = { kind: 'group-commit', round, commitment: new Uint8Array(32).fill(2), ways: listOf(2) } as const;
  const open = {
    kind: 'group-open',
    round,
    nonce: new Uint8Array(16).fill(3),
    commitmentSet: new Uint8Array(32).fill(4),
  } as const;
  const stop = { kind: 'group-stop', round } as const;

  it.each([commit, { ...commit, ways: listOf(16) }, open, stop])('carries $kind', (message) => {
    expect(writeMessage(message).length).toBeLessThan(MAX_MESSAGE_LENGTH);
    expect(readMessage(writeMessage(message))).toEqual(message);
  });

  it.each<[string, object, string]>([
    ['a commitment without a round', commit, 'round'],
    ['a commitment of another length', commit, 'commitment'],
    ['ways that are no list', commit, 'ways'],
    ['an opening without a round', open, 'round'],
    ['a nonce of another length', open, 'nonce'],
    ['a set of another length', open, 'commitmentSet'],
    ['an end without a round', stop, 'round'],
  ])('refuses %s', (_what, message, name) => {
    const written = JSON.parse(writeMessage(message as typeof commit)) as object;
    for (const value of [undefined, null, 7, '', 'AAAA', toBase64Url(listOf(17))]) {
      expect(readMessage(JSON.stringify({ ...written, [name]: value })), String(value)).toBe('bad-field');
    }
  });
});
