import { scryptSync } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { describe, expect, it } from 'vitest';
import { asciiBytes } from '../base/bytes.ts';
import { openBackup, sealBackup } from './backup.ts';
import { label } from './hash.ts';

const PAYLOAD = asciiBytes('{"version":1,"people":[]}');
const PASSPHRASE = 'correct horse battery staple';
const HEAD_BYTES = 51;

/** Counts up, so that salt and nonce differ and the test can name them. */
function counting(): (byteCount: number) => Uint8Array {
  let next = 0;
  return (byteCount) => Uint8Array.from({ length: byteCount }, () => next++ & 0xff);
}

const made = sealBackup(PAYLOAD, PASSPHRASE, counting());

// Each passphrase costs a second of work on purpose, several on a busy machine.
describe('a backup under a passphrase', { timeout: 60_000 }, () => {
  it('opens with it and holds what was put in', async () => {
    expect(await openBackup(await made, PASSPHRASE)).toEqual(PAYLOAD);
  });

  it('is what Node’s own scrypt and its layout say', async () => {
    const file = await made;
    const key = scryptSync(PASSPHRASE, file.slice(11, 27), 32, { N: 2 ** 16, r: 8, p: 2, maxmem: 2 ** 28 });
    const aad = Buffer.concat([label('backup'), file.subarray(0, HEAD_BYTES)]);
    const plain = xchacha20poly1305(new Uint8Array(key), file.slice(27, 51), aad).decrypt(file.slice(HEAD_BYTES));
    expect(plain.subarray(4, 4 + PAYLOAD.length)).toEqual(PAYLOAD);
    expect(plain.length).toBe(4096);
  });

  it('refuses another passphrase with one code', async () => {
    expect(await openBackup(await made, `${PASSPHRASE} `)).toBe('wrong-passphrase-or-damaged');
  });

  it('takes the same letters however the keyboard composes them', async () => {
    const file = await sealBackup(PAYLOAD, 'Zo\u00eb', counting());
    expect(await openBackup(file, 'Zoe\u0308')).toEqual(PAYLOAD);
  });

  it.each([0, 10, HEAD_BYTES, HEAD_BYTES + 15, -1])('refuses a file cut at %i', async (end) => {
    expect(await openBackup((await made).slice(0, end), PASSPHRASE)).toBe('wrong-passphrase-or-damaged');
  });

  // One byte of each: magic, N, salt, nonce, tag.
  it.each([0, 9, 11, 27, -1])('refuses a file with byte %i changed', async (at) => {
    const file = (await made).slice();
    const index = at < 0 ? file.length + at : at;
    file[index] = file[index]! ^ 1;
    expect(await openBackup(file, PASSPHRASE)).toBe('wrong-passphrase-or-damaged');
  });

  it('calls a file of a later version newer, without trying it', async () => {
    const file = (await made).slice();
    file[8] = 2;
    expect(await openBackup(file, PASSPHRASE)).toBe('newer');
  });

  it.each([
    ['memory', 9, 30],
    ['time', 10, 255],
  ])('refuses at once a file that asks for too much %s', async (_what, at, value) => {
    const file = (await made).slice();
    file[at] = value;
    let steps = 0;
    expect(await openBackup(file, PASSPHRASE, () => steps++)).toBe('wrong-passphrase-or-damaged');
    expect(steps).toBe(0);
  });

  it('tells its progress from little to all', async () => {
    const seen: number[] = [];
    await openBackup(await made, PASSPHRASE, (doneRatio) => seen.push(doneRatio));
    expect(seen.at(-1)).toBe(1);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(10);
  });

  it('hides how much is in it', async () => {
    const more = await sealBackup(new Uint8Array(3000), PASSPHRASE, counting());
    expect(more.length).toBe((await made).length);
  });

  it('wants a passphrase', async () => {
    await expect(sealBackup(PAYLOAD, '', counting())).rejects.toThrow(RangeError);
  });
});
