/** What runs the voice chain between the microphone and the outgoing track. */
import type { VoiceFault } from '../call/ports.ts';
import type { VoiceOrder, VoiceReport } from '../dsp/voice-messages.ts';

export interface Shell {
  readonly kind: 'worker' | 'worklet';
  readonly track: MediaStreamTrack;
  configure(order: VoiceOrder): void;
  close(): void;
}

export interface ShellEvents {
  report(report: VoiceReport): void;
  /** The chain does not run here any more; whatever sound still passes is unprocessed. */
  failed(fault: VoiceFault): void;
}
