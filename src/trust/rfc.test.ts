/** The short vectors of the standards themselves, typed in. */
import { createCipheriv } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { describe, expect, it } from 'vitest';
import { rekey } from './aead.ts';
import { expand, extract } from './hash.ts';
import { softwareIdentity, verifySignature } from './identity.ts';
import { keyPairOf, sharedSecret } from './noise.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const range = (from: number, to: number) => Uint8Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('X25519, RFC 7748', () => {
  it.each([
    [
      'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
      'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
      'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
    ],
    [
      '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
      'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
      '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
    ],
  ])('multiplies as in section 5.2', (scalar, point, product) => {
    expect(hexOf(sharedSecret(hex(scalar), hex(point))!)).toBe(product);
  });

  it('lets Alice and Bob agree as in section 6.1', () => {
    const alice = keyPairOf(hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'));
    const bob = keyPairOf(hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'));
    expect(hexOf(alice.publicKey)).toBe('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a');
    expect(hexOf(bob.publicKey)).toBe('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f');
    const shared = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';
    expect(hexOf(sharedSecret(alice.secretKey, bob.publicKey)!)).toBe(shared);
    expect(hexOf(sharedSecret(bob.secretKey, alice.publicKey)!)).toBe(shared);
  });
});

describe('Ed25519, RFC 8032 section 7.1', () => {
  it.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('signs and verifies with seed %s', async (seed, publicKey, message, signature) => {
    const identity = softwareIdentity(hex(seed));
    expect(hexOf(identity.publicKey)).toBe(publicKey);
    expect(hexOf(await identity.sign(hex(message)))).toBe(signature);
    expect(verifySignature(hex(publicKey), hex(message), hex(signature))).toBe(true);
  });
});

describe('HKDF-SHA-256, RFC 5869 appendix A', () => {
  it.each([
    [
      'A.1',
      new Uint8Array(22).fill(0x0b),
      range(0, 12),
      range(0xf0, 0xf9),
      '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5',
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    ],
    [
      'A.2',
      range(0, 0x4f),
      range(0x60, 0xaf),
      range(0xb0, 0xff),
      '06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244',
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    ],
    [
      'A.3',
      new Uint8Array(22).fill(0x0b),
      new Uint8Array(0),
      new Uint8Array(0),
      '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04',
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    ],
  ])('%s', (_, keyMaterial, salt, info, prk, okm) => {
    expect(hexOf(extract(salt, keyMaterial))).toBe(prk);
    expect(hexOf(expand(hex(prk), info, okm.length / 2))).toBe(okm);
  });
});

describe('ChaCha20-Poly1305', () => {
  it('seals the sunscreen speech of RFC 8439 section 2.8.2', () => {
    const plaintext = Buffer.from(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    );
    const cipher = chacha20poly1305(
      range(0x80, 0x9f),
      hex('070000004041424344454647'),
      hex('50515253c0c1c2c3c4c5c6c7'),
    );
    const sealed = hexOf(cipher.encrypt(Uint8Array.from(plaintext)));
    expect(sealed.slice(0, 32)).toBe('d31a8d34648e60db7b86afbc53ef7ec2');
    expect(sealed.slice(-32)).toBe('1ae10b594f09e26a7e902ecbd0600691');
  });

  it('rekeys as Noise section 4.2 defines it, by another implementation', () => {
    const key = range(1, 32);
    const nonce = Buffer.concat([Buffer.alloc(4), Buffer.alloc(8, 0xff)]);
    const other = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
    expect(hexOf(rekey(key))).toBe(other.update(Buffer.alloc(32)).toString('hex'));
  });
});
