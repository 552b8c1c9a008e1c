/**
 * Changes of a running connection: another path, added lines, or a new connection in the place of the old one. Both
 * sides may want one in the same moment. The usual answer is to take an offer back (W3C WebRTC 1.0, section 10.7), which
 * browsers do not always survive (Chromium then refuses the other's header extensions). So only one side ever offers,
 * the one that made the first offer; the other asks for an offer and says what it has to send. Offers cannot cross, an
 * asking that is lost is repeated until an offer fulfils it, and an answer counts only for the offer it names.
 */
import {
  type Description,
  describeSdp,
  descriptionSdp,
  type SdpOptions,
  type Sending,
  USUAL_SENDING,
} from '../call/description.ts';
import { type AddedPurpose, describeLines, type Lines, NO_LINES } from '../call/lines.ts';
import type { Asking, Restart } from '../call/messages.ts';
import type { Peer } from '../call/ports.ts';

export interface NegotiationOptions {
  readonly peer: Pick<Peer<unknown>, 'offer' | 'answer' | 'acceptAnswer' | 'addCandidate' | 'reshape' | 'renew'>;
  /** Whether this side made the first offer, and so makes all others. */
  readonly offers: boolean;
  /** What is sent from here beside the voice. */
  purposes(): readonly AddedPurpose[];
  nowMs(): number;
  send(message: Restart | Asking): void;
  /** The connection is a new one: whoever is at its other end has to prove it. */
  renewed(): void;
  /** What the browser refused; the next tick tries again. */
  refused(error: unknown): void;
}

interface Wants {
  readonly restart: boolean;
  readonly fresh: boolean;
  readonly lines: boolean;
}

const NOTHING: Wants = { restart: false, fresh: false, lines: false };
/** More than so many things waiting is not what an honest side asks for; the rest is dropped. */
const MAX_WAITING = 16;
/** An offer that is not answered by then is lost: on its way, or in a path that died. So is an asking. */
const ANSWER_WITHIN_MS = 3_000;

export class Negotiation {
  /** How often ICE was begun anew since the first description, offered or answered, with answers or in vain. */
  restarts = 0;
  readonly #options: NegotiationOptions;
  #wants = NOTHING;
  /** The offer that waits for its answer. */
  #pending: { readonly id: number; readonly sinceMs: number; readonly wants: Wants } | null = null;
  #askedMs = Number.NEGATIVE_INFINITY;
  #lastId = 0;
  #lastAskId = 0;
  #theirPurposes: readonly AddedPurpose[] = [];
  #theirs: { readonly description: Description; readonly lines: Lines } | null = null;
  #sending = USUAL_SENDING;
  /** One after the other. */
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(options: NegotiationOptions) {
    this.#options = options;
  }

  /** Their description of the handshake, as the browser is to see it. */
  begin(theirs: Description): string {
    this.#theirs = { description: theirs, lines: NO_LINES };
    return this.#sdpOf(theirs, NO_LINES);
  }

  /** `fresh` gives the old connection up; `lines` tells of tracks that were added or taken away. */
  want(what: keyof Wants): void {
    this.#wants = { ...this.#wants, [what]: true };
    this.#askedMs = Number.NEGATIVE_INFINITY;
    this.#enqueue(() => this.#pursue());
  }

  /** From now on the voice is sent like that; nobody else is asked. */
  shape(sending: Sending): void {
    this.#sending = sending;
    this.#enqueue(() => this.#reshape());
  }

