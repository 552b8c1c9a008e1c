import type { Cost } from './cost.ts';
import { type Detection, judgeDetection } from './detection.ts';
import { createDice } from './dice.ts';
import type { GainFigures } from './gain.ts';
import { type ClipFigures, type Figure, meanOf } from './quality.ts';
import { rowOf, type Verdict } from './rows.ts';
import type { WorkletCost } from './worklet/cost.ts';

const NAME_WIDTH = 24;
const RESAMPLINGS = 2000;
/** 128 samples at 48 kHz. */
const QUANTUM_MS = 128 / 48;
const FRAME_MS = 10;

/** A column: heading, width, and its text for one row; '-' where there is no number. */
type Column = readonly [heading: string, width: number, text: (verdict: Verdict, cost: Cost | undefined) => string];

const COLUMNS: readonly Column[] = [
  ['ΔSI-SDR', 8, (v) => number(noisy(v, 'siSdrGainDb'), 2)],
  ['STOI', 6, (v) => number(noisy(v, 'stoi'), 3)],
  ['ESTOI', 6, (v) => number(noisy(v, 'estoi'), 3)],
  ['segSNR', 7, (v) => number(noisy(v, 'segmentalSnrDb'), 2)],
  ['LSD', 6, (v) => number(noisy(v, 'lsdDb'), 2)],
  ['SIG', 5, (v) => number(noisy(v, 'sig'), 2)],
  ['BAK', 5, (v) => number(noisy(v, 'bak'), 2)],
  ['OVRL', 5, (v) => number(noisy(v, 'ovrl'), 2)],
  ['kept %', 7, (v) => percent(noisy(v, 'keptRatio'))],
  ['clean %', 8, (v) => percent(meanOf(v.figures, 'clean', 'keptRatio'))],
  ['pause', 7, (v) => number(noisy(v, 'pauseDb'), 1)],
  ['noise', 7, (v) => number(meanOf(v.figures, 'noise', 'pauseDb'), 1)],
  ['delay', 6, (v) => number(v.delayMs, 1)],
  ['frame', 6, (v) => number(v.frameMs, 0)],
  ['×@jitsi', 8, (v, cost) => number(rowOf(v, cost).cpuVsJitsi, 2)],
  ['CPU %', 6, (_, cost) => percent(cost?.timeShare ?? null)],
  ['worst %', 8, (_, cost) => percent(cost?.worstFrameShare ?? null)],
];

/** The main table, one line per suppressor. */
export function mainTable(verdicts: readonly Verdict[], costs: Map<string, Cost>): string {
  const head = ''.padEnd(NAME_WIDTH) + COLUMNS.map(([heading, width]) => heading.padStart(width)).join('');
  const lines = verdicts.map((verdict) => {
    const cost = costs.get(verdict.name);
    const cells = COLUMNS.map(([, width, text]) => text(verdict, cost).padStart(width));
    return verdict.name.padEnd(NAME_WIDTH) + cells.join('');
  });
  return [head, ...lines].join('\n');
}

/** The second of these is always there; the first only where DNSMOS is. */
const CLASS_FIGURES = [
  ['OVRL', 'ovrl', 2],
  ['ESTOI', 'estoi', 3],
] as const;

/** OVRL / ESTOI by class of noise. */
export function classTable(verdicts: readonly Verdict[]): string {
  const all = verdicts.flatMap(({ figures }) => figures).filter(({ clip }) => clip.kind === 'noisy');
  const classes = [...new Set(all.map(({ clip }) => clip.noiseClass))];
  const head = 'by class, OVRL / ESTOI'.padEnd(NAME_WIDTH) + classes.map((name) => name.padStart(14)).join('');
  const lines = verdicts.map(({ name, figures }) => {
    const cells = classes.map((noiseClass) => {
      const chosen = figures.filter(({ clip }) => clip.noiseClass === noiseClass);
      const texts = CLASS_FIGURES.map(([, figure, digits]) => number(meanOf(chosen, 'noisy', figure), digits));
      return texts.join(' / ').padStart(14);
    });
    return name.padEnd(NAME_WIDTH) + cells.join('');
  });
  return [head, ...lines].join('\n');
}

const DETECTION_COLUMNS: readonly (readonly [string, number, (detection: Detection) => string])[] = [
  ['AUC', 7, (d) => number(d.auc, 3)],
  ['alarms %', 10, (d) => percent(d.falseAlarmRatio)],
  ['in noise %', 12, (d) => percent(d.noiseAlarmRatio)],
  ['misses %', 10, (d) => percent(d.cleanMissRatio)],
  ['onset ms', 10, (d) => number(d.onsetMedianMs, 0)],
  ['p90 ms', 8, (d) => number(d.onsetP90Ms, 0)],
];

/** Voice activity detection, one line per suppressor that has it. */
export function detectionTable(verdicts: readonly Verdict[]): string {
  const head = DETECTION_COLUMNS.map(([heading, width]) => heading.padStart(width)).join('');
  const lines = verdicts
    .filter(({ figures }) => figures.some(({ speechProbabilities }) => speechProbabilities.length > 0))
    .map(({ name, figures }) => {
      const detection = judgeDetection(figures);
      return (
        name.padEnd(NAME_WIDTH) + DETECTION_COLUMNS.map(([, width, text]) => text(detection).padStart(width)).join('')
      );
    });
  return [`${'voice detection'.padEnd(NAME_WIDTH)}${head}`, ...lines].join('\n');
}

