/** What the doctor asks of the browser. Each probe finds out one thing; it may be slow or fail, and that is a finding. */
import type {
  ChainFound,
  ConfigurationFound,
  ContextFound,
  MicrophoneFound,
  PathFound,
  StorageFound,
} from '../call/health.ts';
import type { CarrierTrouble, MicrophoneTrouble } from '../call/trouble.ts';
import type { KeysFound } from './key-probe.ts';

export interface Listened {
  readonly microphone: MicrophoneFound;
  readonly chain: ChainFound;
}

export interface RelayFound {
  /** Of messages to ourselves; empty when nothing came back. */
  readonly roundTripsMs: readonly number[];
  /** Of many messages at once; null when there was nothing to measure. */
  readonly bitsPerS: number | null;
}

export interface Probes {
  /** Opens the microphone behind the chain and listens for a while. */
  listen(signal: AbortSignal): Promise<Listened | MicrophoneTrouble>;
  context(): Promise<ContextFound>;
  path(): Promise<PathFound>;
  relay(signal: AbortSignal): Promise<RelayFound | CarrierTrouble>;
  /** Null when no TURN server is set up. */
  turn(): Promise<PathFound | null>;
  storage(): Promise<StorageFound>;
  keys(): Promise<KeysFound>;
  configuration(): Promise<ConfigurationFound>;
  memory(): Promise<{ readonly usedBytes: number | null; readonly limitBytes: number | null }>;
  /** Time the chain takes for a second of sound, in seconds. */
  headroom(signal: AbortSignal): Promise<number>;
  /** A sound through a real connection on this device, played and listened for. */
  loop(signal: AbortSignal): Promise<{ readonly delayMs: number | null; readonly echoDb: number | null }>;
}
