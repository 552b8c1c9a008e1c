/**
 * The doors between a call and the browser. Each is opened by one adapter of the middle floor; tests open them to
 * stand-ins. Expected trouble comes back as a code, never as an exception. `Track` is the platform's
 * MediaStreamTrack, which this floor cannot name and never looks into.
 */
import type { MeterReport, VoiceEstimator, VoiceReport, VoiceSettings } from '../dsp/voice-messages.ts';
import type { VoiceShellChoice } from '../settings/schema.ts';
import type { Identity } from '../trust/identity.ts';
import type { Carrier, CarrierEvents, Will } from './carrier.ts';
import type { CallKeeper } from './kept-call.ts';
import type { AddedPurpose, Purpose } from './lines.ts';
import type { MicrophoneTrouble } from './trouble.ts';

/** One's own microphone behind the voice chain, as one track for every peer. */
export interface Microphone<Track> {
  /** What to send; may be another one after `changed`. */
  readonly track: Track;
  /** What the device gives, before the chain. */
  readonly captured: Track;
  /** `chain`: ours runs; `unprocessed`: it cannot, the browser's own processing is on instead. */
  readonly processing: 'chain' | 'unprocessed';
  /** Where the chain runs: in a worker between two tracks, in the audio graph, or nowhere. */
  readonly shell: 'worker' | 'worklet' | 'none';
  configure(settings: VoiceSettings): void;
  close(): void;
}

export interface MicrophoneChoice {
  readonly shell: VoiceShellChoice;
  /** Empty for the default. One that is not there is replaced by the default. */
  readonly deviceId: string;
}

/** A microphone or loudspeaker. */
export interface AudioDevice {
  /** A hash that means something only on this page's origin. */
  readonly id: string;
  /** As the system calls it; empty until the microphone was allowed once. */
  readonly label: string;
}

export interface AudioDevices {
  readonly microphones: readonly AudioDevice[];
  /** Empty where the browser lets nobody choose. */
  readonly speakers: readonly AudioDevice[];
}

export interface MicrophoneEvents {
  /** Level of the outgoing track itself, dBFS, about twenty times a second: what others really get. */
  sent(levelDbfs: number): void;
  /** What the chain measured; never called while unprocessed. */
  report(report: VoiceReport): void;
  /** A shell gave up and the next best took over: `track`, `processing` and `shell` are to be read again. */
  changed(fault: VoiceFault): void;
  /** The system takes the microphone for a while, as a phone does that rings, or gives it back. */
  paused(isPaused: boolean): void;
  /** The device is gone: unplugged, or its permission was taken back. */
  ended(): void;
}

/** `failed`: an exception or a process that died; `stalled`: no sound came out; `behind`: too much of it was lost. */
export type VoiceFault = `${'worker' | 'worklet'}-${'failed' | 'stalled' | 'behind'}`;

/** Descriptions are SDP of one's own browser, with the purpose of every added line (`call/lines.ts`). */
export interface Peer<Track> {
  /**
   * Makes an offer and waits briefly for the first candidates; later ones are trickled.
   * @param expected what the other side has to send beside the voice
   */
  offer(options: { restart: boolean; expected?: readonly AddedPurpose[] }): Promise<string>;
  /** Takes an offer and makes the answer likewise. */
  answer(offerSdp: string): Promise<string>;
  acceptAnswer(answerSdp: string): Promise<void>;
  /** Sends differently from now on, as that description wants it; the other side is not asked. Only when nothing is open. */
  reshape(theirSdp: string): Promise<void>;
  /** Gives the connection up; the next offer or answer begins a new one with the same certificate and the same tracks. */
  renew(): void;
  /** One `candidate:` line; before the description it waits, bounded. */
  addCandidate(line: string): void;
  /** @returns false when the data channel is not open or too full */
  send(text: string): boolean;
  /** Over a channel of its own, so that what is long holds nothing back. @returns as `send` */
  sendSide(bytes: Uint8Array): boolean;
  /** Over one more channel, in which nothing is repeated or waits for what was lost (RFC 8831, section 6.4). @returns as `send` */
  sendBeat(text: string): boolean;
  /** The voice. */
  setTrack(track: Track | null): void;
  /** Something else beside the voice: sent after the next negotiation. */
  addTrack(purpose: AddedPurpose, track: Track): void;
  removeTrack(purpose: AddedPurpose): void;
  /** Bounds what an added track may take; without a bound the browser decides. */
  limitTrack(purpose: AddedPurpose, limit: TrackLimit): void;
  /** What the lines beside the voice are for, by the `mid` of their statistics. */
  purposes(): ReadonlyMap<string, AddedPurpose>;
  /** What is asked of the jitter buffer: at least so much delay; null leaves it to the browser. */
  setBufferMs(targetMs: number | null): void;
  /** SHA-256 of the certificate DTLS really used; null where the browser does not tell (it then checked by itself). */
  certificateFingerprint(): Promise<Uint8Array | null>;
  /** The dictionaries of getStats (W3C webrtc-stats), as the browser gives them; empty once it is closed. */
  stats(): Promise<readonly unknown[]>;
  close(): void;
}

