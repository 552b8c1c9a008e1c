import { describe, expect, it } from 'vitest';
import type { LinkFigures } from './quality.ts';
import { meanLink, meanVoice } from './quality-mean.ts';
import type { VoiceFigures } from './quality-voice.ts';

const LINK: LinkFigures = {
  atMs: 1_000,
  lengthMs: 1_000,
  lossRatio: 0.1,
  theirLossRatio: 0.02,
  concealedRatio: 0.04,
  underflows: 2,
  jitterMs: 4,
  bufferMs: 60,
  playoutMs: 20,
  roundTripMs: 80,
  sentBitsPerS: 40_000,
  receivedBitsPerS: 30_000,
  path: 'direct',
  transport: 'udp',
};

const VOICE: VoiceFigures = {
  atMs: 1_000,
  inputDbfs: -20,
  outputDbfs: -22,
  noiseDbfs: -60,
  gainDb: 2,
  speechRatio: 0.5,
  suppressedDb: 20,
  keptRatio: 0.9,
  missedQuanta: 3,
  delayMs: 20,
  busyRatio: 0.05,
  badSamples: 0,
  estimator: 'learned',
};

describe('figures of several seconds as one stretch', () => {
  it('are none of none', () => {
    expect([meanLink([]), meanVoice([])]).toEqual([null, null]);
  });

  it('add up what is counted, and weigh rates by how long they lasted', () => {
    const later = {
      ...LINK,
      atMs: 4_000,
      lengthMs: 3_000,
      underflows: 5,
      sentBitsPerS: 20_000,
      receivedBitsPerS: 10_000,
    };
    const mean = meanLink([LINK, later])!;
    expect(mean).toMatchObject({ atMs: 4_000, lengthMs: 4_000, underflows: 7 });
    expect([mean.sentBitsPerS, mean.receivedBitsPerS]).toEqual([25_000, 15_000]);
  });

  it('leave out what was not known for a while', () => {
    const mean = meanLink([
      { ...LINK, theirLossRatio: null, jitterMs: null },
      { ...LINK, jitterMs: 8 },
    ])!;
    expect([mean.theirLossRatio, mean.jitterMs]).toEqual([0.02, 8]);
  });

  it('take levels as powers, and counts of the call as they are last', () => {
    const mean = meanVoice([VOICE, { ...VOICE, inputDbfs: -40, missedQuanta: 9, suppressedDb: null, delayMs: 30 }])!;
    // Half of the power at -20 dBFS, give or take the hundredth that -40 dBFS adds.
    expect(mean.inputDbfs).toBeCloseTo(-22.97, 2);
    expect(mean).toMatchObject({ missedQuanta: 9, suppressedDb: 20, delayMs: 30 });
  });
});
