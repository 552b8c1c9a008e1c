/** Sounds made in tests: the same every time. */

/** White noise in -1..1, repeatable by its seed (mulberry32). */
export function noise(samples: number, seed: number, peak = 1): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length: samples }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return peak * (((t ^ (t >>> 14)) >>> 0) / 2 ** 31 - 1);
  });
}

export function sine(samples: number, sampleRate: number, hz: number, peak = 1): Float32Array {
  return Float32Array.from({ length: samples }, (_, n) => peak * Math.sin((2 * Math.PI * hz * n) / sampleRate));
}

/** RMS in dB of full scale over part of a signal. */
export function rmsDb(signal: Float32Array, from = 0, to = signal.length): number {
  let sum = 0;
  for (let n = from; n < to; n++) sum += signal[n]! ** 2;
  return 10 * Math.log10(sum / Math.max(1, to - from) + 1e-20);
}

/** Lag in samples at which `late` resembles `early` most, by cross-correlation. */
export function lagOf(early: Float32Array, late: Float32Array, largestLag: number): number {
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let lag = 0; lag <= largestLag; lag++) {
    let sum = 0;
    for (let n = 0; n + lag < late.length; n++) sum += early[n]! * late[n + lag]!;
    if (sum > highest) {
      highest = sum;
      best = lag;
    }
  }
  return best;
}

/**
 * Something with the outline of speech: a gliding harmonic voice with two formants, in syllables with gaps, then pauses.
 * 0.7 s of syllables, 0.5 s of silence, and so on. Peak about 1 times `peak`.
 */
export function voiceLike(seconds: number, sampleRate: number, peak = 0.3): Float32Array {
  const out = new Float32Array(Math.round(seconds * sampleRate));
  let phase = 0;
  for (let n = 0; n < out.length; n++) {
    const t = n / sampleRate;
    const hz = 120 + 30 * Math.sin(2 * Math.PI * 0.7 * t);
    phase += (2 * Math.PI * hz) / sampleRate;
    const word = t % 1.2 < 0.7 ? 1 : 0;
    const syllable = word * Math.sin((Math.PI * (t % 0.1)) / 0.1) ** 2;
    let sum = 0;
    const formant = 500 + 300 * Math.sin(2 * Math.PI * 1.3 * t);
    for (let h = 1; h <= 20 && h * hz < sampleRate / 2; h++) {
      const f = h * hz;
      sum += (1 / (1 + ((f - formant) / 200) ** 2) + 0.3 / (1 + ((f - 1800) / 300) ** 2) + 0.05) * Math.sin(h * phase);
    }
    out[n] = peak * 0.4 * syllable * sum;
  }
  return out;
}