export interface TrackLimit {
  readonly maxBitsPerS: number | null;
  readonly maxFramesPerS: number | null;
  /** Pictures are sent smaller by this in both directions; as they are without it. */
  readonly scaleDownBy?: number;
  /** False pauses it without a negotiation. */
  readonly isActive: boolean;
}

export interface PeerEvents<Track> {
  candidate(line: string): void;
  transport(state: 'connected' | 'disconnected' | 'failed' | 'closed'): void;
  opened(): void;
  message(text: string): void;
  side(bytes: Uint8Array): void;
  beat(text: string): void;
  /** A track of theirs arrived; the same purpose again replaces the one before. */
  track(track: Track, purpose: Purpose): void;
  /** They took it away. */
  trackGone(purpose: AddedPurpose): void;
}

export type TurnState =
  | 'none' // no TURN server is set
  | 'silent' // one is set, and has given no way so far: it refused, or is out of reach
  | 'works'; // it gave one

/** A STUN or TURN server, RFC 7064 and 7065. */
export interface IceServer {
  readonly urls: string[];
  readonly username?: string;
  readonly credential?: string;
}

export interface PeerOptions<Track> {
  readonly track: Track | null;
  readonly iceServers: readonly IceServer[];
  readonly relayOnly: boolean;
}

/** Plays other people's voices through plain audio elements and measures them beside. */
export interface Speaker<Track> {
  play(id: string, track: Track): void;
  stop(id: string): void;
  /** @param ratio 0 silent, 1 as sent, up to 2; holds for this id, also before and between its voices */
  setVolume(id: string, ratio: number): void;
  /** Nobody is heard while `deafened`. */
  setDeafened(deafened: boolean): void;
  /** After a tap: plays what the browser held back. */
  unblock(): void;
  /** Plays everything on that loudspeaker from now on; empty for the default. @returns false when it is not there */
  setSink(deviceId: string): Promise<boolean>;
  close(): void;
}

export interface SpeakerEvents {
  meter(id: string, report: MeterReport): void;
  blocked(isBlocked: boolean): void;
}

/** A stretch of one voice, mono. */
export interface Take {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly sampleRateHz: number;
}

export interface TakeSideLevels {
  /** The usual level where nobody speaks. */
  readonly pauseDbfs: number;
  /** Mean level where the voice is loudest. */
  readonly voiceDbfs: number;
  /** Level over time in a handful of columns, for drawing. */
  readonly outlineDbfs: readonly number[];
}

/** Measured at the same places of both. */
export interface TakeLevels {
  /** How long nobody spoke, away from any word, and how long somebody did. */
  readonly pauseMs: number;
  readonly voiceMs: number;
  readonly before: TakeSideLevels;
  readonly after: TakeSideLevels;
}

/** A take behind the voice chain, in step with the original. */
export interface Rendered {
  readonly take: Take;
  /** What it was heard through, to the end. */
  readonly estimator: VoiceEstimator;
  readonly levels: TakeLevels;
  /** Share of the speech's energy that the chain left, 0..1, estimated; null where nobody spoke. */
  readonly keptRatio: number | null;
}

