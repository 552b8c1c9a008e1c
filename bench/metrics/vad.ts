const RATE_HZ = 48_000;
/** 10 ms: labels and decisions are compared so often. */
const VAD_FRAME = 480;
/** Constants of ITU-T P.56, method B: envelope time, hang-over, and how far below the level the threshold lies. */
const ENVELOPE_SECONDS = 0.03;
const HANGOVER_SAMPLES = 0.2 * RATE_HZ;
const MARGIN_DB = 15.9;
const THRESHOLDS = 15;
/** The envelope reaches −15.9 dB of a sudden tone x = 0.71 time constants late (1 − (1 + x)e^−x = 0.16): 21 ms. */
const LATE_FRAMES = 2;
/** Frames left out before a word, whose beginning nobody can place exactly, and after it: the hang-over. */
const BEFORE_FRAMES = 4;
const AFTER_FRAMES = 20;
/** An onset counts after so much silence, when so much speech follows: 300 and 200 ms. */
const SILENCE_FRAMES = 30;
const SPEECH_FRAMES = 20;
const DECISION = 0.5;

/** What a frame is: speech, none, or a border that no detector is judged by. */
export type Label = 'speech' | 'none' | 'border';

/**
 * Labels of a clean recording, one per 10 ms: speech is where its envelope is above the active speech level minus
 * 15.9 dB, gaps under 200 ms included.
 * Source: ITU-T P.56 (12/2011), method B.
 */
export function labelFrames(clean: Float32Array): Label[] {
  const envelope = speechEnvelope(clean);
  const threshold = activeThreshold(clean, envelope);
  const active = Array.from({ length: Math.floor(clean.length / VAD_FRAME) }, (_, frame) => {
    const part = envelope.subarray(frame * VAD_FRAME, (frame + 1) * VAD_FRAME);
    return threshold > 0 && part.some((value) => value >= threshold);
  });
  const bridges = bridged(active);
  const speech = bridges.map((_, t) => bridges.slice(t, t + LATE_FRAMES + 1).includes(true));
  return speech.map((isSpeech, t) => {
    if (isSpeech) return 'speech';
    const near = speech.slice(Math.max(0, t - AFTER_FRAMES), t + BEFORE_FRAMES + 1);
    return near.includes(true) ? 'border' : 'none';
  });
}

/** Absolute value, smoothed twice. */
function speechEnvelope(signal: Float32Array): Float64Array {
  const keep = Math.exp(-1 / (RATE_HZ * ENVELOPE_SECONDS));
  let once = 0;
  let twice = 0;
  return Float64Array.from(signal, (x) => {
    once = keep * once + (1 - keep) * Math.abs(x);
    twice = keep * twice + (1 - keep) * once;
    return twice;
  });
}

/** The envelope value that lies 15.9 dB under the level of what is above it; 0 for silence. */
function activeThreshold(signal: Float32Array, envelope: Float64Array): number {
  const energy = signal.reduce((sum, x) => sum + x * x, 0);
  const top = envelope.reduce((most, value) => Math.max(most, value), 0);
  let before: { marginDb: number; thresholdDb: number } | undefined;
  for (let halvings = 1; halvings <= 2 * THRESHOLDS; halvings++) {
    const threshold = top * 2 ** (-halvings / 2);
    const count = activeSamples(envelope, threshold);
    const thresholdDb = 20 * Math.log10(threshold);
    const marginDb = 10 * Math.log10(energy / count) - thresholdDb;
    if (marginDb >= MARGIN_DB) {
      if (!before) return threshold;
      const share = (MARGIN_DB - before.marginDb) / (marginDb - before.marginDb);
      return 10 ** ((before.thresholdDb + share * (thresholdDb - before.thresholdDb)) / 20);
    }
    before = { marginDb, thresholdDb };
  }
  return 0;
}

/** Samples at or above a threshold, or less than the hang-over after one that was. */
function activeSamples(envelope: Float64Array, threshold: number): number {
  let count = 0;
  let left = 0;
  for (const value of envelope) {
    left = value >= threshold ? HANGOVER_SAMPLES : left - 1;
    if (left > 0) count++;
  }
  return count;
}

/** The same with gaps of less than the hang-over closed. */
function bridged(active: readonly boolean[]): boolean[] {
  const result = [...active];
  let last = Number.NEGATIVE_INFINITY;
  active.forEach((isActive, t) => {
    if (!isActive) return;
    if (t - last <= AFTER_FRAMES) result.fill(true, last, t);
    last = t;
  });
  return result;
}

/** Chance that a frame of speech gets a higher probability than a frame without: area under the ROC curve. */
export function areaUnderCurve(speech: readonly number[], none: readonly number[]): number {
  const all = [...speech.map((p) => [p, 1] as const), ...none.map((p) => [p, 0] as const)];
  all.sort((a, b) => a[0] - b[0]);
  let below = 0;
  let wins = 0;
  for (let start = 0; start < all.length; ) {
    let end = start;
    let tiedSpeech = 0;
    while (end < all.length && all[end]![0] === all[start]![0]) tiedSpeech += all[end++]![1];
    const tiedNone = end - start - tiedSpeech;
    wins += tiedSpeech * (below + tiedNone / 2);
    below += tiedNone;
    start = end;
  }
  return wins / (speech.length * none.length);
}

/**
 * How late each word is noticed, ms: from the first frame of speech to the first decision for it, that frame's own
 * 10 ms included; a decision that was already made counts as 10 ms. Words that are missed count as all of their length.
 */
export function onsetDelaysMs(labels: readonly Label[], probabilities: ArrayLike<number>): number[] {
  const delays: number[] = [];
  for (let t = SILENCE_FRAMES; t + SPEECH_FRAMES <= labels.length; t++) {
    if (labels[t] !== 'speech' || labels[t - 1] === 'speech') continue;
    const silent = !labels.slice(t - SILENCE_FRAMES, t).includes('speech');
    const end = labels.findIndex((label, k) => k > t && label !== 'speech');
    const length = (end < 0 ? labels.length : end) - t;
    if (!silent || length < SPEECH_FRAMES) continue;
    let late = 0;
    while (late < length && (probabilities[t + late] ?? 0) < DECISION) late++;
    delays.push(10 * Math.min(length, late + 1));
  }
  return delays;
}

/** Share of frames where both decide alike, 0..1. */
export function agreementRatio(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = Math.min(a.length, b.length);
  let same = 0;
  for (let t = 0; t < length; t++) if (a[t]! >= DECISION === b[t]! >= DECISION) same++;
  return same / length;
}
