/**
 * One other person: runs the call machine, performs its effects on a peer connection and keeps the handshake between.
 * Whatever arrives from outside is read completely before anything here changes.
 */
import { toBase64Url } from '../base/base64url.ts';
import { equalBytes } from '../base/bytes.ts';
import { type Candidate, candidateLine, parseCandidate } from '../call/candidate.ts';
import { type Description, decodeDescription, describeSdp, encodeDescription } from '../call/description.ts';
import { begin, type Call, type CallEvent, type Effect, step } from '../call/machine.ts';
import { GOODBYES, type Message, type Restart, readMessage, writeMessage } from '../call/messages.ts';
import type { Peer, PeerEvents } from '../call/ports.ts';
import { Allowance, TALK_ALLOWANCE } from './chat-text.ts';
import { Negotiation } from './negotiation.ts';
import { PairCare } from './pair-care.ts';
import { PairPictures } from './pair-pictures.ts';
import { PairTracks } from './pair-tracks.ts';
import type { Pair, PairOptions } from './pair-types.ts';
import type { Pairing } from './pairing.ts';
import type { Rehandshake } from './rehandshake.ts';
import { factOf } from './told-fact.ts';

export function openPair(options: PairOptions): Pair {
  return new LivePair(options);
}

class LivePair implements Pair {
  call: Call;
  readonly pairing: Pairing;
  channelProven = false;
  channelCount = 1;
  readonly #options: PairOptions;
  readonly #peer: Peer<MediaStreamTrack>;
  readonly #negotiation: Negotiation;
  readonly #care: PairCare;
  readonly tracks: PairTracks;
  /** They mean to be heard. */
  #isVoiceExpected = false;
  #theirs: Description | null = null;
  #own: Description | null = null;
  readonly #rehandshake: Rehandshake;
  /** The channel in use was proven; `channelProven` stays true when a new connection has to prove its own. */
  #isChannelOurs = false;
  /** Held back until the certificate is proven. */
  #voice: MediaStreamTrack | null = null;
  #unsentCandidates: Candidate[] = [];
  readonly #talk = new Allowance(TALK_ALLOWANCE);
  readonly #pictures = new PairPictures(this, () => this.#care);

