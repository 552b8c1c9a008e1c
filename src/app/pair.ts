/**
 * One other person: runs the call machine, performs its effects on a peer connection and keeps the handshake between.
 * Whatever arrives from outside is read completely before anything here changes.
 */

import { toBase64Url } from '../base/base64url.ts';
import { equalBytes } from '../base/bytes.ts';
import { type Candidate, candidateLine, parseCandidate } from '../call/candidate.ts';
import { type Description, decodeDescription, describeSdp, encodeDescription } from '../call/description.ts';
import type { AddedPurpose } from '../call/lines.ts';
import { begin, type Call, type CallEvent, type Effect, step } from '../call/machine.ts';
import { type Asking, type Message, type Restart, readMessage, writeMessage } from '../call/messages.ts';
import type { Peer, PeerEvents, Ports, TrackLimit } from '../call/ports.ts';
import type { TheirView } from '../call/report.ts';
import { Negotiation } from './negotiation.ts';
import type { Pairing } from './pairing.ts';

export interface PairEvents {
  changed(): void;
  /** Their voice; comes once they are connected and proven, never before. */
  track(track: MediaStreamTrack): void;
  /** Something beside their voice arrived, or was taken away (null); only from whoever is connected and proven. */
  added(purpose: AddedPurpose, track: MediaStreamTrack | null): void;
  /** A frame of the side channel; as `added`, and never from whoever is held. */
  side(bytes: Uint8Array): void;
  /** The hello of the data channel and changes to it. */
  presented(name: string | null, muted: boolean): void;
  /** How they say they hear us. */
  reported(view: TheirView): void;
  /** They hold us, or no longer. */
  heldByThem(held: boolean): void;
}

export interface PairOptions {
  readonly ports: Ports<MediaStreamTrack>;
  readonly track: MediaStreamTrack | null;
  readonly relayOnly: boolean;
  readonly first: 'greeting' | 'offer';
  readonly pairing: Pairing;
  readonly events: PairEvents;
  /** What to say of oneself when the data channel opens. */
  hello(): { name: string; muted: boolean };
}

export interface Pair {
  readonly call: Call;
  readonly pairing: Pairing;
  /** They proved over the data channel that it is theirs: from now on their key may be remembered with what is heard. */
  readonly channelProven: boolean;
  event(event: CallEvent): void;
  /** The body of an ANSWER, OPEN or SIG message from this peer. */
  receive(kind: 'answer' | 'open' | 'signal', body: Uint8Array): void;
  tell(message: Message): void;
  /** See `Peer.stats`. */
  stats(): Promise<readonly unknown[]>;
  /** Rises when a new connection brings new channels: what was under way in the old ones is lost. */
  readonly channelCount: number;
  /** @returns false when they are not connected, held, or their channel is full */
  sendSide(bytes: Uint8Array): boolean;
  setTrack(track: MediaStreamTrack | null): void;
  /** While held nothing is sent to them, whatever `setTrack` says. */
  readonly held: boolean;
  hold(held: boolean): void;
  /** Sends something beside the voice; a second one of the same purpose takes the place of the first. */
  addTrack(purpose: AddedPurpose, track: MediaStreamTrack): void;
  removeTrack(purpose: AddedPurpose): void;
  limitTrack(purpose: AddedPurpose, limit: TrackLimit): void;
}

export function openPair(options: PairOptions): Pair {
  return new LivePair(options);
}

class LivePair implements Pair {
  call: Call;
  held = false;
  readonly pairing: Pairing;
  channelProven = false;
  channelCount = 1;
  readonly #options: PairOptions;
  readonly #peer: Peer<MediaStreamTrack>;
  readonly #negotiation: Negotiation;
  readonly #added = new Map<AddedPurpose, MediaStreamTrack>();
  #theirs: Description | null = null;
  /** The channel in use was proven; `channelProven` stays true when a new connection has to prove its own. */
  #isChannelOurs = false;
  #track: MediaStreamTrack | null;
  /** Held back until the certificate is proven. */
  #voice: MediaStreamTrack | null = null;
  #unsentCandidates: Candidate[] = [];

  constructor(options: PairOptions) {
    this.#options = options;
    this.pairing = options.pairing;
    const { ports, track, relayOnly } = options;
    this.#track = track;
    this.#peer = ports.openPeer({ track, iceServers: [], relayOnly }, this.#peerEvents());
    this.#negotiation = new Negotiation({
      peer: this.#peer,
      offers: options.first === 'greeting',
      purposes: () => (this.held ? [] : [...this.#added.keys()]),
      nowMs: () => ports.nowMs(),
      send: (message) => this.#sendRestart(message),
      renewed: () => this.#renewed(),
      refused: (error) => this.#logRefusal(error),
    });
    const [call, effects] = begin(options.first, ports.nowMs());
    this.call = call;
    this.#perform(effects);
  }

