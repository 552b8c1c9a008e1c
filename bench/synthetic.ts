import { type Clip, type Corpus, makeClip, RATE_HZ } from './clips.ts';
import { createDice } from './dice.ts';

const CLIP_SECONDS = 6;
const SNRS_DB = [0, 5, 10];
const VOICE_RMS = 0.1;

/** First three formants of some vowels, Hz: Peterson & Barney 1952, doi:10.1121/1.1906875, rounded. */
const VOWELS_HZ = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [300, 870, 2240],
  [530, 1840, 2480],
  [570, 840, 2410],
] as const;
const FORMANT_WIDTH_HZ = 90;

type Dice = () => number;

/** A corpus for machines without recordings: a synthetic voice in four kinds of generated noise. */
export function generateCorpus(quick: boolean): Corpus {
  const dice = createDice(20_161_004);
  const clips: Clip[] = [];
  const highestHz = 20_000;
  for (const snrDb of quick ? SNRS_DB.slice(1, 2) : SNRS_DB) {
    for (const [noiseClass, makeNoise] of Object.entries(NOISES)) {
      const voice = generateVoice(dice, CLIP_SECONDS);
      const noise = scaled(makeNoise(dice, voice.length), VOICE_RMS * 10 ** (-snrDb / 20));
      const id = `${noiseClass}-${snrDb}`;
      clips.push(makeClip({ id, kind: 'noisy', noiseClass, highestHz }, voice, noise));
    }
  }
  for (const id of ['clean-1', 'clean-2']) {
    const voice = generateVoice(dice, CLIP_SECONDS);
    clips.push(makeClip({ id, kind: 'clean', noiseClass: 'clean', highestHz }, voice, new Float32Array(0)));
  }
  for (const [noiseClass, makeNoise] of Object.entries(NOISES)) {
    const noise = scaled(makeNoise(dice, CLIP_SECONDS * RATE_HZ), VOICE_RMS / 3);
    const named = { id: `${noiseClass}-noise`, kind: 'noise', noiseClass, highestHz } as const;
    clips.push(makeClip(named, new Float32Array(noise.length), noise));
  }
  return { name: 'generated signals', clips, dnsmosPath: null };
}

/**
 * Something like speech: syllables of 120-280 ms, each a pulse train through three formants of a vowel, some with
 * a hiss before them, in phrases with pauses of half a second between. RMS `VOICE_RMS` over the whole.
 */
export function generateVoice(dice: Dice, seconds: number): Float32Array {
  const voice = new Float32Array(Math.round(seconds * RATE_HZ));
  const talkerHz = 90 + 130 * dice();
  let at = Math.round(0.3 * RATE_HZ);
  for (let syllable = 1; at < voice.length; syllable++) {
    const length = Math.round((0.12 + 0.16 * dice()) * RATE_HZ);
    if (dice() < 0.4) at = addHiss(dice, voice, at);
    addVowel(dice, voice, at, length, talkerHz * (0.85 + 0.3 * dice()));
    at += length + Math.round((syllable % 5 === 0 ? 0.5 : 0.02) * RATE_HZ);
  }
  return scaled(voice, VOICE_RMS);
}

function addVowel(dice: Dice, voice: Float32Array, from: number, length: number, pitchHz: number): void {
  const vowel = VOWELS_HZ[Math.floor(dice() * VOWELS_HZ.length)]!;
  const formants = vowel.map((hz) => createResonator(hz, FORMANT_WIDTH_HZ));
  const loudness = 0.5 + 0.5 * dice();
  let phase = 0;
  for (let n = 0; n < length && from + n < voice.length; n++) {
    const progress = n / length;
    phase += (pitchHz * (1 - 0.15 * progress)) / RATE_HZ;
    const pulse = phase >= 1 ? 1 : 0;
    if (phase >= 1) phase -= 1;
    const breath = 0.004 * (dice() - 0.5);
    const sound = formants.reduce((sum, formant, k) => sum + formant(pulse + breath) / (k + 1), 0);
    voice[from + n]! += loudness * Math.sin(Math.PI * progress) ** 0.6 * sound;
  }
}

/** A consonant of 60 ms: noise around 6 kHz. @returns where it ends */
function addHiss(dice: Dice, voice: Float32Array, from: number): number {
  const length = Math.round(0.06 * RATE_HZ);
  const colour = createResonator(6000, 3000);
  for (let n = 0; n < length && from + n < voice.length; n++) {
    voice[from + n]! += 0.05 * Math.sin((Math.PI * n) / length) * colour(dice() - 0.5);
  }
  return from + length;
}

/** Second-order resonance. */
function createResonator(centreHz: number, widthHz: number): (x: number) => number {
  const radius = Math.exp((-Math.PI * widthHz) / RATE_HZ);
  const a1 = 2 * radius * Math.cos((2 * Math.PI * centreHz) / RATE_HZ);
  const a2 = -radius * radius;
  const gain = (1 - radius) * Math.sqrt(1 - 2 * radius * Math.cos((4 * Math.PI * centreHz) / RATE_HZ) + radius ** 2);
  let y1 = 0;
  let y2 = 0;
  return (x) => {
    const y = gain * x + a1 * y1 + a2 * y2;
    y2 = y1;
    y1 = y;
    return y;
  };
}

const NOISES: Record<string, (dice: Dice, length: number) => Float32Array> = {
  stationary: (dice, length) => {
    let low = 0;
    return Float32Array.from({ length }, () => {
      const white = dice() - 0.5;
      low += 0.02 * (white - low);
      return low + 0.05 * white;
    });
  },
  babble: (dice, length) => {
    const sum = new Float32Array(length);
    for (let talker = 0; talker < 5; talker++) {
      const shift = Math.floor(dice() * RATE_HZ);
      const voice = generateVoice(dice, length / RATE_HZ + 1);
      for (let n = 0; n < length; n++) sum[n]! += voice[n + shift]!;
    }
    return sum;
  },
  keyboard: (dice, length) => {
    const clicks = Float32Array.from({ length }, () => 0.002 * (dice() - 0.5));
    for (let at = 0; at < length; at += Math.round((0.08 + 0.2 * dice()) * RATE_HZ)) {
      const body = createResonator(1500 + 2500 * dice(), 400);
      for (let n = 0; n < 0.03 * RATE_HZ && at + n < length; n++) {
        clicks[at + n]! += body((dice() - 0.5) * Math.exp(-n / (0.004 * RATE_HZ)));
      }
    }
    return clicks;
  },
  music: (dice, length) => {
    const beat = Math.round(0.4 * RATE_HZ);
    const notesHz = Array.from(
      { length: Math.ceil(length / beat) * 3 },
      () => 110 * 2 ** (Math.floor(dice() * 25) / 12),
    );
    return Float32Array.from({ length }, (_, n) => {
      const chord = Math.floor(n / beat) * 3;
      const decay = Math.exp(-(n % beat) / (0.3 * RATE_HZ));
      const tone = (k: number) => Math.sin((2 * Math.PI * notesHz[chord + k]! * n) / RATE_HZ);
      return decay * (tone(0) + tone(1) + tone(2));
    });
  },
};

/** The same sound with another RMS. */
function scaled(signal: Float32Array, rms: number): Float32Array {
  const power = signal.reduce((sum, sample) => sum + sample * sample, 0) / signal.length;
  const gain = rms / Math.sqrt(power);
  return signal.map((sample) => sample * gain);
}