  constructor(options: PairOptions) {
    this.#options = options;
    this.pairing = options.pairing;
    const { ports, track, relayOnly } = options;
    this.#peer = ports.openPeer({ track, iceServers: [], relayOnly }, this.#peerEvents());
    this.#negotiation = new Negotiation({
      peer: this.#peer,
      offers: options.first === 'greeting',
      purposes: () => this.tracks.purposes,
      nowMs: () => ports.nowMs(),
      send: (message) => {
        this.#unsentCandidates = [];
        this.#signal(message);
      },
      renewed: () => this.#renewed(),
      refused: (error) => this.#logRefusal(error),
    });
    this.tracks = new PairTracks({
      peer: this.#peer,
      voice: track,
      negotiate: () => this.#isEstablished && this.#negotiation.want('lines'),
    });
    this.#care = this.#makeCare();
    this.#rehandshake = this.#makeRehandshake();
    const [call, effects] = begin(options.first, ports.nowMs());
    this.call = call;
    this.#perform(effects);
  }

  event(event: CallEvent): void {
    const before = this.call;
    const [call, effects] = step(before, event, this.#options.ports.nowMs());
    this.call = call;
    if (event.kind === 'tick') this.#tick();
    if (call.phase !== before.phase) {
      this.#log(`call ${call.phase}`, call.phase === 'over' ? call.code : undefined);
      this.#flushCandidates();
      if (call.phase === 'connected') this.#connected(before);
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

  tell(message: Message): boolean {
    return this.#peer.send(writeMessage(message));
  }

  stats(): Promise<readonly unknown[]> {
    return this.#peer.stats();
  }

  get way(): Pair['way'] {
    return this.#care.way;
  }

  get restarts(): number {
    return this.#negotiation.restarts;
  }

  get fingerprints(): Pair['fingerprints'] {
    return this.#own && this.#theirs && { own: this.#own.fingerprint, theirs: this.#theirs.fingerprint };
  }

  get held(): boolean {
    return this.tracks.isHeld;
  }

  get isSilent(): boolean {
    return this.#care.isSilent;
  }

  get pausedPictures(): Pair['pausedPictures'] {
    return { own: this.#care.stopped, theirs: this.#care.theirStopped };
  }

  #makeRehandshake(): Rehandshake {
    return this.pairing.rehandshake({
      fingerprints: () => this.fingerprints,
      send: (message) => this.tell(message),
      renewed: () => this.#log('session renewed'),
      forged: () => this.event({ kind: 'forged' }),
    });
  }

  #makeCare(): PairCare {
    return new PairCare({
      peer: this.#peer,
      negotiation: this.#negotiation,
      nowMs: () => this.#options.ports.nowMs(),
      isSoundExpected: () => this.#isVoiceExpected && !this.held,
      others: () => this.#options.others(),
      flowing: (agoMs) => this.event({ kind: 'flowing', agoMs }),
      shown: () => this.tracks.shown,
      changed: () => {
        this.#pictures.changed();
        this.#options.events.changed();
      },
      log: (event, detail) => this.#log(event, detail),
    });
  }

  #tick(): void {
    this.#negotiation.tick();
    if (this.call.phase !== 'connected') return;
    void this.#care.look();
    if (this.#isChannelOurs) this.#rehandshake.tick();
  }

  #connected(before: Call): void {
    this.#care.begin();
    this.#releaseVoice();
    if (before.phase === 'reconnecting') this.#rehandshake.returned(this.#options.ports.nowMs() - before.sinceMs);
    if (before.phase === 'proving' && this.tracks.purposes.length > 0) this.#negotiation.want('lines');
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
        // Before the name, so that whoever knows the old key is not alarmed by a name with another.
        if (this.#options.renewal) this.tell({ kind: 'renewed', ...this.#options.renewal });
        const { name, muted, microphone } = this.#options.hello();
        this.tell({ kind: 'hello', name, muted });
        if (microphone !== 'live') this.tell({ kind: 'microphone', state: microphone });
        if (this.channelCount > 1) this.#pictures.tell();
      },
      message: (text) => (this.#isChannelOurs ? this.#hear(text) : this.#hearProof(text)),
      beat: (text) => this.#isChannelOurs && this.#hear(text),
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
        return void this.#peer.sendBeat(writeMessage(this.#care.beat()));
      case 'restart-path':
        return this.#negotiation.want('restart');
      case 'renew-path':
        return this.#negotiation.want('fresh');
      case 'send-bye':
      case 'send-removal':
        this.tell(GOODBYES[kind]);
        return this.#signal(GOODBYES[kind]);
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
    this.#own = describeSdp(sdp, role);
    return this.#own;
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
    if (!this.#talk.take(this.#options.ports.nowMs())) return this.#log('message refused', 'too-many');
    const message = readMessage(text);
    if (typeof message === 'string') return this.#log('message refused', message);
    const fact = factOf(message);
    if (fact) this.#options.events.told(fact);
    this.#care.hear(message);
    switch (message.kind) {
      case 'hello':
      case 'muted':
        this.#isVoiceExpected = !message.muted;
        this.#options.events.presented({ ...message });
        break;
      case 'microphone':
        this.#isVoiceExpected = message.state === 'live';
        this.#options.events.presented({ microphone: message.state });
        break;
      case 'report':
        this.#options.events.reported(message.view);
        break;
      case 'bye':
      case 'moved':
        return this.event({ kind: message.kind });
      case 'candidates':
        return this.#negotiation.addCandidates(message.candidates.map(candidateLine));
      case 'rekey':
        this.#rehandshake.hear(message);
        break;
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
