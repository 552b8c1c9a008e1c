import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiBytes, concatBytes } from '../base/bytes.ts';
import { rekey, seal } from './aead.ts';
import {
  channelProof,
  closeSession,
  EPOCH_MESSAGES,
  EPOCH_MS,
  newSession,
  OLD_EPOCH_MS,
  openSignal,
  type Session,
  sealSignal,
  tidySession,
} from './session.ts';

const ANNA = new Uint8Array(16).fill(0xa);
const BERT = new Uint8Array(16).fill(0xb);
const HELLO = asciiBytes('{"kind":"bye"}');
const key = (value: number) => new Uint8Array(32).fill(value);

/** Two ends of one session. */
function pair(): { anna: Session; bert: Session } {
  const shared = { chainKey: key(1), transcript: key(2) };
  return {
    anna: newSession({ ...shared, sendKey: key(3), receiveKey: key(4) }),
    bert: newSession({ ...shared, sendKey: key(4), receiveKey: key(3) }),
  };
}

const say = (session: Session, nowMs = 0) => sealSignal(session, ANNA, BERT, HELLO, nowMs)!;
const hear = (session: Session, body: Uint8Array, nowMs = 0) => openSignal(session, ANNA, BERT, body, nowMs);

describe('session', () => {
  it('carries a message once', () => {
    const { anna, bert } = pair();
    const body = say(anna);
    expect(hear(bert, body)).toEqual(HELLO);
    expect(hear(bert, body)).toBe('replayed');
  });

  it('starts at counter 1, because the handshake used 0 under the same key', () => {
    const { anna } = pair();
    expect([...say(anna).subarray(0, 9)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('takes messages in any order within the window', () => {
    const { anna, bert } = pair();
    const bodies = Array.from({ length: 64 }, () => say(anna)).reverse();
    for (const body of bodies) expect(hear(bert, body)).toEqual(HELLO);
  });

  it('ends in one state whatever order twelve messages come in, repeated or not', () => {
    const { anna, bert } = pair();
    const bodies = Array.from({ length: 12 }, () => say(anna));
    const straight = structuredClone(bert);
    for (const body of bodies) hear(straight, body);
    const order = fc.shuffledSubarray(bodies, { minLength: 12 });
    fc.assert(
      fc.property(order, fc.shuffledSubarray(bodies), (first, again) => {
        const { bert: other } = pair();
        const heard = [...first, ...again].map((body) => hear(other, body));
        expect(heard.slice(12).every((it) => it === 'replayed')).toBe(true);
        expect(other).toEqual(straight);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a message with any byte changed and stays as it was', () => {
    const { anna, bert } = pair();
    const body = say(anna);
    const before = structuredClone(bert);
    for (let at = 0; at < body.length; at++) {
      const altered = body.slice();
      altered[at]! ^= 1;
      expect(typeof hear(bert, altered), `byte ${at}`).toBe('string');
      expect(bert, `byte ${at}`).toEqual(before);
    }
    expect(hear(bert, body)).toEqual(HELLO);
  });

  it('cannot be silenced by a forged high counter', () => {
    const { anna, bert } = pair();
    const forged = say(anna).slice();
    forged.fill(0x10, 2, 9);
    expect(hear(bert, forged)).toBe('altered');
    expect(hear(bert, say(anna))).toEqual(HELLO);
  });

  it('binds sender and receiver: a reflected message is not one from the other side', () => {
    const { anna, bert } = pair();
    const body = say(anna);
    expect(openSignal(anna, BERT, ANNA, body, 0)).toBe('altered');
    expect(openSignal(anna, ANNA, BERT, body, 0)).toBe('altered');
    expect(openSignal(bert, BERT, ANNA, body, 0)).toBe('altered');
    expect(openSignal(bert, ANNA, ANNA, body, 0)).toBe('altered');
    expect(openSignal(bert, BERT, BERT, body, 0)).toBe('altered');
  });

  it('takes nothing under counter 0, which the handshake used', () => {
    const { bert } = pair();
    const aad = concatBytes(asciiBytes('humr/1 sig\0'), Uint8Array.of(0), ANNA, BERT);
    expect(hear(bert, concatBytes(new Uint8Array(9), seal(key(3), 0, aad, HELLO)))).toBe('replayed');
  });

  it('refuses what is too short and counters that numbers cannot hold', () => {
    const { bert } = pair();
    expect(hear(bert, new Uint8Array(24))).toBe('too-short');
    expect(hear(bert, new Uint8Array(40).fill(0xff))).toBe('bad-counter');
  });

  it('never throws, whatever arrives', () => {
    const { bert } = pair();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (body) => typeof hear(bert, body) === 'string'));
  });
});

describe('rekeying', () => {
  it('starts a new epoch after 256 messages, and the other side follows', () => {
    const { anna, bert } = pair();
    for (let i = 0; i < EPOCH_MESSAGES; i++) expect(say(anna)[0]).toBe(0);
    const next = say(anna);
    expect(next[0]).toBe(1);
    expect(hear(bert, next)).toEqual(HELLO);
    expect(bert.current.epoch).toBe(1);
    expect(bert.current.key).toEqual(rekey(key(3)));
  });

  it('starts a new epoch after 10 minutes', () => {
    const { anna } = pair();
    expect(say(anna, 1000)[0]).toBe(0);
    expect(say(anna, 1000 + EPOCH_MS - 1)[0]).toBe(0);
    expect(say(anna, 1000 + EPOCH_MS)[0]).toBe(1);
  });

  it('takes overtaken messages of the old epoch for 30 seconds, each once', () => {
    const { anna, bert } = pair();
    const [first, second] = [say(anna, 0), say(anna, 0)];
    hear(bert, say(anna, EPOCH_MS), 1000);
    expect(hear(bert, first, 1000 + OLD_EPOCH_MS - 1)).toEqual(HELLO);
    expect(hear(bert, first, 1000 + OLD_EPOCH_MS - 1)).toBe('replayed');
    expect(hear(bert, second, 1000 + OLD_EPOCH_MS)).toBe('old-epoch');
  });

  it('follows over lost epochs, but not over more than eight', () => {
    const { anna, bert } = pair();
    for (let epoch = 0; epoch < 8; epoch++) say(anna, epoch * EPOCH_MS);
    const eighth = say(anna, 8 * EPOCH_MS);
    const ninth = say(anna, 9 * EPOCH_MS);
    expect([eighth[0], ninth[0]]).toEqual([8, 9]);
    expect(hear(bert, ninth)).toBe('far-epoch');
    expect(hear(bert, eighth)).toEqual(HELLO);
    expect(hear(bert, ninth)).toEqual(HELLO);
  });

  it('never uses a counter twice, in whatever epoch', () => {
    const { anna } = pair();
    const heads = Array.from({ length: 600 }, () => Buffer.from(say(anna).subarray(1, 9)).toString('hex'));
    expect(new Set(heads).size).toBe(600);
  });

  it('refuses to seal when 256 epochs are used up', () => {
    const { anna } = pair();
    for (let epoch = 0; epoch < 256; epoch++) expect(say(anna, epoch * EPOCH_MS)[0]).toBe(epoch);
    expect(sealSignal(anna, ANNA, BERT, HELLO, 256 * EPOCH_MS)).toBeNull();
  });

  it('overwrites the key it leaves, the sender at once and the receiver after 30 seconds', () => {
    const { anna, bert } = pair();
    const sent = anna.send.key;
    const received = bert.current.key;
    say(anna, 0);
    hear(bert, say(anna, EPOCH_MS), 0);
    expect(sent).toEqual(key(0));
    expect(received).toEqual(key(3));
    tidySession(bert, OLD_EPOCH_MS);
    expect(received).toEqual(key(0));
  });

  it('overwrites the key before last when epochs follow quickly', () => {
    const { anna, bert } = pair();
    const received = bert.current.key;
    for (const epoch of [0, 1, 2]) hear(bert, say(anna, epoch * EPOCH_MS), 0);
    expect(bert.current.epoch).toBe(2);
    expect(bert.previous?.epoch).toBe(1);
    expect(received).toEqual(key(0));
  });
});

describe('the proof of the channel', () => {
  it('is the same for both, another for each side and for each session', () => {
    const { anna, bert } = pair();
    expect(channelProof(anna, ANNA)).toHaveLength(16);
    expect(channelProof(bert, ANNA)).toEqual(channelProof(anna, ANNA));
    expect(channelProof(anna, BERT)).not.toEqual(channelProof(anna, ANNA));
    const other = newSession({ chainKey: key(9), sendKey: key(2), receiveKey: key(3), transcript: key(4) });
    expect(channelProof(other, ANNA)).not.toEqual(channelProof(anna, ANNA));
  });
});

describe('a closed session', () => {
  it('holds no key and takes and gives nothing', () => {
    const { anna, bert } = pair();
    const body = say(anna);
    closeSession(anna);
    closeSession(bert);
    for (const secret of [anna.send.key, anna.current.key, anna.rekeyPsk, anna.contactSecret, anna.channelKey]) {
      expect(secret).toEqual(key(0));
    }
    expect(hear(bert, body)).toBe('closed');
    expect(sealSignal(anna, ANNA, BERT, HELLO, 0)).toBeNull();
  });
});
