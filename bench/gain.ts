/** What the gain makes of talkers of different loudness: the figures beside those of other programs' in bench/README.md. */
import { LoudnessFilter, lufsOfPower } from '../src/dsp/loudness.ts';
import { type Clip, RATE_HZ } from './clips.ts';
import { median } from './cost.ts';
import { createDice } from './dice.ts';
import { delaySamples } from './metrics/delay.ts';
import { truePeakDbfs } from './metrics/peak.ts';
import { createGain, createVad } from './voice.ts';

/** Active levels of the six talkers, dBFS RMS. */
const TALKERS_DBFS = [-45, -39, -33, -27, -21, -15];
/** Each talks, pauses, talks, pauses, talks; what lies under it all is this far below the voice. */
const TALK_SECONDS = 6;
const PAUSE_SECONDS = 3;
const NOISE_DB = -30;
const SHOUT_DB = 20;
const SHOUT_SECONDS = 3;
const FRAME = 480;
const FRAME_MS = 10;
const SETTLED_DB = 2;
const BACK_DB = 6;
const TARGET_LUFS = -20;
/** Loudness is read over so long, as EBU Tech 3341's momentary loudness. */
const MOMENTARY_FRAMES = 40;
/** What counts as quiet: talkers that need at least so much gain. */
const QUIET_DBFS = -30;
const ACTIVE_RANGE_DB = 30;
const SPOKEN_RANGE_DB = 20;

/** Times in ms, ratios in dB. */
export interface GainFigures {
  /** Loudest against quietest talker at the end. */
  readonly spreadDb: number;
  /** From the first speech until the gain stays within ±2 dB of its median in the seconds after; the slowest talker. */
  readonly settledMs: number;
  /** How far above its last value the gain of a quiet talker ever was. */
  readonly overshootDb: number;
  /** How far the gain rises within a pause: mean over pauses, and the most. */
  readonly pauseLiftDb: number;
  readonly worstPauseLiftDb: number;
  /** How long after a shout of 20 dB more its momentary loudness was last over 6 dB from the target. */
  readonly shoutMs: number;
  /** Highest true peak of everything that came out, full-scale squares and +20 dB noise among it. */
  readonly truePeakDbtp: number;
  readonly delayMs: number;
}

/** What came out, and the gain after each frame. */
interface Heard {
  readonly input: Float32Array;
  readonly output: Float32Array;
  readonly gainsDb: readonly number[];
}

/** @param clips the clean ones are cut into talkers */
export function judgeGain(clips: readonly Clip[]): GainFigures | null {
  const voices = clips.filter(({ kind }) => kind === 'clean').map(({ clean }) => clean);
  if (voices.length === 0) return null;
  const talkers = TALKERS_DBFS.map((dbfs, k) => runTalker(voices[k % voices.length]!, dbfs));
  const lifts = talkers.flatMap(({ gainsDb }) => pauseLifts(gainsDb));
  const levels = talkers.map(({ output }) => gatedLufs(output.subarray(-TALK_SECONDS * RATE_HZ)));
  const quiet = talkers.filter((_, k) => TALKERS_DBFS[k]! < QUIET_DBFS);
  const shout = runShout(voices[0]!);
  const peaks = [...talkers, shout.heard, ...extremes()].map(({ output }) => truePeakDbfs(output));
  return {
    spreadDb: Math.max(...levels) - Math.min(...levels),
    settledMs: Math.max(...talkers.map(settledMs)),
    overshootDb: Math.max(...quiet.map(({ gainsDb }) => Math.max(...gainsDb) - gainsDb.at(-1)!)),
    pauseLiftDb: lifts.reduce((sum, lift) => sum + lift, 0) / lifts.length,
    worstPauseLiftDb: Math.max(...lifts),
    shoutMs: shout.backMs,
    truePeakDbtp: Math.max(...peaks),
    delayMs: median(talkers.slice(0, 2).map(({ input, output }) => delaySamples(input, output, RATE_HZ / 100))) / 48,
  };
}

function run(input: Float32Array): Heard {
  const gain = createGain({ sampleRate: RATE_HZ });
  const vad = createVad({ sampleRate: RATE_HZ });
  const output = new Float32Array(input.length);
  const gainsDb: number[] = [];
  for (let at = 0; at + FRAME <= input.length; at += FRAME) {
    const frame = input.subarray(at, at + FRAME);
    gain.process(frame, output.subarray(at, at + FRAME), vad.process(frame));
    gainsDb.push(gain.gainDb);
  }
  return { input, output, gainsDb };
}

/** Talk, pause, talk, pause, talk: 24 s. */
function runTalker(voice: Float32Array, dbfs: number): Heard {
  const talk = levelled(voice, dbfs);
  const part = (index: number) => cut(talk, index * TALK_SECONDS);
  const pause = new Float32Array(PAUSE_SECONDS * RATE_HZ);
  return run(inNoise(joined([part(0), pause, part(1), pause, part(2)]), dbfs + NOISE_DB));
}

