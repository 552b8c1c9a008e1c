import { loadRecordings } from './clips.ts';
import { loadDnsmos } from './metrics/dnsmos.ts';
import { parseOptions, USAGE } from './options.ts';
import type { Peer } from './peers/processor.ts';
import { jitsiPeer, shiguredoPeer } from './peers/rnnoise.ts';
import { speexPeer } from './peers/speex.ts';
import { type ClipFigures, judgeClip, meanOf, measureDelay } from './quality.ts';
import { createSuppressor } from './voice.ts';

const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n${USAGE}`);
  process.exit(2);
}
const corpus = loadRecordings(options.quick ? 6 : 1)!;
console.log('loaded', process.uptime());
const judge = await loadDnsmos(corpus.dnsmosPath!);
const peers: Peer[] = [
  { name: 'unprocessed', create: () => ({ frameSize: 480, process: (input, output) => output.set(input) }) },
  { name: 'humr', create: () => createSuppressor({ sampleRate: 48000 }) },
  jitsiPeer(),
  shiguredoPeer(),
  speexPeer(),
];
for (const peer of peers) {
  if (options.only.length && !options.only.some((o) => peer.name.includes(o))) continue;
  const t0 = process.uptime();
  const delay = measureDelay(peer, corpus.clips);
  const f: ClipFigures[] = [];
  for (const clip of corpus.clips) f.push(await judgeClip(peer, delay, clip, judge));
  const m = (n: Parameters<typeof meanOf>[2]) => meanOf(f, 'noisy', n)?.toFixed(3);
  console.log(
    peer.name,
    'delay',
    delay.toFixed(2),
    'si',
    m('siSdrGainDb'),
    'stoi',
    m('stoi'),
    'estoi',
    m('estoi'),
    'seg',
    m('segmentalSnrDb'),
    'lsd',
    m('lsdDb'),
    'sig',
    m('sig'),
    m('bak'),
    m('ovrl'),
    'kept',
    m('keptRatio'),
    'clean',
    meanOf(f, 'clean', 'keptRatio')?.toFixed(3),
    'pause',
    m('pauseDb'),
    'noise',
    meanOf(f, 'noise', 'pauseDb')?.toFixed(2),
    't',
    process.uptime() - t0,
  );
}
