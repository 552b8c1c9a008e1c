// Scores a folder of raw sound files with DNSMOS P.835.
// usage: node dnsmos.mjs MODEL.onnx FOLDER   -> JSON {name: [SIG, BAK, OVRL]} on stdout
// FOLDER holds *.f32: little-endian mono samples at 16 kHz. Windows of 9.01 s, one each second, averaged;
// the polynomials are those of the DNS-Challenge's script for P.835 (Reddy et al. 2022, doi:10.1109/ICASSP43922.2022.9746108).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ort from 'onnxruntime-node';

const RATE_HZ = 16000;
const WINDOW_SAMPLES = Math.trunc(9.01 * RATE_HZ);
const POLYNOMIALS = [
  [-0.08397278, 1.22083953, 0.0052439],
  [-0.13166888, 1.60915514, -0.39604546],
  [-0.06766283, 1.11546468, 0.04602535],
];

/** Repeats a short clip until it fills one window. */
function fill(samples) {
  if (samples.length >= WINDOW_SAMPLES) return samples;
  return Float32Array.from({ length: WINDOW_SAMPLES }, (_, i) => samples[i % samples.length]);
}

async function score(session, samples) {
  const sums = [0, 0, 0];
  const windows = Math.max(1, Math.floor(Math.floor(samples.length / RATE_HZ) - 9.01) + 1);
  let count = 0;
  for (let at = 0; at < windows && at * RATE_HZ + WINDOW_SAMPLES <= samples.length; at++, count++) {
    const window = samples.slice(at * RATE_HZ, at * RATE_HZ + WINDOW_SAMPLES);
    const result = await session.run({ input_1: new ort.Tensor('float32', window, [1, WINDOW_SAMPLES]) });
    const raw = result[session.outputNames[0]].data;
    for (let i = 0; i < 3; i++) sums[i] += raw[i];
  }
  return POLYNOMIALS.map(([a, b, c], i) => {
    const mean = sums[i] / count;
    return (a * mean + b) * mean + c;
  });
}

const [model, folder] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
const scores = {};
for (const name of readdirSync(folder).filter((file) => file.endsWith('.f32')).sort()) {
  const bytes = readFileSync(join(folder, name));
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  scores[name.slice(0, -4)] = await score(session, fill(samples));
}
console.log(JSON.stringify(scores));
