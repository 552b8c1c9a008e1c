import { describe, expect, it } from 'vitest';
import { KeptSpeech } from './kept-speech.ts';
import type { VoiceReport } from './voice-messages.ts';

const SPEECH: VoiceReport = {
  kind: 'report',
  inputDbfs: -20,
  outputDbfs: -20,
  noiseDbfs: -60,
  speechProbability: 1,
  gainDb: 0,
  badSamples: 0,
  missedQuanta: 0,
  delayMs: 0,
  busyRatio: 0,
  estimator: 'learned',
};

describe('speech kept', () => {
  it('is unknown until somebody speaks', () => {
    const kept = new KeptSpeech();
    expect(kept.note({ ...SPEECH, speechProbability: 0.3 })).toBeNull();
    expect(kept.note({ ...SPEECH, inputDbfs: -55 })).toBeNull();
  });

  it('is whole where nothing is taken, half where 3 dB are missing, whatever the gain', () => {
    expect(new KeptSpeech().note(SPEECH)).toBeCloseTo(1, 3);
    expect(new KeptSpeech().note({ ...SPEECH, outputDbfs: -23 })).toBeCloseTo(0.5, 2);
    expect(new KeptSpeech().note({ ...SPEECH, outputDbfs: -11, gainDb: 12 })).toBeCloseTo(0.5, 2);
  });

  it('does not count removed noise as removed speech', () => {
    // Speech at -20 with noise at -30 is -19.6 together; the chain leaves the speech alone.
    expect(new KeptSpeech().note({ ...SPEECH, inputDbfs: -19.586, noiseDbfs: -30 })).toBeCloseTo(1, 2);
  });

  it('follows a change within some seconds of speech', () => {
    const kept = new KeptSpeech();
    kept.note(SPEECH);
    for (let report = 0; report < 100; report++) kept.note({ ...SPEECH, outputDbfs: -30 });
    expect(kept.ratio).toBeCloseTo(0.1, 1);
  });
});
