import { beforeEach, describe, expect, it } from 'vitest';
import type { ContactStore } from '../call/keeping.ts';
import type { RoomKeys } from '../trust/room.ts';
import { memoryContacts } from './contacts.test-kit.ts';
import { Doorbell } from './doorbell.ts';
import { PeopleBook } from './people-book.ts';
import type { RingView } from './people-view.ts';
import { World } from './world.test-kit.ts';

const P = new Uint8Array(32).fill(7);
const EARLIER = new Uint8Array(32).fill(8);
const DAY_S = 86_400;

/** Somebody with the page open, who knows one person under key and secret. */
class Home {
  readonly rings: (RingView | null)[] = [];
  readonly entered: { contactId: string; topic: string }[] = [];
  readonly book: PeopleBook;
  readonly bell: Doorbell;
  tones = 0;
  busy = false;
  readonly #contacts: ContactStore = memoryContacts();

  constructor(
    readonly world: World,
    readonly ownKey: Uint8Array,
    aheadS = 0,
  ) {
    this.book = new PeopleBook({
      contacts: this.#contacts,
      noteTrust: async () => true,
      loadRenewal: async () => null,
      dateMs: () => 1_000,
    });
    this.bell = new Doorbell({
      ports: {
        openCarrier: (_options, events) => world.openCarrier(events),
        dice: (byteCount) => world.dice(byteCount),
        nowMs: () => world.nowMs,
        epochS: () => 20_000 * DAY_S + 300 + aheadS + Math.floor(world.nowMs / 1000),
        after: (delayMs, run) => world.after(delayMs, run),
        every: (intervalMs, run) => every(world, intervalMs, run),
        log: () => undefined,
      },
      book: this.book,
      tone: { start: () => this.tones++, stop: () => undefined },
      ownKey,
      relayUrls: () => [],
      isBusy: () => this.busy,
      show: (ring) => this.rings.push(ring),
      enter: (contactId: string, keys: RoomKeys) => this.entered.push({ contactId, topic: keys.topicText }),
    });
  }

  async knows(name: string, key: Uint8Array, secrets: readonly Uint8Array[]): Promise<void> {
    for (const pairSecret of secrets) await this.book.met({ key, name, namedByLink: false, pairSecret });
    this.bell.refresh();
    await this.world.run(100);
  }

  get ring(): RingView | null {
    return this.rings.at(-1) ?? null;
  }

  get other(): string {
    return this.book.list.contacts[0]!.id;
  }

  get missed(): number {
    return this.book.list.contacts[0]?.missed?.count ?? 0;
  }
}

function every(world: World, intervalMs: number, run: () => void): () => void {
  let stop = world.after(intervalMs, again);
  function again() {
    stop = world.after(intervalMs, again);
    run();
  }
  return () => stop();
}

const KEY_A = new Uint8Array(32).fill(1);
const KEY_B = new Uint8Array(32).fill(2);

let world: World;
let anna: Home;
let ben: Home;

async function acquaint(secretsOfAnna = [P], secretsOfBen = [P], aheadS = 0): Promise<void> {
  world = new World();
  anna = new Home(world, KEY_A);
  ben = new Home(world, KEY_B, aheadS);
  await anna.knows('Ben', KEY_B, secretsOfAnna);
  await ben.knows('Anna', KEY_A, secretsOfBen);
}

beforeEach(() => acquaint());