/** Something that takes a while. Expected trouble is a result; after `cancel` the result is `cancelled` at once. */
export interface Job<Result> {
  readonly result: Promise<Result | 'failed' | 'cancelled'>;
  cancel(): void;
}

/** Records the microphone without any processing of ours; `heard` comes about ten times a second. */
export type RecordTake = (
  lengthMs: number,
  heard: (levelDbfs: number, doneRatio: number) => void,
) => Job<Take | MicrophoneTrouble>;

/**
 * Records a running microphone and, beside it, what is sent of it; both tracks go on as they are. `heard` comes about ten
 * times a second. @returns as many takes as there were tracks, in their order
 */
export type RecordTracks<Track> = (
  tracks: readonly Track[],
  lengthMs: number,
  heard: (doneRatio: number) => void,
) => Job<readonly Take[]>;

/** @param sent of the same moments, where it was recorded: then it, in step, is what comes back */
export type RenderTake = (
  take: Take,
  settings: VoiceSettings,
  progress: (doneRatio: number) => void,
  sent?: Take | null,
) => Job<Rendered>;

/** Plays takes of one length round and round, one of them to be heard. */
export interface TakePlayer {
  play(): void;
  stop(): void;
  /** Which take is heard from now on, and how loud (1: as it is); the place in time stays. */
  hear(index: number, gainRatio?: number): void;
  close(): void;
}

/** For hearing oneself before a call. */
export interface TrialPorts {
  readonly recordTake: RecordTake;
  readonly renderTake: RenderTake;
  openTakePlayer(takes: readonly Take[]): TakePlayer;
}

/** For hearing oneself within a call. */
export interface ListenBackPorts<Track> {
  readonly recordTracks: RecordTracks<Track>;
  readonly renderTake: RenderTake;
  /** @param sinkId the chosen loudspeaker; empty for the default */
  openTakePlayer(takes: readonly Take[], sinkId: string): TakePlayer;
  /** One's microphone in the call, before and behind the chain; null where there is none. */
  ownSound(): OwnSound<Track> | null;
  after(delayMs: number, run: () => void): () => void;
}

export interface OwnSound<Track> {
  readonly captured: Track;
  readonly sent: Track;
}

export interface CarrierOptions {
  readonly urls: readonly string[];
  /** Made anew for each connection to a relay. */
  will?(): Will;
}

export interface Ports<Track> {
  openMicrophone(
    settings: VoiceSettings,
    choice: MicrophoneChoice,
    events: MicrophoneEvents,
  ): Promise<Microphone<Track> | MicrophoneTrouble>;
  openPeer(options: PeerOptions<Track>, events: PeerEvents<Track>): Peer<Track>;
  /** What is known of the TURN servers of the settings. */
  turn(): TurnState;
  openSpeaker(events: SpeakerEvents): Speaker<Track>;
  listDevices(): Promise<AudioDevices>;
  /** Calls back when a device comes or goes; returns how to stop. */
  watchDevices(changed: () => void): () => void;
  openCarrier(options: CarrierOptions, events: CarrierEvents): Carrier;
  loadIdentity(): Promise<Identity>;
  /** Where the running call is kept; absent where nothing is. */
  readonly calls?: CallKeeper;
  /** @returns false when the browser would not */
  copyText(text: string): Promise<boolean>;
  /** Opens the share sheet; null where there is none. */
  readonly shareLink: ((url: string) => Promise<void>) | null;
  /** The page's address without query and fragment, to build links from. */
  readonly pageUrl: string;
  /** Whether calls are possible in this browser at all. */
  readonly canCall: boolean;
  /** Monotonic, ms. */
  nowMs(): number;
  /** Calendar time, seconds since 1970 (only the handshake's freshness needs it). */
  epochS(): number;
  dice(byteCount: number): Uint8Array;
  /** Calls back again and again; returns how to stop. */
  every(intervalMs: number, callback: () => void): () => void;
  after(delayMs: number, callback: () => void): () => void;
  log(entry: LogEntry): void;
}

/** One line of the log: what happened to which call; never a key, link, name, SDP or address. */
export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn';
  readonly event: string;
  /** First characters of the random session id of the peer, or null. */
  readonly peer: string | null;
  readonly detail?: string;
}
