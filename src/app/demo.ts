/** A call with oneself: a voice behind the chain, a real connection, and the far end listened to, before and after. */
import type { Ports } from '../call/ports.ts';
import type { MicrophoneTrouble } from '../call/trouble.ts';
import type { ViewStore } from './store.ts';
import type { DemoView, SpectrumSource } from './tool-view.ts';

export interface DemoPorts {
  openVoice(source: 'sample' | 'microphone'): Promise<DemoVoicePort | MicrophoneTrouble | 'failed'>;
  openLoop(track: MediaStreamTrack): Promise<{ readonly heard: MediaStreamTrack; close(): void } | null>;
  openEar(track: MediaStreamTrack): SpectrumSource & { levelDbfs(): number; close(): void };
  readonly every: Ports<unknown>['every'];
}

interface DemoVoicePort {
  readonly track: MediaStreamTrack;
  denoise(on: boolean): void;
  close(): void;
}

export interface Demo {
  open(): void;
  play(source: 'sample' | 'microphone'): void;
  stop(): void;
  denoise(on: boolean): void;
}

const LOOK_MS = 50;
/** As much of either side as the recorded voice is long has its pauses in it. */
const HEARD_LEVELS = 120;
/** The level that a fifth of the time is below: between the words. */
const PAUSE_SHARE = 0.2;
/** After a switch the old sound is still on its way. */
const SETTLE_LOOKS = 10;
/** Less is not heard. */
const AUDIBLE_DB = 3;
/** What is quieter than any room is silence: how far below it is, nobody hears. */
const SILENCE_DBFS = -70;

const READY: DemoView = {
  phase: 'ready',
  source: 'sample',
  denoised: true,
  levelDbfs: -100,
  quieterDb: null,
  trouble: null,
  spectrum: null,
};

export function createDemo(store: ViewStore, ports: DemoPorts): Demo {
  return new LiveDemo(store, ports);
}

class LiveDemo implements Demo {
  readonly #store: ViewStore;
  readonly #ports: DemoPorts;
  #view: DemoView = READY;
  #closers: (() => void)[] = [];
  #voice: DemoVoicePort | null = null;
  #run = 0;
  #levels: { before: number[]; after: number[] } = { before: [], after: [] };
  #settling = 0;

  constructor(store: ViewStore, ports: DemoPorts) {
    this.#store = store;
    this.#ports = ports;
    // Whoever leaves the screen lets go of everything.
    store.subscribe(({ screen }) => {
      if (screen.name !== 'demo' && this.#view.phase !== 'ready') this.#close();
    });
  }

  open(): void {
    this.#close();
    this.#store.update({ screen: { name: 'demo', demo: READY } });
  }

  play(source: 'sample' | 'microphone'): void {
    this.#close();
    void this.#connect(source, ++this.#run);
  }

  stop(): void {
    this.#close();
    this.#show({});
  }

  denoise(denoised: boolean): void {
    this.#voice?.denoise(denoised);
    this.#settling = SETTLE_LOOKS;
    this.#show({ denoised });
  }

  async #connect(source: 'sample' | 'microphone', run: number): Promise<void> {
    this.#show({ phase: 'connecting', source });
    const voice = await this.#ports.openVoice(source);
    if (typeof voice === 'string') return this.#fail(run, voice === 'failed' ? null : voice);
    if (run !== this.#run) return voice.close();
    this.#closers.push(() => voice.close());
    const loop = await this.#ports.openLoop(voice.track);
    if (run !== this.#run) return loop?.close();
    if (!loop) return this.#fail(run, null);
    const ear = this.#ports.openEar(loop.heard);
    this.#voice = voice;
    // What holds the sound back goes last.
    this.#closers.unshift(
      () => ear.close(),
      () => loop.close(),
    );
    this.#closers.unshift(this.#ports.every(LOOK_MS, () => this.#look(ear.levelDbfs())));
    this.#settling = SETTLE_LOOKS;
    this.#show({ phase: 'playing', denoised: true, spectrum: ear });
  }

  #fail(run: number, trouble: MicrophoneTrouble | null): void {
    if (run !== this.#run) return;
    this.#close();
    this.#show({ phase: 'failed', trouble });
  }

  #look(levelDbfs: number): void {
    if (this.#settling > 0) this.#settling--;
    else {
      const levels = this.#levels[this.#view.denoised ? 'after' : 'before'];
      levels.push(levelDbfs);
      if (levels.length > HEARD_LEVELS) levels.shift();
    }
    this.#show({ levelDbfs, quieterDb: this.#quieterDb() });
  }

  #quieterDb(): number | null {
    const { before, after } = this.#levels;
    if (before.length < HEARD_LEVELS / 2 || after.length < HEARD_LEVELS / 2) return null;
    const quieterDb = pauseOf(before) - Math.max(SILENCE_DBFS, pauseOf(after));
    return quieterDb > AUDIBLE_DB ? quieterDb : null;
  }

  #close(): void {
    this.#run++;
    for (const close of this.#closers.splice(0)) close();
    this.#voice = null;
    this.#levels = { before: [], after: [] };
    this.#view = READY;
  }

  #show(change: Partial<DemoView>): void {
    this.#view = { ...this.#view, ...change };
    if (this.#store.view.screen.name === 'demo') this.#store.update({ screen: { name: 'demo', demo: this.#view } });
  }
}

function pauseOf(levels: readonly number[]): number {
  return [...levels].sort((a, b) => a - b)[Math.floor(PAUSE_SHARE * levels.length)]!; // never empty: see its use
}
