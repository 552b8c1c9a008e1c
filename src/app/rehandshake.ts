/**
 * The whole handshake once more between two who are connected (Humr/1, "Rekey"): over the data channel, under a key of
 * the session it replaces, every hour and after a long loss. Whoever greeted begins. What is described are the
 * certificates in use, so that nobody else can come in by it; names, pictures and the channel's proof stay.
 *
 *   1 HELLO → ← 2 OFFER   3 ANSWER → ← 4 OPEN   5 done →
 *
 * Whoever reads ANSWER sends under the new keys and opens under the old ones until `done`; whoever wrote it sends under
 * the new ones from OPEN on. So whatever is lost on the way, each still opens what the other sends.
 */
import { equalBytes } from '../base/bytes.ts';
import type { Rekey } from '../call/messages.ts';
import type { Ports } from '../call/ports.ts';
import { type AnswerSent, makeAnswer, readAnswer, readOpen } from '../trust/answer.ts';
import { forgetHello, type HelloState, readHello, startHello } from '../trust/hello.ts';
import type { Identity } from '../trust/identity.ts';
import { makeOffer, type OfferSent, readOffer } from '../trust/offer.ts';
import { SeenHellos } from '../trust/seen.ts';
import { closeSession, type Session } from '../trust/session.ts';

/** The sessions of one pair. */
export interface Sessions {
  /** What is sent goes under this one. */
  session: Session | null;
  /** The one before it or the one after it: what the other side may still, or already, send under. */
  spare: Session | null;
}

export interface RehandshakeOptions {
  readonly ports: Pick<Ports<unknown>, 'dice' | 'epochS' | 'nowMs'>;
  /** Of the room, 16 bytes. */
  readonly topic: Uint8Array;
  readonly ownSid: Uint8Array;
  readonly theirSid: Uint8Array;
  readonly identity: Identity;
  /** Whether we sent the HELLO of the first handshake. */
  readonly isInitiator: boolean;
  readonly sessions: Sessions;
  theirKey(): Uint8Array | null;
}

export interface RehandshakeHooks {
  /** SHA-256 of the certificates of both sides, 32 bytes each; null while one is unknown. */
  fingerprints(): { readonly own: Uint8Array; readonly theirs: Uint8Array } | null;
  send(message: Rekey): void;
  renewed(): void;
  /** A proof failed that only somebody in between can have spoilt. */
  forged(): void;
}

export const REHANDSHAKE_MS = 3_600_000;
/** A loss so long that the other side may have been somebody else's meanwhile. */
export const LONG_LOSS_MS = 60_000;
const RETRY_MS = 10_000;
/** Whoever wants it more often than that is not answered. */
const LEAST_PAUSE_MS = 5_000;

export class Rehandshake {
  readonly #options: RehandshakeOptions;
  readonly #hooks: RehandshakeHooks;
  #sinceMs: number;
  #isDue = false;
  #triedMs = Number.NEGATIVE_INFINITY;
  #answeredMs = Number.NEGATIVE_INFINITY;
  #hello: HelloState | null = null;
  #offer: OfferSent | null = null;
  #answer: AnswerSent | null = null;
  /** One step after the other, for signing takes its time. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: RehandshakeOptions, hooks: RehandshakeHooks) {
    this.#options = options;
    this.#hooks = hooks;
    this.#sinceMs = options.ports.nowMs();
  }

  /** The two are connected again. @param lostMs for how long they were not */
  returned(lostMs: number): void {
    if (lostMs > LONG_LOSS_MS) this.#isDue = true;
  }