describe('ringing a contact', () => {
  it('rings on the other side, and both enter the same room when it is taken', async () => {
    anna.bell.call(anna.other);
    await world.run(3_000);
    expect(anna.ring).toMatchObject({ state: 'calling', name: 'Ben' });
    expect(ben.ring).toMatchObject({ state: 'incoming', name: 'Anna', silenced: false });
    expect(ben.tones).toBe(1);
    ben.bell.accept();
    await world.run(1_000);
    expect([anna.ring, ben.ring]).toEqual([null, null]);
    expect(anna.entered).toHaveLength(1);
    expect(ben.entered.map(({ topic }) => topic)).toEqual(anna.entered.map(({ topic }) => topic));
  });

  it('is told that it was declined, and rings no more', async () => {
    anna.bell.call(anna.other);
    await world.run(3_000);
    ben.bell.decline();
    await world.run(5_000);
    expect(anna.ring).toMatchObject({ state: 'ended', why: 'declined' });
    expect([ben.ring, ben.missed, anna.entered.length]).toEqual([null, 0, 0]);
  });

  it('is told that they talk to somebody, who then finds it missed', async () => {
    ben.busy = true;
    anna.bell.call(anna.other);
    await world.run(3_000);
    expect(anna.ring).toMatchObject({ state: 'ended', why: 'busy' });
    expect([ben.tones, ben.missed]).toEqual([0, 1]);
  });

  it('gives up without an answer, and the other side finds it missed', async () => {
    anna.bell.call(anna.other);
    await world.run(60_000);
    expect(anna.ring).toMatchObject({ state: 'ended', why: 'no-answer' });
    expect([ben.ring, ben.missed]).toEqual([null, 1]);
  });

  it('says when the relay is not there', async () => {
    const lonely = new Home(world, KEY_A);
    await lonely.book.met({ key: KEY_B, name: 'Ben', namedByLink: false, pairSecret: null });
    lonely.bell.call(lonely.other);
    await world.run(12_000);
    expect(lonely.ring).toMatchObject({ state: 'ended', why: 'unreachable' });
  });

  it('stops at once when it is given up', async () => {
    anna.bell.call(anna.other);
    await world.run(3_000);
    anna.bell.stop();
    await world.run(100);
    expect([anna.ring, ben.ring, ben.missed]).toEqual([null, null, 1]);
  });

  it('stops when whoever rings is gone without a word', async () => {
    anna.bell.call(anna.other);
    await world.run(3_000);
    world.meddle = () => [];
    await world.run(9_000);
    expect([ben.ring, ben.missed]).toEqual([null, 1]);
  });

  it('that crosses another is as good as taken', async () => {
    anna.bell.call(anna.other);
    ben.bell.call(ben.other);
    await world.run(3_000);
    expect([anna.entered.length, ben.entered.length]).toEqual([1, 1]);
    expect(anna.entered[0]?.topic).toBe(ben.entered[0]?.topic);
  });

  it('gets through a relay that loses two of three messages', async () => {
    let count = 0;
    world.meddle = (_topic, sealed) => (++count % 3 === 0 ? [sealed] : []);
    anna.bell.call(anna.other);
    await world.run(8_000);
    expect(ben.ring).toMatchObject({ state: 'incoming' });
    ben.bell.decline();
    await world.run(20_000);
    expect(anna.ring).toMatchObject({ state: 'ended', why: 'declined' });
  });

  it('finds whoever kept only the secret of the call before', async () => {
    await acquaint([EARLIER, P], [EARLIER]);
    anna.bell.call(anna.other);
    await world.run(3_000);
    expect(ben.ring).toMatchObject({ state: 'incoming' });
    await acquaint([EARLIER], [EARLIER, P]);
    anna.bell.call(anna.other);
    await world.run(3_000);
    expect(ben.ring).toMatchObject({ state: 'incoming' });
  });

  it('finds somebody whose day has begun already', async () => {
    await acquaint([P], [P], -400); // yesterday there
    anna.bell.call(anna.other);
    await world.run(3_000);
    expect(ben.ring).toMatchObject({ state: 'incoming' });
  });

  it('is not heard by somebody who was blocked', async () => {
    await ben.book.blocked(ben.other);
    ben.bell.refresh();
    anna.bell.call(anna.other);
    await world.run(60_000);
    expect([ben.tones, ben.missed]).toEqual([0, 0]);
    expect(anna.ring).toMatchObject({ why: 'no-answer' });
  });
});

