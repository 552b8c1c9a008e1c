/** One's own microphone in the app: opens and closes it, mutes it, sets the chain, and shows what is measured of it. */
import type { MicrophoneState } from '../call/messages.ts';
import type { Microphone, OwnSound, Ports, VoiceFault } from '../call/ports.ts';
import type { TroubleCode } from '../call/trouble.ts';
import { KeptSpeech } from '../dsp/kept-speech.ts';
import type { VoiceReport, VoiceSettings } from '../dsp/voice-messages.ts';
import type { Settings } from '../settings/schema.ts';
import { muteView, SILENCE_DBFS, SILENT_METER, SPEECH_PROBABILITY } from './measured.ts';
import { MicrophoneReturn } from './microphone-return.ts';
import { OwnSilence } from './own-silence.ts';
import type { ViewStore } from './store.ts';
import type { MicrophoneView, MuteView } from './view.ts';

/** Without the chain nobody tells speech from noise; then this level passes for speaking. */
const UNPROCESSED_SPEECH_DBFS = -45;

export interface OwnVoiceEvents {
  /** What to send from now on; null when there is nothing. */
  track(track: MediaStreamTrack | null): void;
  mute(view: MuteView): void;
  /** What the chain measured of it. */
  report(report: VoiceReport): void;
  /** What the others are to be told. */
  saysMuted(muted: boolean): void;
  saysMicrophone(state: MicrophoneState): void;
  notice(code: TroubleCode): void;
  /** What a notice said is over. */
  recall(code: TroubleCode): void;
}

export interface OwnVoiceOptions {
  readonly ports: Ports<MediaStreamTrack>;
  readonly store: ViewStore;
  settings(): Settings;
  readonly events: OwnVoiceEvents;
}

export class OwnVoice {
  readonly #options: OwnVoiceOptions;
  #microphone: Microphone<MediaStreamTrack> | null = null;
  #muted = false;
  #lastReport: VoiceReport | null = null;
  readonly #kept = new KeptSpeech();
  /** While the browser asks, whoever else wants the microphone waits for the same answer. */
  #opening: Promise<TroubleCode | null> | null = null;
  /** Rises with every closing, so that a microphone that opens too late is let go. */
  #visit = 0;

  readonly #silence = new OwnSilence();
  readonly #return: MicrophoneReturn;
  /** What becomes of the microphone through no wish of one's own. */
  #state: MicrophoneState = 'live';

