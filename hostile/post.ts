/**
 * The hostile carrier's sorting office: every sealed letter anybody sends passes here, is kept, and goes on only as the
 * case decides. Like a broker it delivers to whoever joined the topic, the writer included.
 */
import type { Carrier, CarrierEvents, Topic } from '../src/call/carrier.ts';
import type { World } from './world.ts';

export interface Letter {
  readonly topic: Topic;
  readonly sealed: Uint8Array;
  /** Name of who sent it. */
  readonly writer: string;
}

export interface Box {
  readonly owner: string;
  readonly topics: ReadonlySet<Topic>;
  readonly events: CarrierEvents;
}

export class Post {
  readonly carried: Letter[] = [];
  readonly boxes = new Set<Box>();
  /** What becomes of one letter on its way to one box. */
  route: (letter: Letter, box: Box) => void = (letter, box) => this.deliver(box, letter.topic, letter.sealed, 5);

  /** Hears of every letter, whoever it is for. */
  overhear: (letter: Letter) => void = () => undefined;

  constructor(readonly world: World) {}

  open(owner: string, events: CarrierEvents): Carrier {
    const topics = new Set<Topic>();
    const box = { owner, topics, events };
    this.boxes.add(box);
    this.world.after(1, () => events.changed({ phase: 'open' }));
    return {
      join: (topic) => topics.add(topic),
      send: (topic, sealed) => this.send({ topic, sealed, writer: owner }),
      retryNow: () => undefined,
      close: () => this.boxes.delete(box),
    };
  }

  /** A letter of anybody's, also of one who has no box. */
  send(letter: Letter): void {
    this.carried.push(letter);
    this.overhear(letter);
    for (const box of [...this.boxes]) if (box.topics.has(letter.topic)) this.route(letter, box);
  }

  deliver(box: Box, topic: Topic, sealed: Uint8Array, delayMs: number): void {
    this.world.after(delayMs, () => this.hand(box, topic, sealed));
  }

  /** Delivers now. */
  hand(box: Box, topic: Topic, sealed: Uint8Array): void {
    if (this.boxes.has(box)) this.world.attempt(() => box.events.received(topic, sealed));
  }
}