describe('a doorbell', () => {
  it('rings no more than six times in ten minutes for one person', async () => {
    for (let turn = 0; turn < 10; turn++) {
      anna.bell.call(anna.other);
      await world.run(3_000);
      anna.bell.stop();
      await world.run(100);
    }
    expect(ben.tones).toBe(6);
    await world.run(600_000);
    anna.bell.call(anna.other);
    await world.run(3_000);
    expect(ben.tones).toBe(7);
  });

  it('is not rung by what was recorded', async () => {
    anna.bell.call(anna.other);
    await world.run(3_000);
    ben.bell.decline();
    await world.run(1_000);
    const recorded = [...world.carried];
    for (const { topic, sealed } of recorded) world.publish(topic, sealed);
    await world.run(1_000);
    expect(ben.tones).toBe(1);
    // A page that was opened since knows nothing of it, but that it is old.
    await world.run(700_000);
    const later = new Home(world, KEY_B);
    await later.knows('Anna', KEY_A, [P]);
    for (const { topic, sealed } of recorded) world.publish(topic, sealed);
    await world.run(1_000);
    expect(later.tones).toBe(0);
  });

  it('hears nothing in noise, in other rooms’ messages or in its own', async () => {
    anna.bell.call(anna.other);
    await world.run(3_000);
    const { topic, sealed } = world.carried.at(-1)!;
    for (let at = 0; at < sealed.length; at += 7) {
      world.publish(
        topic,
        sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)),
      );
    }
    world.publish(topic, new Uint8Array(0));
    await world.run(500);
    expect(ben.tones).toBe(1);
    expect(anna.tones).toBe(0);
  });

  it('stops in every tab once one of them has answered', async () => {
    const tab = new Home(world, KEY_B);
    await tab.knows('Anna', KEY_A, [P]);
    anna.bell.call(anna.other);
    await world.run(3_000);
    expect([ben.ring?.state, tab.ring?.state]).toEqual(['incoming', 'incoming']);
    tab.bell.accept();
    await world.run(100);
    expect([ben.ring, ben.missed, ben.entered.length]).toEqual([null, 0, 0]);
    expect([tab.entered.length, anna.entered.length]).toEqual([1, 1]);
  });

  it('is not heard from somebody who may not ring, who can still be called', async () => {
    await ben.book.mayRing(ben.other, false);
    ben.bell.refresh();
    const carried = world.carried.length;
    anna.bell.call(anna.other);
    await world.run(50_000);
    expect([ben.tones, ben.missed, anna.ring]).toMatchObject([0, 0, { state: 'ended', why: 'no-answer' }]);
    expect(world.carried.length).toBeGreaterThan(carried);
    anna.bell.stop();
    ben.bell.call(ben.other);
    await world.run(1_000);
    expect(anna.ring).toMatchObject({ state: 'incoming' });
    anna.bell.accept();
    await world.run(1_000);
    expect([ben.entered.length, anna.entered.length]).toEqual([1, 1]);
    // Nobody listens for them any more.
    anna.bell.call(anna.other);
    await world.run(1_000);
    expect(ben.tones).toBe(0);
    await ben.book.mayRing(ben.other, true);
    ben.bell.refresh();
    await world.run(3_000);
    expect(ben.tones).toBe(1);
  });

  it('listens on no more topics than a relay allows', async () => {
    const popular = new Home(world, new Uint8Array(32).fill(9));
    for (let i = 10; i < 50; i++) {
      const key = new Uint8Array(32).fill(i);
      await popular.book.met({ key, name: `Person ${i}`, namedByLink: false, pairSecret: key });
    }
    const joined = new Set<string>();
    const open = world.openCarrier.bind(world);
    world.openCarrier = (events) => {
      const carrier = open(events);
      const join = carrier.join.bind(carrier);
      carrier.join = (topic) => {
        joined.add(topic);
        join(topic);
      };
      return carrier;
    };
    popular.bell.refresh();
    expect(joined.size).toBe(60);
  });
});
