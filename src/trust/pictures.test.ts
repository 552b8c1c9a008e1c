import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asciiBytes } from '../base/bytes.ts';
import { hash } from './hash.ts';
import { PICTURES } from './picture-list.ts';
import { commitmentOf, decimalCode, pictureCode } from './pictures.ts';

const FILE = new URL('../../../shared/vectors/sas-emoji.json', import.meta.url);
const isMissing = !existsSync(FILE);
if (isMissing) console.warn(`the published list is not at ${FILE.pathname}: its comparison is skipped`);

const H2 = hash(asciiBytes('h2'));
const NONCE_I = new Uint8Array(16).fill(1);
const NONCE_R = new Uint8Array(16).fill(2);

describe('pictures', () => {
  it('are the top 42 bits of the derived value, six by six', () => {
    const prk = createHmac('sha256', H2).update(NONCE_I).update(NONCE_R).digest();
    const okm = createHmac('sha256', prk).update('humr/1 sas\0\x01').digest();
    const top42 = okm.readBigUInt64BE() >> 22n;
    const expected = [36n, 30n, 24n, 18n, 12n, 6n, 0n].map((shift) => Number((top42 >> shift) & 63n));
    expect(pictureCode(H2, NONCE_I, NONCE_R)).toEqual(expected);
  });

  it('depend on the handshake and on both nonces in their places', () => {
    const code = pictureCode(H2, NONCE_I, NONCE_R);
    expect(pictureCode(hash(H2), NONCE_I, NONCE_R)).not.toEqual(code);
    expect(pictureCode(H2, NONCE_R, NONCE_I)).not.toEqual(code);
  });

  it('read as three numbers of 1000 to 9191 where they cannot be shown', () => {
    expect(decimalCode([0, 0, 0, 0, 0, 0, 0])).toEqual([1000, 1000, 1000]);
    expect(decimalCode([63, 63, 63, 63, 63, 63, 63])).toEqual([9191, 9191, 9191]);
    // 39 bits: 0000000000001 0000000000010 0000000000011, then the three bits that numbers leave out.
    expect(decimalCode([0, 0, 0b100000, 0, 0b100000, 0, 0b011111])).toEqual([1001, 1002, 1003]);
  });

  it('commit to one nonce of one session id', () => {
    const sid = new Uint8Array(16).fill(7);
    expect(commitmentOf(sid, NONCE_R)).toEqual(hash(asciiBytes('humr/1 sas-commit\0'), sid, NONCE_R));
    expect(commitmentOf(sid, NONCE_I)).not.toEqual(commitmentOf(sid, NONCE_R));
  });

  it('are 64, all different, all with names', () => {
    expect(PICTURES).toHaveLength(64);
    expect(new Set(PICTURES.map(({ emoji }) => emoji)).size).toBe(64);
    expect(new Set(PICTURES.map(({ name }) => name)).size).toBe(64);
  });

  it.skipIf(isMissing)('are those of the published list, in its order', () => {
    const published = JSON.parse(readFileSync(FILE, 'utf8')) as { emoji: string; description: string }[];
    expect(PICTURES).toEqual(published.map(({ emoji, description }) => ({ emoji, name: description })));
  });
});
