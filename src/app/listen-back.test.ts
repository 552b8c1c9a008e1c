import { describe, expect, it } from 'vitest';
import type { Job, Rendered, Take, TakeLevels } from '../call/ports.ts';
import type { VoiceSettings } from '../dsp/voice-messages.ts';
import { callView } from '../ui/views.test-kit.ts';
import { createListenBack } from './listen-back.ts';
import type { ListenBackWish } from './listen-back-view.ts';
import { createViewStore } from './store.ts';
import type { CallView, View } from './view.ts';

const take = (value: number): Take => ({ samples: new Float32Array(8_000).fill(value), sampleRateHz: 8_000 });
const side = (pauseDbfs: number, voiceDbfs: number) => ({ pauseDbfs, voiceDbfs, outlineDbfs: [voiceDbfs, pauseDbfs] });
const LEVELS: TakeLevels = { pauseMs: 1_000, voiceMs: 2_000, before: side(-50, -20), after: side(-63, -26) };
const rendered = (value: number): Rendered => ({
  take: take(value),
  estimator: 'learned',
  levels: LEVELS,
  keptRatio: 0.9,
});
const MUTED: Partial<CallView> = { mute: { state: 'muted', speakingWhileMuted: false } };

type Outcome<Result> = Result | 'failed' | 'cancelled';

/** A job that the test finishes. */
function openJob<Result>() {
  let finish!: (outcome: Outcome<Result>) => void;
  const result = new Promise<Outcome<Result>>((resolve) => {
    finish = resolve;
  });
  const job: Job<Result> = { result, cancel: () => finish('cancelled') };
  return { job, finish };
}

const track = (id: string) => ({ id }) as MediaStreamTrack;

function open(call: Partial<CallView> = {}) {
  const store = createViewStore(callView(call));
  const records: { tracks: string[]; finish(outcome: Outcome<readonly Take[]>): void }[] = [];
  const renders: { settings: VoiceSettings; sent: Take | null; finish(outcome: Outcome<Rendered>): void }[] = [];
  const did: string[] = [];
  const timers = new Set<() => void>();
  const own = { captured: track('captured'), sent: track('sent') };
  const state = { own: own as typeof own | null };
  const desk = createListenBack({
    store,
    ports: {
      recordTracks: (tracks) => {
        const { job, finish } = openJob<readonly Take[]>();
        records.push({ tracks: tracks.map(({ id }) => id), finish });
        return job;
      },
      renderTake: (_take, settings, _progress, sent = null) => {
        const { job, finish } = openJob<Rendered>();
        renders.push({ settings, sent, finish });
        return job;
      },
      openTakePlayer: (_takes, sinkId) => {
        did.push(`open ${sinkId}`);
        return {
          play: () => did.push('play'),
          stop: () => did.push('stop'),
          hear: (index, gainRatio = 1) => did.push(`hear ${index} at ${gainRatio.toFixed(2)}`),
          close: () => did.push('close'),
        };
      },
      ownSound: () => state.own,
      after: (_delayMs, run) => {
        timers.add(run);
        return () => timers.delete(run);
      },
    },
  });
  const listenBack = (wish: ListenBackWish) => desk.listenBack(wish);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const set = (change: Partial<View['settings']['values']>) => {
    const { settings } = store.view;
    store.update({ settings: { ...settings, values: { ...settings.values, ...change } } });
  };
  const rest = () => {
    for (const run of [...timers]) {
      timers.delete(run);
      run();
    }
  };
  return { store, listenBack, records, renders, did, settled, set, rest, state, timers };
}

type Opened = ReturnType<typeof open>;

/** Recorded and compared. */
async function ready(opened: Opened, takes: readonly Take[] = [take(0.5), take(0.25)]) {
  opened.listenBack({ kind: 'record' });
  opened.records.at(-1)?.finish(takes);
  await opened.settled();
  opened.renders.at(-1)?.finish(rendered(0.25));
  await opened.settled();
  return takes;
}

