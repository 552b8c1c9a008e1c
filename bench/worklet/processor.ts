/** Runs one suppressor in an AudioWorklet, fed in quanta of 128 samples. Built apart, as a module that a page can load. */
import { Suppression } from '../../src/dsp/suppression.ts';
import { createVoiceChain } from '../../src/dsp/voice.ts';
import { readWeights } from '../../src/dsp/weights.ts';
import type { Processor } from '../peers/processor.ts';
import { createRnnoise, JITSI_NAMES } from '../peers/rnnoise-native.ts';
import type { WorkletOptions } from './messages.ts';

const RATE_HZ = 48_000;

/** What a worklet has beside the language; its types are not among those of the bench. */
interface WorkletScope {
  readonly AudioWorkletProcessor: new () => { readonly port: MessagePort };
  registerProcessor(name: string, processor: unknown): void;
}
const scope = globalThis as unknown as WorkletScope;

type Run = (input: Float32Array, output: Float32Array) => void;

/** Collects quanta into frames; `prepare` is called where no frame is due. */
function framed(processor: Processor, prepare: () => void = () => undefined): Run {
  const size = processor.frameSize;
  const filling = new Float32Array(size);
  const finished = new Float32Array(size);
  let at = 0;
  return (input, output) => {
    let rested = true;
    for (let done = 0; done < input.length; ) {
      const count = Math.min(size - at, input.length - done);
      for (let n = 0; n < count; n++) {
        filling[at + n] = input[done + n]!;
        output[done + n] = finished[at + n]!;
      }
      done += count;
      at += count;
      if (at < size) continue;
      processor.process(filling, finished);
      at = 0;
      rested = false;
    }
    if (rested) prepare();
  };
}

function suppressorOf(weights: Uint8Array): Run {
  const suppression = new Suppression(RATE_HZ);
  const read = readWeights(weights);
  if (typeof read !== 'string') suppression.useWeights(read);
  return framed(suppression, () => suppression.prepare());
}

function chainOf(weights: Uint8Array): Run {
  const chain = createVoiceChain({ sampleRate: RATE_HZ });
  const settings = { suppression: true, suppressionStrengthRatio: 0.8, gainControl: true, muted: false };
  chain.configure({ kind: 'settings', ...settings });
  chain.configure({ kind: 'weights', bytes: weights });
  return (input, output) => chain.process(input, output);
}

function runOf({ kind, weights, jitsi }: WorkletOptions): Run {
  switch (kind) {
    case 'nothing':
      return (input, output) => output.set(input);
    case 'suppressor':
      return suppressorOf(weights);
    case 'chain':
      return chainOf(weights);
    case 'jitsi':
      return framed(createRnnoise(new WebAssembly.Module(new Uint8Array(jitsi)), JITSI_NAMES));
  }
}

class BenchProcessor extends scope.AudioWorkletProcessor {
  private readonly run: Run;

  constructor({ processorOptions }: { processorOptions: WorkletOptions }) {
    super();
    this.run = runOf(processorOptions);
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const input = inputs[0]?.[0];
    if (input) this.run(input, outputs[0]![0]!);
    return true;
  }
}

scope.registerProcessor('bench', BenchProcessor);
