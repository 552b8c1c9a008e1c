/**
 * `humr-voice`: the voice chain in an AudioWorklet. Settings come down the port, reports go up. The worker (`track.ts`)
 * imports the same file for its parts; where there are no worklets nothing is registered.
 */
import { MissedQuanta } from '../src/dsp/missed.ts';
import { mixToMono } from '../src/dsp/mix.ts';
import type { VoiceOrder } from '../src/dsp/voice-messages.ts';
import { GuardedChain } from './guarded-chain.ts';
import './voice-parts.ts';

const REPORTS_PER_SECOND = 10;

/** The base class exists in worklets only. */
const Processor = globalThis.AudioWorkletProcessor ?? class {};

class VoiceProcessor extends Processor {
  private readonly chain = new GuardedChain(sampleRate, Date.now); // a worklet knows no finer clock
  private mono = new Float32Array(128);
  private missed = new MissedQuanta((1000 * 128) / sampleRate);
  private nextReportFrame = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<VoiceOrder>) => this.chain.configure(data);
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    if (!output) return true;
    if (this.mono.length !== output.length) this.mono = new Float32Array(output.length);
    this.missed.note((1000 * currentFrame) / sampleRate, Date.now());
    mixToMono(inputs[0] ?? [], this.mono);
    this.chain.process(this.mono, output);
    for (let c = 1; c < outputs[0]!.length; c++) outputs[0]![c]!.set(output);
    if (currentFrame >= this.nextReportFrame) this.report();
    return true;
  }

  private report(): void {
    this.nextReportFrame = currentFrame + sampleRate / REPORTS_PER_SECOND;
    this.port.postMessage(this.chain.isOut ? { kind: 'failed' } : this.chain.takeReport(this.missed.count));
  }
}

if ('registerProcessor' in globalThis) registerProcessor('humr-voice', VoiceProcessor);
else globalThis.humrVoiceParts = { GuardedChain, MissedQuanta, mixToMono };