describe('hearing oneself in a call', () => {
  it('records what the microphone gives and what is sent, and plays both on the chosen loudspeaker', async () => {
    const opened = open();
    opened.set({ speakerId: 'headphones' });
    const [, sent] = await ready(opened);
    expect(opened.records[0]?.tracks).toEqual(['captured', 'sent']);
    expect(opened.renders[0]?.sent).toBe(sent);
    expect(opened.store.view.listenBack).toMatchObject({
      state: 'ready',
      after: 'sent',
      hearing: 'after',
      playing: false,
      matched: false,
      lengthMs: 1_000,
      keptRatio: 0.9,
      verdict: { kind: 'quieter', quieterDb: 7 },
    });
    opened.listenBack({ kind: 'toggle-playing' });
    opened.listenBack({ kind: 'hear', side: 'before' });
    opened.listenBack({ kind: 'toggle-playing' });
    expect(opened.did).toEqual(['open headphones', 'hear 1 at 1.00', 'play', 'hear 0 at 1.00', 'stop']);
  });

  it('plays both equally loud when wished, by the quieter one', async () => {
    const opened = open();
    await ready(opened);
    opened.listenBack({ kind: 'match', matched: true });
    opened.listenBack({ kind: 'hear', side: 'before' });
    expect(opened.did.slice(-2)).toEqual(['hear 1 at 1.00', 'hear 0 at 0.50']);
  });

  it('tries another strength on the same recording, once the hand rests', async () => {
    const opened = open();
    await ready(opened);
    opened.listenBack({ kind: 'toggle-playing' });
    opened.set({ suppressionStrengthRatio: 0.6 });
    opened.set({ suppressionStrengthRatio: 0.3 });
    expect(opened.store.view.listenBack).toMatchObject({ state: 'ready', after: 'sent', updating: true });
    expect([opened.renders.length, opened.timers.size]).toEqual([1, 1]);
    opened.rest();
    expect(opened.renders[1]).toMatchObject({ sent: null, settings: { suppressionStrengthRatio: 0.3, muted: false } });
    opened.renders[1]?.finish(rendered(0.4));
    await opened.settled();
    expect(opened.store.view.listenBack).toMatchObject({ after: 'rendered', updating: false, playing: true });
    expect(opened.did.slice(-4)).toEqual(['close', 'open ', 'hear 1 at 1.00', 'play']);
  });

  it('says when nothing was sent, because one is muted, or became it', async () => {
    const muted = open(MUTED);
    await ready(muted, [take(0.5)]);
    expect(muted.records[0]?.tracks).toEqual(['captured']);
    expect(muted.store.view.listenBack).toMatchObject({ state: 'ready', after: 'muted' });

    const late = open();
    late.listenBack({ kind: 'record' });
    late.store.update({ screen: callView(MUTED).screen });
    late.records[0]?.finish([take(0.5), take(0)]);
    await late.settled();
    expect(late.renders[0]?.sent).toBeNull();
  });

  it('does not take for sent what another shell took over from', async () => {
    const opened = open();
    opened.listenBack({ kind: 'record' });
    opened.state.own = { captured: track('captured'), sent: track('other') };
    opened.records[0]?.finish([take(0.5), take(0.25)]);
    await opened.settled();
    expect(opened.renders[0]?.sent).toBeNull();
  });

  it('is erased with the panel, and with the call', async () => {
    for (const end of ['panel', 'call'] as const) {
      const opened = open();
      const takes = await ready(opened);
      if (end === 'panel') opened.listenBack({ kind: 'end' });
      else opened.store.update({ screen: { name: 'left' } });
      expect(opened.store.view.listenBack).toEqual({ state: 'off' });
      expect(opened.did.at(-1)).toBe('close');
      for (const { samples } of takes) expect(samples.every((sample) => sample === 0)).toBe(true);
    }
  });

  it('is over at once when cancelled, whatever still arrives', async () => {
    const opened = open();
    opened.listenBack({ kind: 'record' });
    opened.listenBack({ kind: 'end' });
    opened.records[0]?.finish([take(0.5), take(0.25)]);
    await opened.settled();
    expect(opened.store.view.listenBack).toEqual({ state: 'off' });
    expect(opened.renders).toEqual([]);
  });

  it('says what failed, and keeps nothing of it', async () => {
    const none = open();
    none.state.own = null;
    none.listenBack({ kind: 'record' });
    expect(none.store.view.listenBack).toEqual({ state: 'failed' });
    const broken = open();
    broken.listenBack({ kind: 'record' });
    const takes = [take(0.5), take(0.25)];
    broken.records[0]?.finish(takes);
    await broken.settled();
    broken.renders[0]?.finish('failed');
    await broken.settled();
    expect(broken.store.view.listenBack).toEqual({ state: 'failed' });
    expect(takes[0]?.samples[0]).toBe(0);
  });
});
