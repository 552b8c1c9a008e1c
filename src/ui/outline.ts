/** A level over time as a drawing: a band around the middle line, as wide as the sound is loud. Pure. */
import { shownRatio } from './level.ts';

/** Silence is a line, not nothing. */
const THINNEST = 0.012;
/** Room above and below the loudest. */
const WIDEST = 0.92;

/** @returns an SVG path within the unit square */
export function outlinePath(levelsDbfs: readonly number[]): string {
  if (levelsDbfs.length === 0) return '';
  const last = Math.max(1, levelsDbfs.length - 1);
  const points = levelsDbfs.map((dbfs, column) => ({ x: column / last, half: halfOf(dbfs) }));
  const upper = points.map(({ x, half }) => `${fixed(x)} ${fixed(0.5 - half)}`);
  const lower = points.reverse().map(({ x, half }) => `${fixed(x)} ${fixed(0.5 + half)}`);
  return `M${[...upper, ...lower].join('L')}Z`;
}

function halfOf(dbfs: number): number {
  return Math.max(THINNEST, shownRatio(dbfs) * WIDEST) / 2;
}

function fixed(value: number): string {
  return value.toFixed(4);
}
