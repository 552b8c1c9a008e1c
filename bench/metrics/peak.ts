/** Points looked at for each sample, and samples on each side that decide about them. */
const PHASES = 8;
const REACH = 32;

const FILTERS = Array.from({ length: PHASES }, (_, phase) =>
  Float64Array.from({ length: 2 * REACH + 1 }, (_, k) => {
    const x = k - REACH - phase / PHASES;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    return sinc * Math.cos((Math.PI * x) / (2 * REACH + 4)) ** 2;
  }),
);
/** No point between samples exceeds the largest sample around it by more: the sum of a filter's weights, 4 at most. */
const HEADROOM = 4;

/**
 * Highest value of the sound between its samples, dB of full scale; samples near either end are left out.
 * Source: ITU-R BS.1770-5 Annex 2, with eight points a sample instead of four.
 */
export function truePeakDbfs(sound: Float32Array): number {
  let peak = 0;
  for (let n = REACH; n < sound.length - REACH; n++) {
    // The points looked at lie between these two; where both are small the peak is elsewhere.
    if (Math.max(Math.abs(sound[n]!), Math.abs(sound[n + 1]!)) * HEADROOM < peak) continue;
    for (const filter of FILTERS) {
      let sum = 0;
      for (let k = 0; k <= 2 * REACH; k++) sum += filter[k]! * sound[n - REACH + k]!;
      peak = Math.max(peak, Math.abs(sum));
    }
  }
  return 20 * Math.log10(peak);
}
