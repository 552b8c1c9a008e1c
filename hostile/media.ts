/**
 * Peer connections as bookkeeping: who described which certificate, and to whose certificate media really flow. This is
 * the truth that a call's belief is judged by.
 */
import { hexFromBytes } from '../src/call/address.ts';
import { type Description, describeSdp, descriptionSdp, encodeDescription } from '../src/call/description.ts';
import type { AddedPurpose } from '../src/call/lines.ts';
import type { Peer, PeerEvents } from '../src/call/ports.ts';
import type { Chance } from './chance.ts';
import type { World } from './world.ts';

type Track = MediaStreamTrack;

/** What a person really said of themselves, whoever repeats it. */
export interface Said {
  readonly descriptions: Set<string>;
  readonly candidates: Set<string>;
}

export interface PathOptions {
  /** Somebody ends DTLS on the path with a certificate of their own. */
  readonly intercepted: boolean;
  /** False for a browser that does not tell which certificate is in use. */
  readonly tellsCertificate: boolean;
}

export class Media {
  readonly peers = new Set<MediaPeer>();
  /** Identity keys of the owners of certificates, both in hexadecimal. */
  readonly ownerOf = new Map<string, string>();
  readonly saidBy = new Map<string, Said>();
  #pathUp = true;
  /** When the path last came back. */
  upSinceMs = 0;

  constructor(
    readonly world: World,
    readonly path: PathOptions,
    /** Whose certificate ends DTLS where the path is intercepted. */
    readonly interceptor: string,
  ) {}

  get pathUp(): boolean {
    return this.#pathUp;
  }

  /** While false nothing passes between browsers; the data channel is reliable, so it goes on where it stopped. */
  set pathUp(up: boolean) {
    this.#pathUp = up;
    this.upSinceMs = this.world.nowMs;
    if (up) for (const peer of this.peers) peer.flush();
  }

  open(ownerKey: string, events: PeerEvents<Track>, chance: Chance): MediaPeer {
    const peer = new MediaPeer(this, ownerKey, events, chance);
    this.ownerOf.set(hexFromBytes(peer.own.fingerprint), ownerKey);
    this.peers.add(peer);
    return peer;
  }

  said(ownerKey: string): Said {
    const said = this.saidBy.get(ownerKey) ?? { descriptions: new Set(), candidates: new Set() };
    this.saidBy.set(ownerKey, said);
    return said;
  }
}

export class MediaPeer implements Peer<Track> {
  readonly own: Description;
  theirs: Description | null = null;
  /** Identity key, in hexadecimal, of whoever is at the other end of the media. */
  reaches: string | null = null;
  readonly received: string[] = [];
  /** Whose description to give for one's own; a participant may know another's. */
  pose: (() => Promise<Description>) | null = null;
  #up: MediaPeer | null = null;
  readonly #unsent: string[] = [];
  closed = false;

  constructor(
    private readonly media: Media,
    readonly ownerKey: string,
    private readonly events: PeerEvents<Track>,
    chance: Chance,
  ) {
    const base = { role: 'offer', opusPayloadType: 111, candidates: [] } as const;
    const credentials = { ufrag: 'abcd', password: 'abcdefghijklmnopqrstuvwx' };
    this.own = { ...base, ...credentials, fingerprint: chance.bytes(32) };
  }

  async offer(): Promise<string> {
    return this.#describe('offer');
  }

  async answer(offerSdp: string): Promise<string> {
    this.theirs = describeSdp(offerSdp, 'offer');
    this.#connect();
    return this.#describe('answer');
  }

  async acceptAnswer(answerSdp: string): Promise<void> {
    this.theirs = describeSdp(answerSdp, 'answer');
    this.#connect();
  }

  addCandidate(line: string): void {
    this.received.push(line);
  }

  sendSide(): boolean {
    return false;
  }

  send(text: string): boolean {
    const other = this.#up;
    if (!other || this.closed || other.closed) return false;
    this.#unsent.push(text);
    this.flush();
    return true;
  }

  sendBeat(text: string): boolean {
    const other = this.#up;
    if (!other || this.closed || other.closed) return false;
    if (this.media.pathUp) this.media.world.after(1, () => other.closed || other.events.beat(text));
    return true;
  }

  flush(): void {
    const other = this.#up;
    if (!other || !this.media.pathUp) return;
    for (const text of this.#unsent.splice(0)) this.media.world.after(1, () => other.closed || other.hear(text));
  }

  hear(text: string): void {
    this.events.message(text);
  }

  setTrack(): void {}
  addTrack(): void {}
  removeTrack(): void {}
  limitTrack(): void {}
  setBufferMs(): void {}
  purposes(): ReadonlyMap<string, AddedPurpose> {
    return new Map();
  }
  async reshape(): Promise<void> {}
  renew(): void {
    this.#up = null;
    this.theirs = null;
  }

  async certificateFingerprint(): Promise<Uint8Array | null> {
    if (!this.media.path.tellsCertificate) return null;
    return this.media.path.intercepted ? new Uint8Array(32).fill(0xee) : (this.theirs?.fingerprint ?? null);
  }

  async stats(): Promise<readonly unknown[]> {
    return [];
  }

  close(): void {
    this.closed = true;
    this.media.peers.delete(this);
  }

  async #describe(role: Description['role']): Promise<string> {
    if (this.pose) return descriptionSdp({ ...(await this.pose()), role });
    const own = { ...this.own, role };
    const said = this.media.said(this.ownerKey);
    said.descriptions.add(hexFromBytes(encodeDescription(own)));
    const [a, b] = this.own.fingerprint;
    const line = `candidate:1 1 udp 2130706431 10.1.${a}.${b} 5000 typ host`;
    said.candidates.add(addressOf(line));
    this.media.world.after(2, () => this.closed || this.events.candidate(line));
    return descriptionSdp(own);
  }

  #other(): MediaPeer | undefined {
    const wanted = this.theirs && hexFromBytes(this.theirs.fingerprint);
    return [...this.media.peers].find((peer) => hexFromBytes(peer.own.fingerprint) === wanted);
  }

  /** Both descriptions in on both sides: the path is there, then the channel and the voice. */
  #connect(): void {
    const other = this.#other();
    if (!other || other.#other() !== this || this.#up) return;
    for (const [peer, far] of [
      [this, other],
      [other, this],
    ] as const) {
      this.media.world.after(3, () => peer.#arrive(far));
    }
  }

  #arrive(far: MediaPeer): void {
    if (this.closed) return;
    this.#up = far;
    this.reaches = this.media.path.intercepted ? this.media.interceptor : far.ownerKey;
    this.events.transport('connected');
    this.events.track({ kind: 'audio' } as Track, 'voice');
    this.events.opened();
  }
}

/** What of a candidate line matters: address and port. */
export function addressOf(line: string): string {
  return line.split(' ').slice(4, 6).join(' ');
}
