/**
 * The handshake with one person, as the pair sees it: what to send, what was proven, what to ignore. Holds the states of
 * `trust/handshake` between messages, so that the pair need not know which role it plays.
 */
import { toBase64Url } from '../base/base64url.ts';
import { equalBytes } from '../base/bytes.ts';
import type { Ports } from '../call/ports.ts';
import { type Answered, type AnswerSent, makeAnswer, readAnswer, readOpen } from '../trust/answer.ts';
import { MESSAGE_TYPE } from '../trust/envelope.ts';
import { forgetHello, type HelloRead, type HelloState, peekHello, readHello, startHello } from '../trust/hello.ts';
import type { Identity } from '../trust/identity.ts';
import { makeOffer, type OfferRead, type OfferSent, readOffer } from '../trust/offer.ts';
import type { PictureCode } from '../trust/pictures.ts';
import type { RoomKeys } from '../trust/room.ts';
import { SeenHellos } from '../trust/seen.ts';
import { channelProof, closeSession, openSignal, type Session, sealSignal } from '../trust/session.ts';
import { Rehandshake, type RehandshakeHooks } from './rehandshake.ts';

export interface Pairing {
  /** 16 bytes. */
  readonly theirSid: Uint8Array;
  /** Their identity key, 32 bytes, once proven. */
  theirKey(): Uint8Array | null;
  /** Their description, once proven. */
  theirDescription(): Uint8Array | null;
  /** The pictures to compare, once both nonces are known; the same on both sides or somebody is between. */
  pictures(): PictureCode | null;
  isSameOffer(body: Uint8Array): boolean;
  /** @returns `forged` when their greeting's key cannot be one an honest browser makes */
  sendOffer(description: Uint8Array): Promise<'sent' | 'forged'>;
  sendAnswer(description: Uint8Array): Promise<void>;
  /** @returns their description; `ignored` for what is not from them, `forged` for a proof that fails */
  readAnswer(body: Uint8Array): Uint8Array | 'ignored' | 'forged';
  readOpen(body: Uint8Array): 'opened' | 'ignored' | 'forged';
  /** Seals one text for them over the carrier; nothing is sent before there is a session. */
  sendSignal(text: string, nowMs: number): void;
  /** @returns the text, or null when it is not authentic, repeated, or came too early */
  openSignal(body: Uint8Array, nowMs: number): string | null;
  /** What to say first on the data channel: that both its ends hold this session; empty before there is one. */
  channelProof(): string;
  /** Whether they said theirs. */
  isChannelProof(text: string): boolean;
  /** p of "Contacts without link", 32 bytes: a copy for the store; null before there is a session. */
  contactSecret(): Uint8Array | null;
  /** Sends the last handshake message once more, as it was. */
  resend(): void;
  /** The handshake that renews the session while they are connected. */
  rehandshake(hooks: RehandshakeHooks): Rehandshake;
  /** Overwrites every key. */
  wipe(): void;
}

export interface GreeterOptions {
  readonly ports: Pick<Ports<unknown>, 'dice' | 'epochS' | 'nowMs'>;
  readonly keys: RoomKeys;
  readonly ownSid: Uint8Array;
  readonly identity: Identity;
  send(to: Uint8Array, type: number, body: Uint8Array): void;
}

export interface Greeter {
  /** Body of a HELLO; the same for a while, then with a fresh key. */
  greeting(): Uint8Array;
  /** Whether `readGreeting` would take it; remembers nothing. */
  isGreeting(fromSid: Uint8Array, body: Uint8Array): boolean;
  /** @returns null when it is not authentic or was read before */
  readGreeting(fromSid: Uint8Array, body: Uint8Array): Pairing | null;
  readOffer(fromSid: Uint8Array, body: Uint8Array): Pairing | null;
}

/** One ephemeral key serves the offers to one greeting and its repetitions, not the whole evening. */
const GREETING_LIFE_MS = 5_000;
/** Offers to the last few greetings are still taken: they were on their way. */
const GREETINGS_KEPT = 4;
/** No capability bits are defined yet. */
const CAPABILITIES = 0;

export function createGreeter(options: GreeterOptions): Greeter {
  const { ports, keys, ownSid } = options;
  const seen = new SeenHellos();
  const greetings: { state: HelloState; body: Uint8Array; madeMs: number }[] = [];
  return {
    greeting() {
      const latest = greetings[0];
      if (latest && ports.nowMs() - latest.madeMs < GREETING_LIFE_MS) return latest.body;
      const nowS = ports.epochS();
      const made = startHello(keys, ownSid, CAPABILITIES, nowS, ports.dice);
      // Remembered like everybody's, so that one's own greeting under a false name is no news.
      seen.add(ownSid, made.state.ephemeral.publicKey, nowS, nowS);
      greetings.unshift({ ...made, madeMs: ports.nowMs() });
      for (const { state } of greetings.splice(GREETINGS_KEPT)) forgetHello(state);
      return made.body;
    },
    isGreeting: (fromSid, body) => typeof peekHello(keys, fromSid, body, ownSid, ports.epochS(), seen) !== 'string',
    readGreeting(fromSid, body) {
      const read = readHello(keys, fromSid, body, ownSid, ports.epochS(), seen);
      return typeof read === 'string' ? null : answeringPairing(options, read);
    },
    readOffer(fromSid, body) {
      for (const { state } of greetings) {
        const read = readOffer(state, fromSid, body);
        if (typeof read !== 'string') return offeredPairing(options, read, body);
      }
      return null;
    },
  };
}

