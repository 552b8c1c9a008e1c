/** `humr-meter`: level and speech of somebody else's voice. Listens only; reports go up the port. */
import { Meter } from '../src/dsp/meter.ts';
import { mixToMono } from '../src/dsp/mix.ts';

const REPORTS_PER_SECOND = 10;

class MeterProcessor extends AudioWorkletProcessor {
  private readonly meter = new Meter(sampleRate);
  private mono = new Float32Array(128);
  private nextReportFrame = 0;
  private isOver = false;

  constructor() {
    super();
    // Whatever is said to a meter, it is that it has done its work.
    this.port.onmessage = () => {
      this.isOver = true;
    };
  }

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0] ?? [];
    const samples = channels[0]?.length ?? this.mono.length;
    if (this.mono.length !== samples) this.mono = new Float32Array(samples);
    mixToMono(channels, this.mono);
    this.meter.process(this.mono);
    if (currentFrame >= this.nextReportFrame) {
      this.nextReportFrame = currentFrame + sampleRate / REPORTS_PER_SECOND;
      this.port.postMessage(this.meter.takeReport());
    }
    // With `true` the node of whoever left would live and work as long as the page; silence alone is no end.
    return !this.isOver;
  }
}

registerProcessor('humr-meter', MeterProcessor);