  constructor(options: OwnVoiceOptions) {
    this.#options = options;
    const { ports, events } = options;
    this.#return = new MicrophoneReturn({
      ports,
      open: () => this.open(),
      cameBack: () => {
        this.configure();
        events.saysMuted(this.saysMuted);
        events.recall('MIC_BUSY');
        events.notice('MIC_CHANGED');
      },
      gaveUp: (code) => {
        events.saysMuted(true);
        events.notice(code);
      },
    });
  }

  /** What the others are told and sent. */
  get says(): { muted: boolean; microphone: MicrophoneState; track: MediaStreamTrack | null } {
    return { muted: this.saysMuted, microphone: this.#state, track: this.track };
  }

  /** A device came or went, or a permission changed. */
  devicesChanged(): void {
    this.#return.stir();
  }

  get track(): MediaStreamTrack | null {
    return this.#microphone?.track ?? null;
  }

  /** Before and behind the chain, for whoever wants to hear both. */
  get sound(): OwnSound<MediaStreamTrack> | null {
    return this.#microphone && { captured: this.#microphone.captured, sent: this.#microphone.track };
  }

  get isOpen(): boolean {
    return this.#microphone !== null;
  }

  /** Who has no microphone is as good as muted to the others. */
  get saysMuted(): boolean {
    return this.#muted || this.#microphone === null;
  }

  get isUnprocessed(): boolean {
    return this.#microphone?.processing === 'unprocessed';
  }

  /** @returns why there is none, or null */
  open(): Promise<TroubleCode | null> {
    if (this.#microphone) return Promise.resolve(null);
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<TroubleCode | null> {
    const { ports, store, settings, events } = this.#options;
    const visit = this.#visit;
    store.update({ microphone: { state: 'asking' } });
    const opened = await ports.openMicrophone(
      this.#voiceSettings(),
      { shell: settings().voiceShell, deviceId: settings().microphoneId },
      {
        sent: (levelDbfs) => this.#sentLevel(levelDbfs),
        report: (report) => this.#reported(report),
        changed: (fault) => this.#changed(fault),
        paused: (isPaused) => this.#setState(isPaused ? 'paused' : 'live'),
        ended: () => this.#ended(),
      },
    );
    if (visit !== this.#visit) {
      if (typeof opened !== 'string') opened.close();
      return null;
    }
    this.#opening = null;
    if (typeof opened === 'string') {
      store.update({ microphone: { state: 'failed', code: opened } });
      return opened;
    }
    this.#microphone = opened;
    ports.log({ level: 'info', event: 'microphone open', peer: null, detail: opened.shell });
    this.#showProcessing();
    events.track(opened.track);
    return null;
  }

  close(): void {
    this.#return.stop();
    this.#let({ state: 'off' });
  }

  #let(next: MicrophoneView): void {
    this.#visit++;
    this.#opening = null;
    this.#microphone?.close();
    this.#microphone = null;
    this.#lastReport = null;
    this.#silence.forget();
    this.#state = 'live';
    this.#options.store.update({ microphone: next, selfMeter: SILENT_METER, voice: null });
  }

  /** Again and again with the same changes nothing. */
  mute(muted: boolean): void {
    if (muted === this.#muted) return;
    this.#muted = muted;
    this.#options.events.mute(this.#muted ? { state: 'muting' } : { state: 'open' });
    this.configure();
    this.#options.events.saysMuted(this.saysMuted);
  }

  /** The settings changed, or a call begins. */
  configure(): void {
    this.#microphone?.configure(this.#voiceSettings());
    this.#showProcessing();
  }

  /** Within the running call: the chain moves smoothly, another place for it means another microphone. */
  settingsChanged(now: Settings, before: Settings): void {
    if (this.#microphone === null) return;
    const isOther = now.voiceShell !== before.voiceShell || now.microphoneId !== before.microphoneId;
    if (isOther) return void this.#reopen();
    this.configure();
  }

  /** The old microphone goes on until the new one is there, or for good if that fails. */
  async #reopen(): Promise<void> {
    const old = this.#microphone;
    this.#microphone = null;
    this.#visit++;
    this.#opening = null;
    const trouble = await this.open();
    if (trouble === null) old?.close();
    else this.#microphone ??= old;
    this.configure();
  }

  /** Another shell carries the voice now, on a track of its own. */
  #changed(fault: VoiceFault): void {
    const microphone = this.#microphone;
    if (!microphone) return;
    const { ports, events } = this.#options;
    events.track(microphone.track);
    this.#showProcessing();
    if (this.isUnprocessed) events.notice('VOICE_UNPROCESSED');
    ports.log({ level: 'warn', event: 'voice moved', peer: null, detail: `${fault}, now ${microphone.shell}` });
  }

  #ended(): void {
    this.#options.ports.log({ level: 'warn', event: 'microphone ended', peer: null });
    this.#let({ state: 'asking' });
    this.#options.events.track(null);
    this.#return.lost();
  }

  #sentLevel(levelDbfs: number): void {
    const heard = this.#lastReport?.speechProbability ?? 0;
    const chained = this.#microphone?.processing === 'chain';
    const speaking = chained
      ? heard > SPEECH_PROBABILITY && levelDbfs > SILENCE_DBFS
      : levelDbfs > UNPROCESSED_SPEECH_DBFS;
    this.#options.store.update({ selfMeter: { levelDbfs, speaking } });
    if (this.#muted) this.#options.events.mute(muteView(levelDbfs, heard));
  }

  #reported(report: VoiceReport): void {
    this.#lastReport = report;
    this.#options.events.report(report);
    const isSilent = this.#silence.note(report.inputDbfs, this.#options.ports.nowMs());
    if (this.#state !== 'paused') this.#setState(isSilent ? 'silent' : 'live');
    const shell = this.#microphone?.shell ?? 'none';
    const { estimator, inputDbfs, outputDbfs, noiseDbfs } = report;
    const keptRatio = this.#muted ? this.#kept.ratio : this.#kept.note(report);
    this.#options.store.update({ voice: { shell, estimator, inputDbfs, outputDbfs, noiseDbfs, keptRatio } });
  }

  /** The others are told, and oneself once, until it is over. */
  #setState(state: MicrophoneState): void {
    if (state === this.#state) return;
    const { events, ports } = this.#options;
    this.#state = state;
    events.saysMicrophone(state);
    for (const code of ['MIC_PAUSED', 'MIC_SILENT'] as const) events.recall(code);
    if (state !== 'live') events.notice(state === 'paused' ? 'MIC_PAUSED' : 'MIC_SILENT');
    ports.log({ level: 'info', event: 'microphone', peer: null, detail: state });
  }

  #showProcessing(): void {
    if (!this.#microphone) return;
    const chained = this.#options.settings().suppression ? 'suppressed' : 'passed-through';
    const processing = this.#microphone.processing === 'chain' ? chained : 'unprocessed';
    this.#options.store.update({ microphone: { state: 'live', processing } });
  }

  #voiceSettings(): VoiceSettings {
    const { suppression, suppressionStrengthRatio, gainControl, highPass, gate } = this.#options.settings();
    const processing = { suppression, suppressionStrengthRatio, gainControl, highPass, gate };
    return { kind: 'settings', ...processing, muted: this.#muted };
  }
}