  event(event: CallEvent): void {
    const before = this.call;
    const [call, effects] = step(before, event, this.#options.ports.nowMs());
    this.call = call;
    if (event.kind === 'tick') this.#negotiation.tick();
    if (call.phase !== before.phase) {
      this.#log(`call ${call.phase}`, call.phase === 'over' ? call.code : undefined);
      this.#flushCandidates();
      if (call.phase === 'connected') this.#releaseVoice();
      if (before.phase === 'proving' && this.#added.size > 0) this.#negotiation.want('lines');
    }
    this.#perform(effects);
    if (call !== before) this.#options.events.changed();
  }

  receive(kind: 'answer' | 'open' | 'signal', body: Uint8Array): void {
    switch (kind) {
      case 'answer':
        return void this.#attempt(() => this.#receiveAnswer(body));
      case 'open':
        return this.#receiveOpen(body);
      case 'signal': {
        const text = this.pairing.openSignal(body, this.#options.ports.nowMs());
        if (text !== null) this.#hear(text);
        return;
      }
    }
  }

  tell(message: Message): void {
    this.#peer.send(writeMessage(message));
  }

  stats(): Promise<readonly unknown[]> {
    return this.#peer.stats();
  }

  setTrack(track: MediaStreamTrack | null): void {
    this.#track = track;
    if (!this.held) this.#peer.setTrack(track);
  }

  hold(held: boolean): void {
    this.held = held;
    this.#peer.setTrack(held ? null : this.#track);
    for (const [purpose, track] of this.#added) {
      if (held) this.#peer.removeTrack(purpose);
      else this.#peer.addTrack(purpose, track);
    }
    if (this.#added.size > 0 && this.#isEstablished) this.#negotiation.want('lines');
  }

  addTrack(purpose: AddedPurpose, track: MediaStreamTrack): void {
    this.#added.set(purpose, track);
    if (this.held) return;
    this.#peer.addTrack(purpose, track);
    if (this.#isEstablished) this.#negotiation.want('lines');
  }

  removeTrack(purpose: AddedPurpose): void {
    if (!this.#added.delete(purpose)) return;
    this.#peer.removeTrack(purpose);
    if (this.#isEstablished) this.#negotiation.want('lines');
  }

  limitTrack(purpose: AddedPurpose, limit: TrackLimit): void {
    this.#peer.limitTrack(purpose, limit);
  }

  sendSide(bytes: Uint8Array): boolean {
    return this.#isSideOpen && this.#peer.sendSide(bytes);
  }

  get #isSideOpen(): boolean {
    return this.#isEstablished && this.#isChannelOurs && !this.held;
  }

  /** Connected, or was: a negotiation reaches somebody. */
  get #isEstablished(): boolean {
    return this.call.phase === 'connected' || this.call.phase === 'reconnecting';
  }

  #peerEvents(): PeerEvents<MediaStreamTrack> {
    return {
      candidate: (line) => {
        const candidate = parseCandidate(line);
        if (candidate) this.#unsentCandidates.push(candidate);
        this.#flushCandidates();
      },
      transport: (state) => this.event({ kind: 'transport', state }),
      opened: () => {
        this.#peer.send(this.pairing.channelProof());
        this.tell({ kind: 'hello', ...this.#options.hello() });
      },
      message: (text) => (this.#isChannelOurs ? this.#hear(text) : this.#hearProof(text)),
      side: (bytes) => this.#isSideOpen && this.#options.events.side(bytes),
      track: (track, purpose) => {
        if (purpose !== 'voice') return this.#options.events.added(purpose, track);
        this.#voice = track;
        if (this.call.phase === 'connected') this.#releaseVoice();
      },
      trackGone: (purpose) => this.#options.events.added(purpose, null),
    };
  }

  #perform(effects: readonly Effect[]): void {
    for (const effect of effects) this.#performOne(effect);
  }

  #performOne({ kind }: Effect): void {
    switch (kind) {
      case 'make-offer':
        return void this.#attempt(() => this.#makeOffer());
      case 'make-answer':
        return void this.#attempt(() => this.#makeAnswer());
      case 'resend-offer':
      case 'resend-answer':
        return this.pairing.resend();
      case 'compare-certificate':
        return void this.#attempt(() => this.#compareCertificate());
      case 'send-beat':
        return this.tell({ kind: 'beat' });
      case 'restart-path':
        return this.#negotiation.want('restart');
      case 'renew-path':
        return this.#negotiation.want('fresh');
      case 'send-bye':
        this.tell({ kind: 'bye' });
        return this.#signal({ kind: 'bye' });
      case 'close':
        this.#peer.close();
        return this.pairing.wipe();
    }
  }

  /** Runs what talks to the browser; what the browser throws there ends in the log and in the machine's own timeouts. */
  async #attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#logRefusal(error);
    }
  }

  #logRefusal(error: unknown): void {
    this.#log('browser refused', error instanceof Error ? error.name : 'unknown');
  }

  /** One's own description; the candidates inside it need not be sent again. */
  #describe(sdp: string, role: Description['role']): Description | null {
    this.#unsentCandidates = [];
    return describeSdp(sdp, role);
  }

  async #makeOffer(): Promise<void> {
    const own = this.#describe(await this.#peer.offer({ restart: false }), 'offer');
    if (!own || this.call.phase !== 'offering') return;
    if ((await this.pairing.sendOffer(encodeDescription(own))) === 'forged') this.event({ kind: 'forged' });
  }

