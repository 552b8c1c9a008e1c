/**
 * Where a room is: the topics of its secret on a carrier, and what is sealed with its keys. A room moves when somebody
 * was removed (`trust/kick.ts`): the new place is greeted in at once. Of an old one only the letters of those who stay
 * and have not been seen to follow still count, so that whose path broke meanwhile is found again; then it is left.
 */
import { toBase64Url } from '../base/base64url.ts';
import type { Carrier, CarrierState } from '../call/carrier.ts';
import type { Ports } from '../call/ports.ts';
import { MESSAGE_TYPE, sealEnvelope } from '../trust/envelope.ts';
import type { Identity } from '../trust/identity.ts';
import type { RoomKeys } from '../trust/room.ts';
import { createGreeter, type Greeter } from './pairing.ts';

export interface GroundsOptions {
  readonly ports: Ports<MediaStreamTrack>;
  readonly sid: Uint8Array;
  readonly identity: Identity;
  readonly relayUrls: readonly string[];
  received(ground: Ground, sealed: Uint8Array): void;
  /** Of the carrier of the newest ground. */
  changed(state: CarrierState): void;
}

/** One place: the keys of one secret, and a carrier that listens on their topics. */
export interface Ground {
  readonly keys: RoomKeys;
  readonly greeter: Greeter;
  readonly carrier: Carrier;
  /** Sessions that are still to leave it for the next; null on the newest. */
  awaited: Set<string> | null;
}

/** More moves than this before anybody follows, and the first of these places is given up. */
const MAX_LEFT = 4;
const NONCE_BYTES = 24;

export class Grounds {
  readonly #options: GroundsOptions;
  /** The newest last. */
  readonly #all: Ground[] = [];

  constructor(options: GroundsOptions, keys: RoomKeys) {
    this.#options = options;
    this.#all.push(this.#open(keys));
  }

  get newest(): Ground {
    return this.#all[this.#all.length - 1]!; // there is always one
  }

  /** @param awaited sessions that are to follow */
  move(keys: RoomKeys, awaited: Iterable<string>): void {
    this.newest.awaited = new Set(awaited);
    this.#all.push(this.#open(keys));
    this.#tidy();
  }

  /** Somebody follows on the newest ground, or is gone: nothing of theirs is awaited any more. */
  settled(id: string): void {
    for (const { awaited } of this.#all) awaited?.delete(id);
    this.#tidy();
  }

  /** To one session, wherever it may still listen, or to everybody on the newest ground. */
  send(to: Uint8Array | null, type: number, body: Uint8Array): void {
    const name = to && toBase64Url(to);
    for (const { keys, carrier, awaited } of this.#all) {
      if (awaited && !(name && awaited.has(name))) continue;
      carrier.send(to ? keys.inboxTopic(to) : keys.topicText, this.#seal(keys, to, type, body));
    }
  }

  retryNow(): void {
    for (const { carrier } of this.#all) carrier.retryNow();
  }

  close(): void {
    for (const { carrier } of this.#all) carrier.close();
  }

  #open(keys: RoomKeys): Ground {
    const { ports, sid, identity, relayUrls, received, changed } = this.#options;
    let ground: Ground | null = null;
    let isTold = this.#all.length === 0;
    const carrier = ports.openCarrier(
      // What the relay says when it loses us: new bytes for each connection, as every message has its own.
      {
        urls: relayUrls,
        will: () => ({ topic: keys.topicText, sealed: this.#seal(keys, null, MESSAGE_TYPE.gone, new Uint8Array(0)) }),
      },
      {
        received: (_topic, sealed) => ground && received(ground, sealed),
        changed: (state) => {
          // The call goes on while a new place is reached; only what becomes of that is worth a word.
          isTold ||= state.phase !== 'connecting';
          if (isTold && !ground?.awaited) changed(state);
        },
      },
    );
    const greeter = createGreeter({
      ports,
      keys,
      ownSid: sid,
      identity,
      send: (to, type, body) => this.send(to, type, body),
    });
    ground = { keys, greeter, carrier, awaited: null };
    for (const topic of [keys.topicText, keys.inboxTopic(sid)]) carrier.join(topic);
    return ground;
  }

  /** Leaves every place where nobody is awaited. */
  #tidy(): void {
    const left = this.#all.slice(0, -1);
    const tooMany = left.length - MAX_LEFT;
    left.forEach((ground, at) => {
      if (at >= tooMany && ground.awaited?.size !== 0) return;
      ground.carrier.close();
      this.#all.splice(this.#all.indexOf(ground), 1);
    });
  }

  #seal(keys: RoomKeys, to: Uint8Array | null, type: number, body: Uint8Array): Uint8Array {
    const { sid, ports } = this.#options;
    return sealEnvelope(keys, { type, from: sid, to, body }, ports.dice(NONCE_BYTES));
  }
}
