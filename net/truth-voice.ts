/** Known sounds at the microphone, and what the app makes of them in figures. */
import { createDice } from '../bench/dice.ts';
import { RATE_HZ, rmsDbfs, SILENCE, soundFile } from '../e2e/voices.ts';
import { FLOOR_DBFS } from '../src/base/units.ts';
import { restlessSpeech } from './call.ts';
import { type Collector, meanIn } from './collector.ts';
import { type Stage, type Truth, watched } from './truth.ts';

/** Whole rounds of it fit into one export of 15 s. */
const ROUND_S = 7.5;
const SPEECH_S = 5;
const SPEECH_DBFS = -23;
const NOISE_DBFS = -48;
const TONE_DBFS = -20;
const TONE_HZ = 440;
/** Of a pause. */
const SETTLED_RATIO = 0.9;
const BLOCK_SAMPLES = RATE_HZ / 10;

type Open = (soundPaths: readonly [string, string]) => Promise<Stage>;

export async function voiceTruths(open: Open, add: (truths: readonly Truth[]) => void): Promise<void> {
  const silence = soundFile('silence', SILENCE);
  const tone = await open([soundFile('tone', steadyTone()), silence]);
  const toneExports = await watched(tone, 1);
  const input = meanIn(toneExports[0]!.slice(1), 'humr_voice_input_dbfs');
  add([{ id: 'input level, a tone', unit: 'dBFS', truth: TONE_DBFS, shown: input, within: 0.5 }]);
  await tone.call.close();
  const talk = await open([soundFile('talk-in-noise', talkInNoise()), silence]);
  add(await talkTruths(talk));
  await talk.call.close();
}

function steadyTone(): Float32Array {
  const peak = Math.SQRT2 * 10 ** (TONE_DBFS / 20);
  return Float32Array.from({ length: RATE_HZ }, (_, n) => peak * Math.sin((2 * Math.PI * TONE_HZ * n) / RATE_HZ));
}

/**
 * Noise of one's own between 200 Hz and 4 kHz, roughly: what is far above, or below all voices, the browser takes off
 * before anybody hears it.
 */
function roomNoise(length: number): Float32Array {
  const dice = createDice(5);
  const shareAt = (hz: number) => 1 - Math.exp((-2 * Math.PI * hz) / RATE_HZ);
  const [low, high] = [shareAt(200), shareAt(4_000)];
  const [states, samples] = [[0, 0, 0], new Float32Array(length)];
  for (let n = 0; n < length; n++) {
    states[0]! += high * (2 * dice() - 1 - states[0]!);
    states[1]! += high * (states[0]! - states[1]!);
    states[2]! += low * (states[1]! - states[2]!);
    samples[n] = states[1]! - states[2]!;
  }
  const gain = 10 ** ((NOISE_DBFS - rmsDbfs(samples)) / 20);
  return samples.map((it) => gain * it);
}

/** Speech without pauses, then none, in noise all the time. */
function talkInNoise(): Float32Array {
  const voice = restlessSpeech().subarray(0, SPEECH_S * RATE_HZ);
  const gain = 10 ** ((SPEECH_DBFS - rmsDbfs(voice)) / 20);
  return roomNoise(ROUND_S * RATE_HZ).map((noise, n) => gain * (voice[n] ?? 0) + noise);
}

async function talkTruths(stage: Stage): Promise<Truth[]> {
  const [collector] = stage.collectors as readonly [Collector, Collector];
  await watched(stage, 1); // noise and gain are found
  const [exports, heard] = await Promise.all([collector.next(2), stage.call.callers[1].hear(2 * ROUND_S)]);
  const shown = (name: string) => meanIn(exports.slice(1), name);
  const all = talkInNoise();
  const gainDb = shown('humr_voice_gain_db');
  // No level is told below the floor, neither what is heard nor what is shown.
  const suppressed = NOISE_DBFS + gainDb - Math.max(FLOOR_DBFS, pauseDbfs(heard));
  return [
    {
      id: 'input level, speech',
      unit: 'dBFS',
      truth: rmsDbfs(all),
      shown: shown('humr_voice_input_dbfs'),
      within: 0.5,
    },
    { id: 'noise level', unit: 'dBFS', truth: NOISE_DBFS, shown: shown('humr_voice_noise_dbfs'), within: 0.5 },
    { id: 'output level', unit: 'dBFS', truth: rmsDbfs(heard), shown: shown('humr_voice_output_dbfs'), within: 0.5 },
    { id: 'speech', unit: '', truth: SPEECH_S / ROUND_S, shown: shown('humr_voice_speech_ratio'), within: 0.1 },
    { id: 'suppressed', unit: 'dB', truth: suppressed, shown: shown('humr_voice_suppressed_db'), within: 4 },
  ];
}

/** Mean of the blocks of the pauses, dBFS, but of those in which the voice still dies away. */
function pauseDbfs(heard: Float32Array): number {
  const levels = Array.from({ length: Math.floor(heard.length / BLOCK_SAMPLES) }, (_, n) =>
    rmsDbfs(heard.subarray(n * BLOCK_SAMPLES, (n + 1) * BLOCK_SAMPLES)),
  ).sort((a, b) => a - b);
  const pauses = levels.slice(0, Math.floor(levels.length * (1 - SPEECH_S / ROUND_S) * SETTLED_RATIO));
  return pauses.reduce((sum, it) => sum + it, 0) / pauses.length;
}
