/** Between the page and the worker that runs the voice chain. */
import type { VoiceOrder, VoiceReport } from '../src/dsp/voice-messages.ts';

/** Comes first, and nothing else before `ready` was said. */
export interface TrackLoad {
  readonly kind: 'load';
  /** Of the built `voice.ts`, which holds the chain for both shells. */
  readonly chainUrl: string;
}

export interface TrackStart {
  readonly kind: 'start';
  /** Frames of the microphone; transferred, like `writable`. */
  readonly readable: ReadableStream<AudioData>;
  /** Takes the frames of the outgoing track. */
  readonly writable: WritableStream<AudioData>;
}

/** Settings and weights may come before the start and at any time after it. */
export type ToTrackWorker = TrackStart | VoiceOrder;

/**
 * `ready`: loaded and waiting for the start; `failed`: sound passes unprocessed, or no more at all, and another shell
 * had better take over.
 */
export type FromTrackWorker = VoiceReport | { readonly kind: 'ready' } | { readonly kind: 'failed' };