/** What both roles share: the last message for repetition, and the session once there is one. */
class Line {
  readonly #options: GreeterOptions;
  readonly #theirSid: Uint8Array;
  #last: { type: number; body: Uint8Array } | null = null;
  session: Session | null = null;
  spare: Session | null = null;

  constructor(options: GreeterOptions, theirSid: Uint8Array) {
    this.#options = options;
    this.#theirSid = theirSid;
  }

  send(type: number, body: Uint8Array): void {
    this.#last = { type, body };
    this.resend();
  }

  resend(): void {
    if (this.#last) this.#options.send(this.#theirSid, this.#last.type, this.#last.body);
  }

  sendSignal(text: string, nowMs: number): void {
    const plaintext = new TextEncoder().encode(text);
    const body = this.session && sealSignal(this.session, this.#options.ownSid, this.#theirSid, plaintext, nowMs);
    if (body) this.#options.send(this.#theirSid, MESSAGE_TYPE.signal, body);
  }

  openSignal(body: Uint8Array, nowMs: number): string | null {
    for (const session of [this.session, this.spare]) {
      const opened = session && openSignal(session, this.#theirSid, this.#options.ownSid, body, nowMs);
      if (opened !== null && typeof opened !== 'string') return new TextDecoder().decode(opened);
    }
    return null;
  }

  rehandshake(isInitiator: boolean, theirKey: () => Uint8Array | null, hooks: RehandshakeHooks): Rehandshake {
    const { ports, keys, ownSid, identity } = this.#options;
    const { topic } = keys;
    const theirSid = this.#theirSid;
    return new Rehandshake({ ports, topic, ownSid, theirSid, identity, isInitiator, sessions: this, theirKey }, hooks);
  }

  channelProof(): string {
    return this.#channelProofOf(this.#options.ownSid) ?? '';
  }

  isChannelProof(text: string): boolean {
    return text === this.#channelProofOf(this.#theirSid);
  }

  contactSecret(): Uint8Array | null {
    return this.session && !this.session.closed ? this.session.contactSecret.slice() : null;
  }

  wipe(): void {
    for (const session of [this.session, this.spare]) if (session) closeSession(session);
    this.#last = null;
  }

  #channelProofOf(sid: Uint8Array): string | null {
    return this.session && toBase64Url(channelProof(this.session, sid));
  }
}

/** We read their greeting: we offer, they answer, we open. */
function answeringPairing(options: GreeterOptions, hello: HelloRead): Pairing {
  const line = new Line(options, hello.peerSid);
  let offer: OfferSent | null = null;
  let answered: Answered | null = null;
  return {
    theirSid: hello.peerSid,
    theirKey: () => answered?.peerKey ?? null,
    theirDescription: () => answered?.description ?? null,
    pictures: () => answered?.pictures ?? null,
    isSameOffer: () => false,
    async sendOffer(description) {
      const made = await makeOffer(hello, options.identity, description, options.ports.dice);
      if (made === 'bad-proof') return 'forged';
      offer = made.state;
      line.send(MESSAGE_TYPE.offer, made.body);
      return 'sent';
    },
    sendAnswer: async () => undefined,
    readAnswer(body) {
      if (!offer || answered) return 'ignored';
      const read = readAnswer(offer, body);
      if (typeof read === 'string') return read === 'bad-proof' ? 'forged' : 'ignored';
      answered = read;
      line.session = read.session;
      line.send(MESSAGE_TYPE.open, read.openBody);
      return read.description;
    },
    readOpen: () => 'ignored',
    sendSignal: (text, nowMs) => line.sendSignal(text, nowMs),
    openSignal: (body, nowMs) => line.openSignal(body, nowMs),
    channelProof: () => line.channelProof(),
    isChannelProof: (text) => line.isChannelProof(text),
    contactSecret: () => line.contactSecret(),
    resend: () => line.resend(),
    rehandshake: (hooks) => line.rehandshake(false, () => answered?.peerKey ?? null, hooks),
    wipe: () => line.wipe(),
  };
}

/** They read our greeting and offered: we answer, they open. */
function offeredPairing(options: GreeterOptions, offer: OfferRead, offerBody: Uint8Array): Pairing {
  const line = new Line(options, offer.peerSid);
  let sent: AnswerSent | null = null;
  let pictures: PictureCode | null = null;
  return {
    theirSid: offer.peerSid,
    theirKey: () => offer.peerKey,
    theirDescription: () => offer.description,
    pictures: () => pictures,
    isSameOffer: (body) => equalBytes(body, offerBody),
    sendOffer: async () => 'forged',
    async sendAnswer(description) {
      const made = await makeAnswer(offer, options.identity, description, options.ports.dice);
      sent = made.state;
      line.session = made.state.session;
      line.send(MESSAGE_TYPE.answer, made.body);
    },
    readAnswer: () => 'ignored',
    readOpen(body) {
      const read = sent ? readOpen(sent, body) : 'repeated';
      if (typeof read !== 'string') {
        pictures = read.pictures;
        return 'opened';
      }
      return read === 'wrong-commitment' ? 'forged' : 'ignored';
    },
    sendSignal: (text, nowMs) => line.sendSignal(text, nowMs),
    openSignal: (body, nowMs) => line.openSignal(body, nowMs),
    channelProof: () => line.channelProof(),
    isChannelProof: (text) => line.isChannelProof(text),
    contactSecret: () => line.contactSecret(),
    resend: () => line.resend(),
    rehandshake: (hooks) => line.rehandshake(true, () => offer.peerKey, hooks),
    wipe() {
      sent?.openKey.fill(0);
      line.wipe();
    },
  };
}
