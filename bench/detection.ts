import { type Clip, RATE_HZ } from './clips.ts';
import { median } from './cost.ts';
import { resample } from './metrics/resample.ts';
import { agreementRatio, areaUnderCurve, type Label, labelFrames, onsetDelaysMs } from './metrics/vad.ts';
import { createVad } from './voice.ts';

const RATES_HZ = [8_000, 16_000, 24_000, 44_100];
const DECISION = 0.5;

/** Speech probabilities of one clip, one per 10 ms. */
export interface Heard {
  readonly clip: Clip;
  readonly speechProbabilities: ArrayLike<number>;
}

/** Figures of a voice activity detector; ratios are 0..1, null where nothing was there to measure. */
export interface Detection {
  readonly auc: number | null;
  /** Share of frames without speech that were taken for speech, in all clips with noise. */
  readonly falseAlarmRatio: number | null;
  /** The same in noise alone, babble left out because it is made of talkers. */
  readonly noiseAlarmRatio: number | null;
  /** Share of speech frames missed in clean clips. */
  readonly cleanMissRatio: number | null;
  readonly onsetMedianMs: number | null;
  readonly onsetP90Ms: number | null;
}

/** Our detector on a 48 kHz sound taken to another rate: what it last said at the end of every 10 ms. */
export function detectAt(rateHz: number, sound: Float32Array): Float32Array {
  const signal = resample(sound, RATE_HZ, rateHz);
  const vad = createVad({ sampleRate: rateHz });
  const said = Float32Array.from({ length: Math.floor(signal.length / vad.frameSize) }, (_, frame) => {
    return vad.process(signal.subarray(frame * vad.frameSize, (frame + 1) * vad.frameSize));
  });
  // Frames are a little under 10 ms at rates that 100 does not divide into even numbers.
  return Float32Array.from({ length: Math.floor((signal.length * 100) / rateHz) }, (_, t) => {
    const frame = Math.round(((t + 1) * rateHz) / 100 / vad.frameSize) - 1;
    return said[Math.min(frame, said.length - 1)] ?? 0;
  });
}

/** Per rate the share of frames where our detector decides as it does at 48 kHz. */
export function rateAgreement(clips: readonly Clip[]): Map<number, number> {
  const reference = clips.map((clip) => detectAt(RATE_HZ, clip.noisy));
  return new Map(
    RATES_HZ.map((rateHz) => {
      const shares = clips.map((clip, k) => agreementRatio(detectAt(rateHz, clip.noisy), reference[k]!));
      return [rateHz, shares.reduce((sum, share) => sum + share, 0) / shares.length];
    }),
  );
}

export function judgeDetection(heard: readonly Heard[]): Detection {
  const labelled = heard.map((each) => ({ ...each, labels: labelFrames(each.clip.clean) }));
  const pick = (wanted: Label, accept: (clip: Clip) => boolean) => {
    return labelled
      .filter(({ clip }) => accept(clip))
      .flatMap(({ labels, speechProbabilities }) => {
        return labels.map((label, t) => (label === wanted ? (speechProbabilities[t] ?? Number.NaN) : Number.NaN));
      })
      .filter((probability) => !Number.isNaN(probability));
  };
  const any = () => true;
  const onsets = labelled
    .flatMap(({ labels, speechProbabilities }) => onsetDelaysMs(labels, speechProbabilities))
    .toSorted((a, b) => a - b);
  const speech = pick('speech', any);
  const none = pick('none', any);
  const missed = share(pick('speech', ({ kind }) => kind === 'clean'));
  return {
    auc: speech.length > 0 && none.length > 0 ? areaUnderCurve(speech, none) : null,
    falseAlarmRatio: share(pick('none', ({ kind }) => kind !== 'clean')),
    noiseAlarmRatio: share(pick('none', ({ kind, noiseClass }) => kind === 'noise' && noiseClass !== 'babble')),
    cleanMissRatio: missed === null ? null : 1 - missed,
    onsetMedianMs: onsets.length > 0 ? median(onsets) : null,
    onsetP90Ms: onsets[Math.floor(0.9 * onsets.length)] ?? null,
  };
}

/** Share of frames decided as speech. */
function share(probabilities: readonly number[]): number | null {
  if (probabilities.length === 0) return null;
  return probabilities.filter((probability) => probability >= DECISION).length / probabilities.length;
}
