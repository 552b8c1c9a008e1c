/** Somebody in the room, honest or not: the shipped room with its pairs and handshakes, over stand-ins for the browser. */
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Member } from '../src/app/member.ts';
import { Removal } from '../src/app/removal.ts';
import { openRoom, type Room } from '../src/app/room.ts';
import { concatBytes } from '../src/base/bytes.ts';
import { hexFromBytes } from '../src/call/address.ts';
import type { Description } from '../src/call/description.ts';
import { readMessage } from '../src/call/messages.ts';
import type { Ports } from '../src/call/ports.ts';
import type { Identity } from '../src/trust/identity.ts';
import { identityFingerprint } from '../src/trust/link.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Media, MediaPeer } from './media.ts';
import type { Post } from './post.ts';

/** Identity keys are made natively: noble would take a millisecond for each signature, and makes the same one. */
export function nativeIdentity(seed: Uint8Array): Identity {
  const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex'); // RFC 8410, section 7
  const key: KeyObject = createPrivateKey({
    key: concatBytes(pkcs8Head, seed) as Buffer,
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(spki.subarray(-32)),
    sign: async (message) => new Uint8Array(sign(null, message, key)),
  };
}

export interface PersonOptions {
  readonly name: string;
  readonly post: Post;
  readonly media: Media;
  readonly secret: Uint8Array;
  /** What this person proves to others; a forger's may name a key that is not theirs. */
  readonly identity: Identity;
  /** The key this person really has: what their media are owned by. */
  readonly ownKey: Uint8Array;
  readonly seed: number;
  /** Identity key of whoever made the link; nobody is removed without one. */
  readonly makerKey?: Uint8Array;
  /** A session id to take instead of a random one. */
  readonly sid?: Uint8Array;
  /** Whose certificate to describe as one's own. */
  readonly pose?: () => Promise<Description>;
  /** Hears of every change in the room. */
  changed(person: Person): void;
}

export class Person {
  readonly room: Room;
  readonly removal: Removal;
  /** What removals led to: secrets moved to, in hexadecimal, and whom. The room itself stays, or nobody could be followed. */
  readonly removals: string[] = [];
  readonly peers: MediaPeer[] = [];
  /** Codes of calls that ended, in order. */
  readonly gone: string[] = [];
  readonly voices: string[] = [];
  /** Ids of people whose voice played before their call was connected. */
  readonly early: string[] = [];
  /** Errors that the app caught from its own actions; the stand-ins throw none, so each is ours. */
  readonly complaints: string[] = [];
  /** Random bytes drawn, envelope nonces excepted: repeating a message draws those. */
  rolls = 0;
  sid = new Uint8Array(0);
  /** The stand-ins this person's room was given. */
  readonly ports: Ports<MediaStreamTrack>;

  constructor(readonly options: PersonOptions) {
    this.ports = this.#makePorts();
    this.room = openRoom({
      ports: this.ports,
      secret: options.secret,
      identity: options.identity,
      relayUrls: [],
      relayOnly: false,
      self: () => ({ name: options.name, muted: false, microphone: 'live', track: null }),
      events: {
        changed: () => {
          this.removal?.changed();
          options.changed(this);
        },
        kicked: (id, news) => this.removal.hear(id, news),
        carrier: () => undefined,
        voice: (id) => this.#play(id),
        reported: () => undefined,
        added: () => undefined,
        side: () => undefined,
        gone: ({ id, pair: { call } }) => this.gone.push(`${id} ${call.phase === 'over' ? call.code : call.phase}`),
      },
    });
    this.removal = this.#openRemoval();
  }

  /** What a member says of a removal, as it is read. */
  hearRemoval(text: string): void {
    const [member] = this.members;
    const news = readMessage(text);
    if (member && typeof news !== 'string' && news.kind === 'kick') this.removal.hear(member.id, news);
  }

  get name(): string {
    return this.options.name;
  }

  get members(): Member[] {
    return [...this.room.members.values()];
  }

  #openRemoval(): Removal {
    const { secret, makerKey } = this.options;
    const invite = makerKey && {
      secret,
      hostFingerprint: identityFingerprint(makerKey),
      oneUse: false,
      relayOnly: false,
    };
    const removal = new Removal({
      ports: this.ports,
      invite: () => invite ?? null,
      moved: (to) => this.removals.push(hexFromBytes(to)),
      removed: ({ id }) => this.removals.push(id),
      expelled: ({ id }) => this.removals.push(`by ${id}`),
    });
    const { room, removals } = this;
    removal.begin({
      members: room.members,
      own: room.own,
      expel: (id) => removals.push(`out ${id}`),
      move: (to) => removals.push(`to ${hexFromBytes(to)}`),
      followed: (id) => room.followed(id),
    });
    return removal;
  }

  #play(id: string): void {
    this.voices.push(id);
    if (this.room.members.get(id)?.pair.call.phase !== 'connected') this.early.push(id);
  }

  #makePorts(): Ports<MediaStreamTrack> {
    const { post, media, name, seed, ownKey } = this.options;
    const { world } = post;
    const dice = this.#dice(chanceOf(seed, 1), chanceOf(seed, 2));
    return {
      openPeer: (_options, events) => {
        const peer = media.open(hexFromBytes(ownKey), events, chanceOf(seed, 3, this.peers.length));
        peer.pose = this.options.pose ?? null;
        this.peers.push(peer);
        return peer;
      },
      openCarrier: (_options, events) => post.open(name, events),
      nowMs: () => world.nowMs,
      epochS: () => 1_800_000_000 + Math.floor(world.nowMs / 1000),
      dice,
      every: (intervalMs, callback) => world.every(intervalMs, callback),
      after: (delayMs, callback) => world.after(delayMs, callback),
      log: ({ event, detail }) => event === 'browser refused' && this.complaints.push(detail ?? ''),
      ...NOT_USED_BY_A_ROOM,
    };
  }

  /** Nonces come from a stream of their own, so that a repeated message leaves the keys of the next ones as they were. */
  #dice(keys: Chance, nonces: Chance): (byteCount: number) => Uint8Array {
    return (byteCount) => {
      if (byteCount === 24) return nonces.bytes(byteCount);
      const bytes = this.rolls++ === 0 && this.options.sid ? this.options.sid : keys.bytes(byteCount);
      if (this.rolls === 1) this.sid = Uint8Array.from(bytes);
      return bytes;
    };
  }
}

const NOT_USED_BY_A_ROOM = {
  openMicrophone: async () => 'MIC_MISSING',
  listDevices: async () => ({ microphones: [], speakers: [] }),
  watchDevices: () => () => undefined,
  turn: () => 'none' as const,
  openSpeaker: () => ({
    play() {},
    stop() {},
    setVolume() {},
    setDeafened() {},
    unblock() {},
    setSink: async () => true,
    close() {},
  }),
  loadIdentity: () => Promise.reject(new TypeError('a room is given its identity')),
  copyText: async () => true,
  shareLink: null,
  pageUrl: 'https://humr.example/',
  canCall: true,
} as const satisfies Partial<Ports<MediaStreamTrack>>;
