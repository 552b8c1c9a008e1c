import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contactDays, contactRoom } from './contact.ts';
import { meet, NOW_S, personOf } from './handshake-fixture.ts';

describe('contact', () => {
  it('finds the other under the same topic after a call, and under another after the next', async () => {
    const [day] = contactDays(NOW_S);
    const first = await meet(personOf('anna'), personOf('bert'));
    const annas = contactRoom(first.opened.session.contactSecret, day);
    expect(contactRoom(first.answered.session.contactSecret, day).topicText).toBe(annas.topicText);
    const second = await meet(personOf('anna'), personOf('carl'));
    expect(contactRoom(second.opened.session.contactSecret, day).topicText).not.toBe(annas.topicText);
  });

  it('moves every day and keeps its keys', () => {
    const secret = new Uint8Array(32).fill(5);
    const [today, tomorrow] = [contactRoom(secret, 20_000), contactRoom(secret, 20_001)];
    expect(tomorrow.topicText).not.toBe(today.topicText);
    expect(tomorrow.psk).toEqual(today.psk);
    const info = Buffer.concat([Buffer.from('humr/1 topic\0'), Buffer.of(0, 0, 0x4e, 0x20), Buffer.of(1)]);
    const expected = createHmac('sha256', secret).update(info).digest().subarray(0, 16);
    expect(Buffer.from(today.topic)).toEqual(expected);
  });

  it('meets across midnight: either day of the one is among the days of the other', () => {
    const before = contactDays(86_400 * 20_000 - 1);
    const after = contactDays(86_400 * 20_000);
    expect(before[0]).toBe(19_999);
    expect(after).toContain(before[0]);
    expect(before).toContain(after[0]);
  });

  it('refuses a secret of another length', () => {
    expect(() => contactRoom(new Uint8Array(16), 1)).toThrow(RangeError);
  });
});
