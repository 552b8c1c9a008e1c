/**
 * Hearing oneself before a call: record, take the noise out, play both. Runs beside the conductor and knows nothing of
 * calls; it ends as soon as another screen than home or join is shown.
 */
import type { Job, Rendered, Take, TakeLevels, TakePlayer, TrialPorts } from '../call/ports.ts';
import type { VoiceSettings } from '../dsp/voice-messages.ts';
import { SILENT_METER } from './measured.ts';
import type { ViewStore } from './store.ts';
import type { TrialSide, TrialVerdict, TrialView } from './trial-view.ts';

/** A sentence and a pause. */
const TAKE_MS = 4_000;
/** Without a speech estimate at hand: a voice at the microphone is louder than this, most rooms are not. */
const VOICE_DBFS = -45;
/** A microphone that works hears at least the noise of its own amplifier. */
const SILENCE_DBFS = -75;
/** Quieter than any room: there is nothing to remove, and no difference to measure. */
const QUIET_ROOM_DBFS = -75;
/** Less than this of either says nothing. */
const ENOUGH_MS = 300;
/** Less is not heard. */
const AUDIBLE_DB = 3;

const SIDES: readonly TrialSide[] = ['before', 'after'];

export interface Trial {
  start(): void;
  stop(): void;
  togglePlaying(): void;
  hear(side: TrialSide): void;
}

export function createTrial({ store, ports }: { store: ViewStore; ports: TrialPorts }): Trial {
  return new LiveTrial(store, ports);
}

class LiveTrial implements Trial {
  readonly #store: ViewStore;
  readonly #ports: TrialPorts;
  #job: Job<unknown> | null = null;
  #player: TakePlayer | null = null;

  constructor(store: ViewStore, ports: TrialPorts) {
    this.#store = store;
    this.#ports = ports;
    store.subscribe(({ screen, trial }) => {
      if (trial.state !== 'off' && screen.name !== 'home' && screen.name !== 'join') this.stop();
    });
  }

  start(): void {
    this.#end();
    this.#show({ state: 'asking' });
    void this.#run();
  }

  stop(): void {
    this.#end();
    // In one update: every update asks again whether to stop.
    const { trial, selfMeter } = this.#store.view;
    this.#store.update({
      trial: { state: 'off' },
      selfMeter: trial.state === 'recording' ? SILENT_METER : selfMeter,
    });
  }

  togglePlaying(): void {
    const { trial } = this.#store.view;
    if (trial.state !== 'ready') return;
    if (trial.playing) this.#player?.stop();
    else this.#player?.play();
    this.#show({ ...trial, playing: !trial.playing });
  }

  hear(side: TrialSide): void {
    const { trial } = this.#store.view;
    if (trial.state !== 'ready') return;
    this.#player?.hear(SIDES.indexOf(side));
    this.#show({ ...trial, hearing: side });
  }

  async #run(): Promise<void> {
    // What a job still tells after its end is nobody's any more.
    const recording = this.#ports.recordTake(TAKE_MS, (levelDbfs, doneRatio) => {
      if (this.#job !== recording) return;
      this.#show({ state: 'recording', doneRatio });
      this.#store.update({ selfMeter: { levelDbfs, speaking: levelDbfs > VOICE_DBFS } });
    });
    const take = await this.#wait(recording);
    if (take === 'cancelled') return;
    this.#store.update({ selfMeter: SILENT_METER });
    if (typeof take === 'string') return this.#show({ state: 'failed', code: take });
    this.#show({ state: 'rendering', doneRatio: 0 });
    const rendering = this.#ports.renderTake(take, this.#voiceSettings(), (doneRatio) => {
      if (this.#job === rendering) this.#show({ state: 'rendering', doneRatio });
    });
    const rendered = await this.#wait(rendering);
    if (rendered === 'cancelled') return;
    if (typeof rendered === 'string') return this.#show({ state: 'failed', code: rendered });
    this.#offer(take, rendered);
  }

  #offer(take: Take, { take: after, levels }: Rendered): void {
    this.#player = this.#ports.openTakePlayer([take, after]);
    this.#player.hear(SIDES.indexOf('after'));
    const outlines = { before: levels.before.outlineDbfs, after: levels.after.outlineDbfs };
    const lengthMs = (1000 * take.samples.length) / take.sampleRateHz;
    this.#show({
      state: 'ready',
      hearing: 'after',
      playing: false,
      lengthMs,
      outlinesDbfs: outlines,
      verdict: verdict(levels),
    });
  }

  async #wait<Result>(job: Job<Result>): Promise<Result | 'failed' | 'cancelled'> {
    this.#job = job;
    const result = await job.result;
    // Cancelled just after it was done: the result is nobody's any more.
    if (this.#job !== job) return 'cancelled';
    this.#job = null;
    return result;
  }

  #voiceSettings(): VoiceSettings {
    const { strengthRatio } = this.#store.view.suppression;
    return {
      kind: 'settings',
      suppression: true,
      suppressionStrengthRatio: strengthRatio,
      gainControl: true,
      muted: false,
    };
  }

  #end(): void {
    this.#job?.cancel();
    this.#job = null;
    this.#player?.close();
    this.#player = null;
  }

  #show(trial: TrialView): void {
    this.#store.update({ trial });
  }
}

/** What the levels of a take mean. The voice is the yardstick, because the gain moves everything. */
export function verdict({ before, after, pauseMs, voiceMs }: TakeLevels): TrialVerdict {
  if (before.voiceDbfs < SILENCE_DBFS) return { kind: 'silence' };
  if (voiceMs < ENOUGH_MS) return { kind: 'no-voice' };
  if (pauseMs < ENOUGH_MS) return { kind: 'no-pause' };
  if (before.pauseDbfs < QUIET_ROOM_DBFS) return { kind: 'quiet-room' };
  const quieterDb = before.pauseDbfs - before.voiceDbfs - (after.pauseDbfs - after.voiceDbfs);
  return quieterDb < AUDIBLE_DB ? { kind: 'kept' } : { kind: 'quieter', quieterDb };
}
