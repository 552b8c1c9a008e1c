import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { allocatedBytes, createCalls } from './allocation.ts';
import { type Corpus, loadRecordings, RATE_HZ } from './clips.ts';
import { type Cost, measureCost } from './cost.ts';
import { type Detection, detectAt, judgeDetection, rateAgreement } from './detection.ts';
import { judgeGain } from './gain.ts';
import { type Judge, loadDnsmos } from './metrics/dnsmos.ts';
import { writeWav } from './metrics/wav.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { type Peer, runAligned } from './peers/processor.ts';
import { jitsiPeer, shiguredoPeer } from './peers/rnnoise.ts';
import { speexPeer } from './peers/speex.ts';
import { judgePeer, rowOf, type Verdict } from './rows.ts';
import { generateCorpus } from './synthetic.ts';
import { classTable, comparison, detectionTable, gainTable, mainTable, workletLine, worstFrame } from './table.ts';
import { createGain, createSuppressor, weightBytes } from './voice.ts';
import { measureWorkletCost, type WorkletCost } from './worklet/cost.ts';

/** With --quick, every sixth noisy clip: the classes come in turn, five of them. */
const QUICK_EVERY = 6;
const TURNS = 25;
const QUICK_TURNS = 9;
const REFERENCE = '@jitsi/rnnoise-wasm';

const unprocessed: Peer = {
  name: 'unprocessed',
  create: () => ({ frameSize: 480, process: (input, output) => output.set(input) }),
};
const create = (classical: boolean) => {
  const suppressor = createSuppressor({ sampleRate: RATE_HZ, classical });
  return {
    frameSize: suppressor.frameSize,
    process: (input: Float32Array, output: Float32Array) => suppressor.process(input, output),
  };
};
const humr: Peer = { name: 'humr', create: () => create(false), detect: (signal) => detectAt(RATE_HZ, signal) };
/** What runs where the weights are missing or the device is too slow for them. */
const classical: Peer = { name: 'humr, no weights', create: () => create(true) };

/** The gain alone: for its cost. */
const gainOnly: Peer = {
  name: 'humr, gain',
  create: () => {
    const gain = createGain({ sampleRate: RATE_HZ });
    return { frameSize: gain.frameSize, process: (input, output) => gain.process(input, output, 0.75) };
  },
};

/** Processor time of this program, ms: unlike a clock it stands still while other programs run. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** One line at the bottom of a terminal that is written over; a file gets the last one only. */
function progress(text: string, last: boolean): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\u001b[K${last ? '\n' : ''}`);
  else if (last) process.stderr.write(`${text}\n`);
}

async function judgeAll(peers: readonly Peer[], corpus: Corpus, judge: Judge | null): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const peer of peers) {
    const startMs = performance.now();
    verdicts.push(
      await judgePeer(peer, corpus.clips, judge, (done) => {
        const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
        progress(`${peer.name}: ${done} of ${corpus.clips.length} clips, ${seconds} s`, done === corpus.clips.length);
      }),
    );
  }
  return verdicts;
}

function costOf(peers: readonly Peer[], corpus: Corpus, quick: boolean): Map<string, Cost> {
  progress('cost: all in turn', true);
  const noisy = corpus.clips.find((clip) => clip.kind === 'noisy') ?? corpus.clips[0]!;
  return measureCost(peers, REFERENCE, noisy.noisy, quick ? QUICK_TURNS : TURNS, cpuMs);
}

/** Writes what went in and what each suppressor made of it, aligned, for listening. */
function writeWavs(folder: string, peers: readonly Peer[], corpus: Corpus, verdicts: readonly Verdict[]): void {
  mkdirSync(folder, { recursive: true });
  peers.forEach((peer, k) => {
    const delay = Math.round(verdicts[k]!.delayMs * 48);
    for (const clip of corpus.clips) {
      const { output: samples } = runAligned(peer.create(), clip.noisy, delay);
      const name = `${clip.id}-${clip.noiseClass}-${peer.name.replace(/[^a-z]+/g, '-').replace(/^-/, '')}.wav`;
      writeWav(`${folder}/${name}`, { sampleRateHz: RATE_HZ, samples });
    }
  });
}

/** Ours in a real browser; null with `--quick`, without weights and where no browser can be had. */
async function workletCostOf(corpus: Corpus, quick: boolean): Promise<WorkletCost | null> {
  if (quick || weightBytes === 0) return null;
  progress('cost in Chromium', true);
  try {
    return await measureWorkletCost(corpus.clips[0]!.noisy);
  } catch (error) {
    console.log(`\nno figures from a browser: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    return null;
  }
}

