import { InferenceSession, Tensor } from 'onnxruntime-node';

export const DNSMOS_RATE_HZ = 16_000;
const WINDOW_SAMPLES = Math.floor(9.01 * DNSMOS_RATE_HZ);
const HOP_SAMPLES = DNSMOS_RATE_HZ;

/** Predicted mean opinions, 1 (bad) to 5 (excellent): the voice, the background, the whole (ITU-T P.835). */
interface Opinion {
  readonly sig: number;
  readonly bak: number;
  readonly ovrl: number;
}

export type Judge = (signal: Float32Array) => Promise<Opinion>;

/** Maps the network's raw scores to opinions: a + b·s + c·s², published with the model (dnsmos_local.py). */
const CORRECTION = {
  sig: [0.0052439, 1.22083953, -0.08397278],
  bak: [-0.39604546, 1.60915514, -0.13166888],
  ovrl: [0.04602535, 1.11546468, -0.06766283],
} as const;

/**
 * DNSMOS P.835, a network that predicts how listeners would rate a noise suppressor's output.
 * @param modelPath `sig_bak_ovr.onnx` of the DNS Challenge
 * @returns a judge of 16 kHz signals: the mean over windows of 9.01 s, one second apart
 * Source: Reddy et al. 2022, doi:10.1109/ICASSP43922.2022.9746108.
 */
export async function loadDnsmos(modelPath: string): Promise<Judge> {
  const session = await InferenceSession.create(modelPath, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return async (signal) => {
    const windows = cutWindows(signal);
    const opinions: Opinion[] = [];
    for (const window of windows) {
      const output = await session.run({ input_1: new Tensor('float32', window, [1, WINDOW_SAMPLES]) });
      const raw = Object.values(output)[0]?.data;
      if (!(raw instanceof Float32Array) || raw.length !== 3) throw new TypeError('not the DNSMOS P.835 model');
      opinions.push({ sig: opinion('sig', raw[0]!), bak: opinion('bak', raw[1]!), ovrl: opinion('ovrl', raw[2]!) });
    }
    const mean = (key: keyof Opinion) => opinions.reduce((sum, each) => sum + each[key], 0) / opinions.length;
    return { sig: mean('sig'), bak: mean('bak'), ovrl: mean('ovrl') };
  };
}

function opinion(key: keyof Opinion, score: number): number {
  const [a, b, c] = CORRECTION[key];
  return a + b * score + c * score * score;
}

/** Windows of 9.01 s, one second apart; a shorter signal is repeated until it fills one. */
export function cutWindows(signal: Float32Array): Float32Array[] {
  if (signal.length === 0) throw new RangeError('DNSMOS needs at least one sample');
  if (signal.length < WINDOW_SAMPLES) {
    return [Float32Array.from({ length: WINDOW_SAMPLES }, (_, n) => signal[n % signal.length]!)];
  }
  const count = Math.floor((signal.length - WINDOW_SAMPLES) / HOP_SAMPLES) + 1;
  return Array.from({ length: count }, (_, k) => signal.slice(k * HOP_SAMPLES, k * HOP_SAMPLES + WINDOW_SAMPLES));
}
