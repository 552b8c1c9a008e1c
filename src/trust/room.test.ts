import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { roomKeys } from './room.ts';

const SECRET = Uint8Array.from({ length: 16 }, (_, i) => 16 - i);

/** HKDF by another implementation; one block is enough for 32 bytes. */
function expected(info: Buffer, length: number): Buffer {
  const prk = createHmac('sha256', 'humr/1 room\0').update(SECRET).digest();
  return createHmac('sha256', prk)
    .update(Buffer.concat([info, Buffer.of(1)]))
    .digest()
    .subarray(0, length);
}

describe('room', () => {
  it('derives every key as the protocol page says', () => {
    const room = roomKeys(SECRET);
    expect(Buffer.from(room.topic)).toEqual(expected(Buffer.from('humr/1 topic\0'), 16));
    expect(Buffer.from(room.envelopeKey)).toEqual(expected(Buffer.from('humr/1 envelope\0'), 32));
    expect(Buffer.from(room.psk)).toEqual(expected(Buffer.from('humr/1 psk\0'), 32));
    const sid = Buffer.alloc(16, 7);
    const inbox = expected(Buffer.concat([Buffer.from('humr/1 inbox\0'), sid]), 16);
    expect(room.inboxTopic(sid)).toBe(inbox.toString('base64url'));
  });

  it('names its topics in 22 characters, a different one for every session id', () => {
    const room = roomKeys(SECRET);
    expect(room.topicText).toBe(Buffer.from(room.topic).toString('base64url'));
    expect(room.topicText).toHaveLength(22);
    expect(room.inboxTopic(new Uint8Array(16).fill(1))).not.toBe(room.inboxTopic(new Uint8Array(16).fill(2)));
  });

  it('refuses a secret that is not 16 bytes', () => {
    expect(() => roomKeys(new Uint8Array(15))).toThrow(RangeError);
  });
});