  receive(message: Restart | Asking): void {
    if (message.kind === 'ask') return this.#enqueue(() => this.#heed(message));
    const isOffer = message.description.role === 'offer';
    // Nobody offers who has to ask, and nobody answers who was not offered anything.
    if (isOffer === this.#options.offers) return;
    this.#enqueue(() => (isOffer ? this.#takeOffer(message) : this.#takeAnswer(message)));
  }

  /** Candidates that came after a description are for it, so they wait until it is in. */
  addCandidates(lines: readonly string[]): void {
    this.#enqueue(async () => {
      for (const line of lines) this.#options.peer.addCandidate(line);
    });
  }

  tick(): void {
    if (this.#pending ? this.#isOverdue(this.#pending.sinceMs) : this.#wants !== NOTHING) {
      this.#enqueue(() => this.#pursue());
    }
  }

  /** Resolves when all that was asked for so far is done. */
  settled(): Promise<void> {
    return this.#queue;
  }

  async #pursue(): Promise<void> {
    if (this.#options.offers) return this.#offer();
    if (this.#wants === NOTHING || !this.#isOverdue(this.#askedMs)) return;
    this.#askedMs = this.#options.nowMs();
    const { restart, fresh } = this.#wants;
    this.#options.send({ kind: 'ask', id: ++this.#lastAskId, restart, fresh, purposes: this.#options.purposes() });
  }

  async #offer(): Promise<void> {
    const { peer, nowMs, purposes } = this.#options;
    const isUrgent = this.#wants.restart || this.#wants.fresh;
    if (this.#pending && !isUrgent && !this.#isOverdue(this.#pending.sinceMs)) return; // after the answer
    const wants = both(this.#wants, this.#pending?.wants ?? NOTHING);
    if (wants === NOTHING) return;
    this.#wants = NOTHING;
    this.#pending = { id: ++this.#lastId, sinceMs: nowMs(), wants };
    if (wants.restart || wants.fresh) this.restarts++;
    if (wants.fresh) this.#renew();
    const sdp = await peer.offer({ restart: wants.restart, expected: this.#theirPurposes });
    this.#tell(sdp, 'offer', this.#lastId, wants.fresh);
    // A new connection begins with voice and data alone.
    if (wants.fresh && purposes().length + this.#theirPurposes.length > 0)
      this.#wants = { ...this.#wants, lines: true };
  }

  async #heed({ id, restart, fresh, purposes }: Asking): Promise<void> {
    if (!this.#options.offers || id <= this.#lastAskId) return;
    this.#lastAskId = id;
    this.#theirPurposes = purposes;
    this.#wants = both(this.#wants, { restart, fresh, lines: true });
    await this.#offer();
  }

  async #takeOffer({ id, isFresh, description, lines }: Restart): Promise<void> {
    if (id <= this.#lastId) return; // repeated, or overtaken
    this.#lastId = id;
    if (isFresh) this.#renew();
    const isOtherPath = isFresh || description.ufrag !== this.#theirs?.description.ufrag;
    if (isOtherPath) this.restarts++;
    this.#theirs = { description, lines };
    const sdp = await this.#options.peer.answer(this.#sdpOf(description, lines));
    this.#tell(sdp, 'answer', id, isFresh);
    const isAllThere = this.#options
      .purposes()
      .every((it) => lines.added.some(({ purpose, direction }) => purpose === it && direction.includes('recv')));
    this.#wants = both(
      { restart: this.#wants.restart && !isOtherPath, fresh: this.#wants.fresh && !isFresh, lines: !isAllThere },
      NOTHING,
    );
    await this.#pursue();
  }

  async #takeAnswer({ id, description, lines }: Restart): Promise<void> {
    if (this.#pending?.id !== id) return;
    this.#pending = null;
    this.#theirs = { description, lines };
    await this.#options.peer.acceptAnswer(this.#sdpOf(description, lines));
    await this.#offer();
  }

  /** Only between negotiations; each of them brings the shape along anyway. */
  async #reshape(): Promise<void> {
    if (this.#pending || !this.#theirs) return;
    const { description, lines } = this.#theirs;
    await this.#options.peer.reshape(this.#sdpOf({ ...description, role: 'answer' }, lines));
  }

  #renew(): void {
    this.#options.peer.renew();
    this.#options.renewed();
  }

  #isOverdue(sinceMs: number): boolean {
    return this.#options.nowMs() - sinceMs > ANSWER_WITHIN_MS;
  }

  #sdpOf(description: Description, lines: Lines): string {
    // Whoever answers begins DTLS, and keeps to that (RFC 8842, section 5.5).
    const options: SdpOptions = { lines, sending: this.#sending, isDtlsClient: this.#options.offers };
    return descriptionSdp(description, options);
  }

  #tell(sdp: string, role: Description['role'], id: number, isFresh: boolean): void {
    const description = describeSdp(sdp, role);
    const lines = describeLines(sdp);
    if (description && lines) this.#options.send({ kind: 'restart', id, isFresh, description, lines });
    else this.#options.refused(new DOMException('cannot be told', 'DataError'));
  }

  #enqueue(action: () => Promise<void>): void {
    if (this.#waiting >= MAX_WAITING) return;
    this.#waiting++;
    this.#queue = this.#queue
      .then(action)
      .catch((error: unknown) => this.#options.refused(error))
      .then(() => void this.#waiting--);
  }
}

function both(one: Wants, other: Wants): Wants {
  const sum = {
    restart: one.restart || other.restart,
    fresh: one.fresh || other.fresh,
    lines: one.lines || other.lines,
  };
  return sum.restart || sum.fresh || sum.lines ? sum : NOTHING;
}