/** Somebody talks at −35 dBFS and then shouts. */
function runShout(voice: Float32Array): { heard: Heard; backMs: number } {
  const talk = levelled(voice, -35);
  const quiet = joined([cut(talk, 0), cut(talk, TALK_SECONDS)]);
  const loud = cut(talk, 0)
    .subarray(0, SHOUT_SECONDS * RATE_HZ)
    .map((x) => x * 10 ** (SHOUT_DB / 20));
  const heard = run(inNoise(joined([quiet, loud]), -65));
  const from = quiet.length / FRAME + firstSpoken(loud);
  const loudness = momentaryLufs(heard.output);
  const last = loudness.findLastIndex((lufs) => lufs > TARGET_LUFS + BACK_DB);
  return { heard, backMs: Math.max(0, last + 1 - from) * FRAME_MS };
}

/** The rudest sounds there are. */
function extremes(): Heard[] {
  const dice = createDice(4);
  const length = 2 * RATE_HZ;
  return [
    Float32Array.from({ length }, (_, n) => (Math.floor(n / 55) % 2 === 0 ? 1 : -1)),
    Float32Array.from({ length }, () => 20 * (dice() - 0.5)),
    Float32Array.from({ length }, (_, n) => (n % 9000 === 0 ? 8 : 0)),
  ].map(run);
}

/** How far the gain ever is above where each pause found it, dB. The hang-over of the detector is part of the pause. */
function pauseLifts(gainsDb: readonly number[]): number[] {
  const perSecond = 1000 / FRAME_MS;
  return [TALK_SECONDS, 2 * TALK_SECONDS + PAUSE_SECONDS].map((second) => {
    const inside = gainsDb.slice(second * perSecond, (second + PAUSE_SECONDS) * perSecond);
    return Math.max(...inside) - inside[0]!;
  });
}

/** From the first sound of the voice until the gain stays within ±2 dB of its median over the second half of the first talk. */
function settledMs({ input, gainsDb }: Heard): number {
  const talk = gainsDb.slice(0, (TALK_SECONDS * 1000) / FRAME_MS);
  const settled = median(talk.slice(talk.length / 2));
  const last = talk.slice(0, talk.length / 2).findLastIndex((gainDb) => Math.abs(gainDb - settled) > SETTLED_DB);
  return Math.max(0, last + 1 - firstSpoken(input.subarray(0, TALK_SECONDS * RATE_HZ))) * FRAME_MS;
}

/** The first frame within 20 dB of the loudest. */
function firstSpoken(sound: Float32Array): number {
  const powers = framePowers(sound);
  const least = Math.max(...powers) * 10 ** (-SPOKEN_RANGE_DB / 10);
  return powers.findIndex((power) => power > least);
}

/** The voice without long gaps, at an active level. */
function levelled(voice: Float32Array, dbfs: number): Float32Array {
  const powers = Array.from({ length: Math.floor(voice.length / FRAME) }, (_, t) => {
    return voice.subarray(t * FRAME, (t + 1) * FRAME).reduce((sum, x) => sum + x * x, 0) / FRAME;
  });
  const least = Math.max(...powers) * 10 ** (-ACTIVE_RANGE_DB / 10);
  const active = powers.filter((power) => power > least);
  const factor = 10 ** (dbfs / 20) / Math.sqrt(active.reduce((sum, power) => sum + power, 0) / active.length);
  return voice.map((x) => x * factor);
}

/** `TALK_SECONDS` from `second` on; the voice goes round and round. */
function cut(voice: Float32Array, second: number): Float32Array {
  const from = second * RATE_HZ;
  return Float32Array.from({ length: TALK_SECONDS * RATE_HZ }, (_, n) => voice[(from + n) % voice.length]!);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function inNoise(sound: Float32Array, dbfs: number): Float32Array {
  const dice = createDice(3);
  const peak = Math.sqrt(3) * 10 ** (dbfs / 20);
  return sound.map((x) => x + peak * (2 * dice() - 1));
}

/** K-weighted power of each frame. */
function framePowers(sound: Float32Array): number[] {
  const filter = new LoudnessFilter(RATE_HZ, FRAME);
  return Array.from({ length: Math.floor(sound.length / FRAME) }, (_, t) => {
    filter.measure(sound.subarray(t * FRAME, (t + 1) * FRAME));
    return filter.power;
  });
}

function momentaryLufs(sound: Float32Array): number[] {
  const powers = framePowers(sound);
  return powers.map((_, t) => {
    const block = powers.slice(Math.max(0, t + 1 - MOMENTARY_FRAMES), t + 1);
    return lufsOfPower(block.reduce((sum, power) => sum + power, 0) / block.length);
  });
}

/** Integrated loudness with the gates of BS.1770: −70 LUFS, then 10 dB below what is left. */
function gatedLufs(sound: Float32Array): number {
  const powers = framePowers(sound);
  const blocks = powers
    .map((_, t) => powers.slice(t, t + MOMENTARY_FRAMES))
    .filter((block, t) => block.length === MOMENTARY_FRAMES && t % 10 === 0)
    .map((block) => block.reduce((sum, power) => sum + power, 0) / MOMENTARY_FRAMES);
  const mean = (some: readonly number[]) => some.reduce((sum, power) => sum + power, 0) / some.length;
  const heard = blocks.filter((power) => lufsOfPower(power) > -70);
  const gate = mean(heard) / 10;
  return lufsOfPower(mean(heard.filter((power) => power > gate)));
}