  async #makeAnswer(): Promise<void> {
    const theirs = decodeDescription(this.pairing.theirDescription() ?? new Uint8Array(0));
    if (theirs?.role !== 'offer') return this.event({ kind: 'forged' });
    this.#theirs = theirs;
    const own = this.#describe(await this.#peer.answer(this.#negotiation.begin(theirs)), 'answer');
    if (!own || this.call.phase !== 'answering') return;
    await this.pairing.sendAnswer(encodeDescription(own));
    this.event({ kind: 'answer-sent' });
  }

  async #receiveAnswer(body: Uint8Array): Promise<void> {
    if (this.call.phase !== 'offering') return;
    const read = this.pairing.readAnswer(body);
    if (read === 'ignored') return;
    const theirs = read === 'forged' ? null : decodeDescription(read);
    if (theirs?.role !== 'answer') return this.event({ kind: 'forged' });
    this.#theirs = theirs;
    this.event({ kind: 'answer-read' });
    await this.#peer.acceptAnswer(this.#negotiation.begin(theirs));
  }

  #receiveOpen(body: Uint8Array): void {
    const read = this.pairing.readOpen(body);
    if (read === 'forged') this.event({ kind: 'forged' });
    if (read === 'opened') this.#options.events.changed();
  }

  async #compareCertificate(): Promise<void> {
    const used = await this.#peer.certificateFingerprint();
    // A browser that does not tell has itself compared with the one fingerprint it was given, ours to vouch for.
    const matches = used === null || (this.#theirs !== null && equalBytes(used, this.#theirs.fingerprint));
    this.event({ kind: 'certificate', verdict: matches ? 'matches' : 'differs' });
  }

  #sendRestart(message: Restart | Asking): void {
    this.#unsentCandidates = [];
    this.#signal(message);
  }

  #receiveRestart(message: Restart): void {
    // The same certificate or none: a restart changes the path, never the person.
    if (!this.#theirs || !equalBytes(message.description.fingerprint, this.#theirs.fingerprint)) {
      return this.event({ kind: 'forged' });
    }
    if (message.description.role === 'answer') this.event({ kind: 'restart-answered' });
    this.#negotiation.receive(message);
  }

  #renewed(): void {
    this.#isChannelOurs = false;
    this.channelCount++;
    this.#unsentCandidates = [];
    this.#log('connection renewed');
  }

  /** First of all on the data channel. Another text comes from another session: somebody lent them a certificate. */
  #hearProof(text: string): void {
    if (!this.pairing.isChannelProof(text)) return this.event({ kind: 'forged' });
    this.channelProven = true;
    this.#isChannelOurs = true;
    this.event({ kind: 'channel-proven' });
  }

  #hear(text: string): void {
    const message = readMessage(text);
    if (typeof message === 'string') return this.#log('message refused', message);
    switch (message.kind) {
      case 'hello':
        this.#options.events.presented(message.name, message.muted);
        break;
      case 'muted':
        this.#options.events.presented(null, message.muted);
        break;
      case 'report':
        this.#options.events.reported(message.view);
        break;
      case 'held':
        this.#options.events.heldByThem(message.held);
        break;
      case 'bye':
        return this.event({ kind: 'bye' });
      case 'candidates':
        return this.#negotiation.addCandidates(message.candidates.map(candidateLine));
      case 'ask':
        return this.#negotiation.receive(message);
      case 'restart':
        return this.#receiveRestart(message);
    }
    this.event({ kind: 'heard' });
  }

  /**
   * Over the data channel and sealed over the carrier: a path may be dead before anybody knows, and so may the carrier.
   * Whatever arrives twice counts once. What has nothing to do with the path stays on a channel that is known to work.
   */
  #signal(message: Message): void {
    const text = writeMessage(message);
    const isOfPath = message.kind !== 'bye';
    const sent = this.#isChannelOurs && this.#peer.send(text);
    if (sent && this.call.phase === 'connected' && !isOfPath) return;
    this.pairing.sendSignal(text, this.#options.ports.nowMs());
  }

  #flushCandidates(): void {
    const ready = this.call.phase !== 'offering' && this.call.phase !== 'answering' && this.call.phase !== 'over';
    if (!ready || this.#unsentCandidates.length === 0) return;
    this.#signal({ kind: 'candidates', candidates: this.#unsentCandidates.splice(0) });
  }

  #releaseVoice(): void {
    if (!this.#voice) return;
    this.#options.events.track(this.#voice);
    this.#voice = null;
  }

  #log(event: string, detail?: string): void {
    const peer = toBase64Url(this.pairing.theirSid).slice(0, 6);
    this.#options.ports.log({ level: 'info', event, peer, ...(detail === undefined ? {} : { detail }) });
  }
}