async function main(options: Options): Promise<void> {
  const recordings = options.synthetic ? null : loadRecordings(options.quick ? QUICK_EVERY : 1);
  const corpus = recordings ?? generateCorpus(options.quick);
  const judge = corpus.dnsmosPath ? await loadDnsmos(corpus.dnsmosPath) : null;
  const everyone = [
    unprocessed,
    humr,
    ...(weightBytes > 0 ? [classical] : []),
    jitsiPeer(),
    shiguredoPeer(),
    speexPeer(),
  ];
  const wanted = ({ name }: Peer) => options.only.length === 0 || options.only.some((part) => name.includes(part));
  const peers = everyone.filter(wanted);
  console.log(`${corpus.name}: ${corpus.clips.length} clips; Node ${process.version}, ${availableParallelism()} cores`);
  if (!judge)
    console.log('DNSMOS columns are empty: it judges recorded voices, and its model is not beside the project');
  const verdicts = await judgeAll(peers, corpus, judge);
  const costs = costOf(
    [...everyone.filter((peer) => wanted(peer) || peer.name === REFERENCE), gainOnly],
    corpus,
    options.quick,
  );
  const workletCost = wanted(humr) ? await workletCostOf(corpus, options.quick) : null;
  const calls = createCalls(corpus.clips[0]!.noisy);
  const bytes = allocatedBytes(calls.chain);
  console.log(`\n${mainTable(verdicts, costs)}\n\n${classTable(verdicts)}\n\n${detectionTable(verdicts)}`);
  let detection: (Detection & { agreementRatios: Record<string, number> }) | null = null;
  const ours = verdicts.find(({ name }) => name === humr.name);
  if (ours) {
    const agreement = rateAgreement(corpus.clips);
    detection = { ...judgeDetection(ours.figures), agreementRatios: Object.fromEntries(agreement) };
    const shares = [...agreement].map(([rateHz, share]) => `${rateHz} Hz ${(100 * share).toFixed(1)} %`);
    console.log(`humr decides as at 48 kHz: ${shares.join(', ')}`);
  }
  const gain = ours ? judgeGain(corpus.clips) : null;
  if (gain) console.log(`\n${gainTable(gain, costs.get(gainOnly.name))}`);
  const ourCost = costs.get(humr.name);
  if (ourCost) console.log(worstFrame(ourCost));
  if (workletCost) console.log(workletLine(workletCost));
  const others = verdicts.filter((verdict) => verdict !== ours);
  if (ours && others.length > 0) console.log(`\n${comparison(ours, others)}`);
  const parts = (['suppressor', 'vad', 'gain'] as const).map((part) => `${part} ${allocatedBytes(calls[part]) ?? '?'}`);
  console.log(
    `\nhumr allocates ${bytes ?? '?'} bytes in 1000 frames (${parts.join(', ')}); weights ${weightBytes} bytes`,
  );
  if (options.jsonPath) {
    const rows = verdicts.map((verdict) => rowOf(verdict, costs.get(verdict.name)));
    writeFileSync(
      options.jsonPath,
      `${JSON.stringify({ rows, gain, detection, workletCost, allocatedBytes: bytes, weightBytes }, null, 2)}\n`,
    );
  }
  if (options.wavFolder) writeWavs(options.wavFolder, peers, corpus, verdicts);
}

const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  await main(options);
}