  /** While they are connected. */
  tick(): void {
    const { ports, isInitiator, sessions } = this.#options;
    const nowMs = ports.nowMs();
    if (nowMs - this.#sinceMs >= REHANDSHAKE_MS) this.#isDue = true;
    if (!isInitiator || !this.#isDue || !sessions.session || nowMs - this.#triedMs < RETRY_MS) return;
    this.#triedMs = nowMs;
    this.#begin(sessions.session);
  }

  hear({ step, body }: Rekey): void {
    this.#last = this.#last.then(() => this.#take(step, body)).catch(() => undefined);
  }

  #begin({ rekeyPsk }: Session): void {
    const { ports, topic, ownSid } = this.#options;
    if (this.#hello) forgetHello(this.#hello);
    const { state, body } = startHello({ topic, psk: rekeyPsk }, ownSid, 0, ports.epochS(), ports.dice);
    this.#hello = state;
    this.#hooks.send({ kind: 'rekey', step: 1, body });
  }

  async #take(step: Rekey['step'], body: Uint8Array): Promise<void> {
    const fingerprints = this.#hooks.fingerprints();
    if (!fingerprints) return;
    const { isInitiator } = this.#options;
    if (step === 1 && !isInitiator) return this.#readHello(body, fingerprints.own);
    if (step === 2 && isInitiator) return this.#readOffer(body, fingerprints);
    if (step === 3 && !isInitiator) return this.#readAnswer(body, fingerprints.theirs);
    if (step === 4 && isInitiator) return this.#readOpen(body);
    if (step === 5 && !isInitiator) this.#dropSpare();
  }

  async #readHello(body: Uint8Array, own: Uint8Array): Promise<void> {
    const { ports, topic, ownSid, theirSid, identity, sessions } = this.#options;
    if (ports.nowMs() - this.#answeredMs < LEAST_PAUSE_MS) return;
    for (const session of [sessions.session, sessions.spare]) {
      if (!session) continue;
      const keys = { topic, psk: session.rekeyPsk };
      const hello = readHello(keys, theirSid, body, ownSid, ports.epochS(), new SeenHellos());
      if (typeof hello === 'string') continue;
      this.#answeredMs = ports.nowMs();
      const made = await makeOffer(hello, identity, own, ports.dice);
      if (made === 'bad-proof') return this.#hooks.forged();
      this.#offer = made.state;
      return this.#hooks.send({ kind: 'rekey', step: 2, body: made.body });
    }
  }

  async #readOffer(body: Uint8Array, { own, theirs }: { own: Uint8Array; theirs: Uint8Array }): Promise<void> {
    const { ports, theirSid, identity, sessions } = this.#options;
    const read = this.#hello && readOffer(this.#hello, theirSid, body);
    if (!read || typeof read === 'string') return read === 'bad-proof' ? this.#hooks.forged() : undefined;
    if (!this.#isTheirs(read.peerKey, read.description, theirs)) return this.#hooks.forged();
    const made = await makeAnswer(read, identity, own, ports.dice);
    this.#answer = made.state;
    // They may send under it before we know that they can.
    this.#dropSpare();
    sessions.spare = made.state.session;
    this.#hooks.send({ kind: 'rekey', step: 3, body: made.body });
  }

  #readAnswer(body: Uint8Array, theirs: Uint8Array): void {
    const read = this.#offer && readAnswer(this.#offer, body);
    if (!read || typeof read === 'string') return read === 'bad-proof' ? this.#hooks.forged() : undefined;
    if (!this.#isTheirs(read.peerKey, read.description, theirs)) return this.#hooks.forged();
    this.#offer = null;
    this.#replace(read.session);
    this.#hooks.send({ kind: 'rekey', step: 4, body: read.openBody });
  }

  #readOpen(body: Uint8Array): void {
    const read = this.#answer && readOpen(this.#answer, body);
    if (!read || typeof read === 'string') return read === 'wrong-commitment' ? this.#hooks.forged() : undefined;
    this.#answer = null;
    if (this.#hello) forgetHello(this.#hello);
    this.#hello = null;
    this.#options.sessions.spare = null;
    this.#replace(read.session);
    // What they sent before they read ANSWER came before OPEN: this channel keeps the order.
    this.#dropSpare();
    this.#hooks.send({ kind: 'rekey', step: 5, body: new Uint8Array(0) });
  }

  #replace(next: Session): void {
    const { sessions, ports } = this.#options;
    const before = sessions.session;
    if (before) {
      // Both are of this call, and a new connection of it proves itself by them.
      next.channelKey.set(before.channelKey);
      next.contactSecret.set(before.contactSecret);
    }
    this.#dropSpare();
    sessions.spare = before;
    sessions.session = next;
    this.#sinceMs = ports.nowMs();
    this.#isDue = false;
    this.#hooks.renewed();
  }

  #dropSpare(): void {
    const { sessions } = this.#options;
    if (sessions.spare) closeSession(sessions.spare);
    sessions.spare = null;
  }

  #isTheirs(key: Uint8Array, described: Uint8Array, fingerprint: Uint8Array): boolean {
    const known = this.#options.theirKey();
    return known !== null && equalBytes(key, known) && equalBytes(described, fingerprint);
  }
}
