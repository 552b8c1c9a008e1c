/** The code carrier over real connections of this browser, through the body of tests all carriers pass. */
import { afterEach, describe, expect, it } from 'vitest';
import { type CarrierKind, testCarriers } from '../../relay/carriers.test-kit.ts';
import type { CodeWay } from '../call/code-way.ts';
import { openPeer } from '../rtc/peer.ts';
import { MAX_CODE_DESCRIPTION_BYTES } from '../trust/code.ts';
import { openCodeWay } from './code.ts';
import { openTabs } from './tabs.ts';

const OPTIONS = { openPeer, iceServers: [], relayOnly: false, maxDescriptionBytes: MAX_CODE_DESCRIPTION_BYTES };

const ways: CodeWay[] = [];

afterEach(() => {
  for (const way of ways.splice(0)) way.close();
});

function makeWay(opened: () => void = () => undefined): CodeWay {
  const way = openCodeWay(OPTIONS, { opened });
  ways.push(way);
  return way;
}

/** What two people do, without the cameras. */
async function carryCodes(inviter: CodeWay, guest: CodeWay): Promise<void> {
  const answer = await guest.answer((await inviter.offer())!);
  expect(await inviter.accept(answer!)).toBe(true);
}

const CODE: CarrierKind = {
  name: 'code',
  people: 2,
  openAll() {
    const [inviter, guest] = [makeWay(), makeWay()];
    void carryCodes(inviter, guest);
    return [(events) => inviter.carrier(events), (events) => guest.carrier(events)];
  },
};

testCarriers([CODE, { name: 'tabs', people: 3, openAll: (count) => Array.from({ length: count }, () => openTabs) }]);

describe('a way made of codes', () => {
  it('fits its descriptions into the room there is', async () => {
    const [inviter, guest] = [makeWay(), makeWay()];
    const offer = (await inviter.offer())!;
    const answer = (await guest.answer(offer))!;
    for (const description of [offer, answer]) {
      expect(description.length).toBeGreaterThan(60);
      expect(description.length).toBeLessThanOrEqual(MAX_CODE_DESCRIPTION_BYTES);
    }
  });

  it('takes no answer for an offer, no offer for an answer, and no nonsense for either', async () => {
    const [inviter, guest] = [makeWay(), makeWay()];
    const offer = (await inviter.offer())!;
    const answer = (await guest.answer(offer))!;
    expect(await inviter.accept(offer)).toBe(false);
    expect(await makeWay().answer(answer)).toBeNull();
    expect(await makeWay().answer(Uint8Array.of(1, 2, 3))).toBeNull();
    expect(await inviter.accept(answer)).toBe(true);
  });
});