/** Figure, unit, what must be reached and what is wished for. */
const GAIN_LINES: readonly (readonly [string, keyof GainFigures, string, number, number])[] = [
  ['talkers apart', 'spreadDb', 'dB', 3, 2],
  ['settled within ±2 dB', 'settledMs', 'ms', 2000, 1500],
  ['overshoot, quiet talkers', 'overshootDb', 'dB', 3, 3],
  ['pauses lifted', 'pauseLiftDb', 'dB', 1.5, 1],
  ['at worst', 'worstPauseLiftDb', 'dB', 4, 4],
  ['shout back within 6 dB', 'shoutMs', 'ms', 1000, 300],
  ['true peak', 'truePeakDbtp', 'dBTP', -1, -1],
  ['delay', 'delayMs', 'ms', 2, 2],
];

/** The gain: six talkers from −45 to −15 dBFS, a shout, and what must and should be reached. */
export function gainTable(figures: GainFigures, cost: Cost | undefined): string {
  const lines = GAIN_LINES.map(([name, figure, unit, must, goal]) => {
    const value = `${number(figures[figure], unit === 'ms' ? 1 : 2)} ${unit}`;
    return `  ${name.padEnd(NAME_WIDTH + 2)}${value.padStart(12)}   must ${must}, goal ${goal}`;
  });
  const ratio = number(cost?.timeRatio ?? null, 3);
  return ['gain', ...lines, `  ${'×@jitsi'.padEnd(NAME_WIDTH + 2)}${ratio.padStart(12)}   must 0.05`].join('\n');
}

/** Ours in a real browser's worklet. */
export function workletLine({ suppressorVsJitsi, chainVsJitsi, jitsiShare, browser }: WorkletCost): string {
  const ratios = `suppressor ${suppressorVsJitsi.toFixed(2)}, whole chain ${chainVsJitsi.toFixed(2)}`;
  return `in the AudioWorklet of Chromium ${browser}, ×@jitsi: ${ratios}; @jitsi itself takes ${(100 * jitsiShare).toFixed(1)} %`;
}

/** A frame is done within one quantum; half of that is ours, also where all is four times slower. */
export function worstFrame({ worstFrameShare }: Cost): string {
  const slowMs = (4 * FRAME_MS * worstFrameShare).toFixed(2);
  const halves = `${(FRAME_MS / 2).toFixed(2)} ms in Chromium, which renders 10 ms at once, ${(QUANTUM_MS / 2).toFixed(2)} ms elsewhere`;
  return `humr's slowest frame, four times slower: ${slowMs} ms; half a quantum lasts ${halves}`;
}

/** How far the first suppressor is above each other one, clip by clip, with the 95 % interval. */
export function comparison(ours: Verdict, others: readonly Verdict[]): string {
  const lines = others.map((other) => {
    const cells = CLASS_FIGURES.map(([heading, figure, digits]) => {
      const differences = pairedDifferences(ours.figures, other.figures, figure);
      if (differences.length < 2) return `${heading} -`;
      const [low, high] = meanInterval(differences);
      const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
      return `${heading} ${signed(mean, digits)} [${signed(low, digits)}, ${signed(high, digits)}]`;
    });
    return `${ours.name} − ${other.name}`.padEnd(NAME_WIDTH + 8) + cells.join('   ');
  });
  return ['paired differences over noisy clips, with 95 % intervals', ...lines].join('\n');
}

function pairedDifferences(a: readonly ClipFigures[], b: readonly ClipFigures[], figure: Figure): number[] {
  return a
    .map((each, k) =>
      each.clip.kind === 'noisy' ? (each[figure] ?? Number.NaN) - (b[k]?.[figure] ?? Number.NaN) : NaN,
    )
    .filter(Number.isFinite);
}

/**
 * Bounds between which the mean would fall in 95 % of repeats with other clips of the same kind.
 * Source: percentile bootstrap, Efron 1979, doi:10.1214/aos/1176344552.
 */
export function meanInterval(values: readonly number[]): [low: number, high: number] {
  const dice = createDice(1979);
  const means = Array.from({ length: RESAMPLINGS }, () => {
    let sum = 0;
    for (let k = 0; k < values.length; k++) sum += values[Math.floor(dice() * values.length)]!;
    return sum / values.length;
  }).toSorted((a, b) => a - b);
  return [means[Math.floor(0.025 * RESAMPLINGS)]!, means[Math.ceil(0.975 * RESAMPLINGS) - 1]!];
}

function noisy(verdict: Verdict, figure: Figure): number | null {
  return meanOf(verdict.figures, 'noisy', figure);
}

function number(value: number | null, digits: number): string {
  return value === null || !Number.isFinite(value) ? '-' : value.toFixed(digits);
}

function signed(value: number, digits: number): string {
  return (value < 0 ? '−' : '+') + Math.abs(value).toFixed(digits);
}

function percent(ratio: number | null): string {
  return number(ratio === null ? null : 100 * ratio, 1);
}
