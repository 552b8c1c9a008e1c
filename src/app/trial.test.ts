import { describe, expect, it } from 'vitest';
import type { Job, Rendered, Take, TakeLevels } from '../call/ports.ts';
import type { MicrophoneTrouble } from '../call/trouble.ts';
import { INITIAL_VIEW } from './initial-view.ts';
import { SILENT_METER } from './measured.ts';
import { createViewStore } from './store.ts';
import { createTrial, verdict } from './trial.ts';

const TAKE: Take = { samples: new Float32Array(8_000), sampleRateHz: 8_000 };
const side = (pauseDbfs: number, voiceDbfs: number) => ({ pauseDbfs, voiceDbfs, outlineDbfs: [voiceDbfs, pauseDbfs] });
const LEVELS: TakeLevels = { pauseMs: 1_000, voiceMs: 2_000, before: side(-50, -20), after: side(-63, -15) };
const RENDERED: Rendered = { take: TAKE, estimator: 'learned', levels: LEVELS, keptRatio: 1 };

/** A job that the test finishes. */
function openJob<Result>() {
  type Outcome = Result | 'failed' | 'cancelled';
  let finish!: (outcome: Outcome) => void;
  const result = new Promise<Outcome>((resolve) => {
    finish = resolve;
  });
  const job: Job<Result> = { result, cancel: () => finish('cancelled') };
  return { job, finish };
}

function openTrial() {
  const recording = openJob<Take | MicrophoneTrouble>();
  const rendering = openJob<Rendered>();
  const played: string[] = [];
  let hear: (levelDbfs: number, doneRatio: number) => void = () => undefined;
  const store = createViewStore(INITIAL_VIEW);
  const trial = createTrial({
    store,
    ports: {
      recordTake: (_lengthMs, heard) => {
        hear = heard;
        return recording.job;
      },
      renderTake: () => rendering.job,
      openTakePlayer: () => ({
        play: () => played.push('play'),
        stop: () => played.push('stop'),
        hear: (index) => played.push(`hear ${index}`),
        close: () => played.push('close'),
      }),
    },
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    store,
    trial,
    recording,
    rendering,
    played,
    settled,
    hear: (dbfs: number, ratio: number) => hear(dbfs, ratio),
  };
}

describe('a trial', () => {
  it('records, renders, and plays either take', async () => {
    const { store, trial, recording, rendering, played, settled, hear } = openTrial();
    trial.start();
    expect(store.view.trial.state).toBe('asking');
    hear(-20, 0.5);
    expect(store.view.trial).toEqual({ state: 'recording', doneRatio: 0.5 });
    expect(store.view.selfMeter).toEqual({ levelDbfs: -20, speaking: true });
    recording.finish(TAKE);
    await settled();
    expect(store.view.trial.state).toBe('rendering');
    expect(store.view.selfMeter).toEqual(SILENT_METER);
    rendering.finish(RENDERED);
    await settled();
    expect(store.view.trial).toMatchObject({ state: 'ready', hearing: 'after', playing: false, lengthMs: 1_000 });
    trial.togglePlaying();
    trial.hear('before');
    expect(store.view.trial).toMatchObject({ hearing: 'before', playing: true });
    trial.togglePlaying();
    trial.stop();
    expect(store.view.trial.state).toBe('off');
    expect(played).toEqual(['hear 1', 'play', 'hear 0', 'stop', 'close']);
  });

  it('ends when cancelled, and when another screen comes', async () => {
    for (const end of ['stop', 'screen'] as const) {
      const { store, trial, recording, settled, hear } = openTrial();
      trial.start();
      hear(-20, 0.5);
      if (end === 'stop') trial.stop();
      else store.update({ screen: { name: 'entering', step: 'microphone' } });
      hear(-20, 0.6); // was on its way already
      recording.finish(TAKE);
      await settled();
      expect(store.view.trial.state).toBe('off');
      expect(store.view.selfMeter).toEqual(SILENT_METER);
    }
  });

  it('says what went wrong', async () => {
    const denied = openTrial();
    denied.trial.start();
    denied.recording.finish('MIC_DENIED');
    await denied.settled();
    expect(denied.store.view.trial).toEqual({ state: 'failed', code: 'MIC_DENIED' });
    const broken = openTrial();
    broken.trial.start();
    broken.recording.finish(TAKE);
    await broken.settled();
    broken.rendering.finish('failed');
    await broken.settled();
    expect(broken.store.view.trial).toEqual({ state: 'failed', code: 'failed' });
  });
});

describe('the verdict', () => {
  it('measures the room against the voice, which the gain moves', () => {
    // The pauses fell by 13 dB while the voice rose by 5.
    expect(verdict(LEVELS)).toEqual({ kind: 'quieter', quieterDb: 18 });
  });

  it('claims nothing it did not measure', () => {
    expect(verdict({ ...LEVELS, voiceMs: 0 }).kind).toBe('no-voice');
    expect(verdict({ ...LEVELS, pauseMs: 100 }).kind).toBe('no-pause');
    expect(verdict({ ...LEVELS, before: side(-95, -20) }).kind).toBe('quiet-room');
    expect(verdict({ ...LEVELS, before: side(-100, -100), voiceMs: 0 }).kind).toBe('silence');
    expect(verdict({ ...LEVELS, after: side(-46, -15) }).kind).toBe('kept');
  });
});
