/** A connection that is only bookkeeping: two of them find each other by the fingerprints of their descriptions. */
import { type Description, describeSdp, descriptionSdp } from '../call/description.ts';
import type { AddedPurpose } from '../call/lines.ts';
import type { Peer, PeerEvents } from '../call/ports.ts';

type Track = MediaStreamTrack;

/** What it needs of the world it is in. */
export interface Ground {
  /** While false no media or data passes. */
  readonly pathUp: boolean;
  readonly peers: Set<FakePeer>;
  after(delayMs: number, run: () => void): () => void;
  dice(byteCount: number): Uint8Array;
}

/** How soon browsers notice that a path is there. */
const PATH_LOOK_MS = 200;

export class FakePeer implements Peer<Track> {
  readonly #own: Description;
  #theirs: Description | null = null;
  #stopLooking: () => void = () => undefined;
  #up = false;
  closed = false;
  renewals = 0;

  constructor(
    private readonly world: Ground,
    private readonly events: PeerEvents<Track>,
    /** What is sent to the other side now. */
    public track: Track | null,
    private readonly usedCertificate: (fingerprint: Uint8Array) => Uint8Array | null,
  ) {
    const candidates: Description['candidates'] = [];
    const fingerprint = world.dice(32);
    const password = 'abcdefghijklmnopqrstuvwx';
    this.#own = { role: 'offer', opusPayloadType: 111, ufrag: 'abcd', password, fingerprint, candidates };
    world.peers.add(this);
  }
  async offer(): Promise<string> {
    return descriptionSdp(this.#own);
  }
  async answer(offerSdp: string): Promise<string> {
    this.#theirs = describeSdp(offerSdp, 'offer');
    this.#connect();
    return descriptionSdp({ ...this.#own, role: 'answer' });
  }
  async acceptAnswer(answerSdp: string): Promise<void> {
    this.#theirs = describeSdp(answerSdp, 'answer');
    this.#connect();
  }
  addCandidate(): void {}
  send(text: string): boolean {
    const other = this.#up && !this.closed ? this.#other() : undefined;
    if (other && this.world.pathUp) this.world.after(1, () => other.closed || other.events.message(text));
    return other !== undefined;
  }
  sendSide(bytes: Uint8Array): boolean {
    const other = this.#up && !this.closed ? this.#other() : undefined;
    if (other && this.world.pathUp) this.world.after(1, () => other.closed || other.events.side(bytes.slice()));
    return other !== undefined;
  }
  sendBeat(text: string): boolean {
    const other = this.#up && !this.closed ? this.#other() : undefined;
    if (other && this.world.pathUp) this.world.after(1, () => other.closed || other.events.beat(text));
    return other !== undefined;
  }
  setTrack(track: Track | null): void {
    this.track = track;
  }
  async reshape(): Promise<void> {}
  renew(): void {
    this.#up = false;
    this.#theirs = null;
    this.renewals++;
  }
  addTrack(): void {}
  removeTrack(): void {}
  limitTrack(): void {}
  setBufferMs(): void {}
  purposes(): ReadonlyMap<string, AddedPurpose> {
    return this.lines;
  }
  async certificateFingerprint(): Promise<Uint8Array | null> {
    return this.#theirs && this.usedCertificate(this.#theirs.fingerprint);
  }
  counted: readonly unknown[] = [];
  lines: ReadonlyMap<string, AddedPurpose> = new Map();
  async stats(): Promise<readonly unknown[]> {
    return this.counted;
  }
  close(): void {
    this.closed = true;
    this.world.peers.delete(this);
  }
  #other(): FakePeer | undefined {
    const wanted = this.#theirs?.fingerprint.join();
    return [...this.world.peers].find((peer) => peer.#own.fingerprint.join() === wanted);
  }
  /** Both descriptions in on both sides: the path is there, then the channel and the voice. */
  #connect(): void {
    const other = this.#other();
    if (!other || other.#other() !== this || this.closed) return;
    if (!this.world.pathUp) {
      this.#stopLooking();
      this.#stopLooking = this.world.after(PATH_LOOK_MS, () => this.#connect());
      return;
    }
    for (const peer of [this, other]) {
      this.world.after(3, () => {
        peer.#up = true;
        peer.events.transport('connected');
        peer.events.track({ kind: 'audio' } as Track, 'voice');
        peer.events.opened();
      });
    }
  }
}
