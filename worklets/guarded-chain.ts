/** The voice chain as the shells hold it: a fault in it never silences a voice, and never opens a muted one. */
import { createVoiceChain, type VoiceChain } from '../src/dsp/voice.ts';
import type { VoiceOrder, VoiceReport } from '../src/dsp/voice-messages.ts';

/** After so many exceptions the chain is left out: unprocessed speech beats none. */
const STRIKES = 3;

export class GuardedChain {
  private readonly chain: VoiceChain;
  private muted = false;
  private strikes = 0;
  private readonly nowMs: () => number;

  /**
   * @param nowMs any steady clock
   * @throws {RangeError} when no chain can run at this rate
   */
  constructor(sampleRate: number, nowMs: () => number) {
    // Frames of 10 ms are what tracks give and what contexts are asked for; the first other one makes the chain collect.
    this.chain = createVoiceChain({ sampleRate, wholeFrames: true });
    this.nowMs = nowMs;
  }

  /** Whether the chain is left out for good. */
  get isOut(): boolean {
    return this.strikes >= STRIKES;
  }

  configure(order: VoiceOrder): void {
    if (order.kind === 'settings') this.muted = order.muted;
    this.chain.configure(order);
  }

  /** Throws nothing, allocates nothing; both arrays have the same length. */
  process(mono: Float32Array, output: Float32Array): void {
    if (!this.isOut) {
      try {
        const startMs = this.nowMs();
        this.chain.process(mono, output);
        this.chain.spent(this.nowMs() - startMs);
        return;
      } catch {
        this.strikes++;
      }
    }
    if (this.muted) output.fill(0);
    else output.set(mono);
  }

  takeReport(missedQuanta: number): VoiceReport {
    return { ...this.chain.takeReport(), missedQuanta };
  }
}
