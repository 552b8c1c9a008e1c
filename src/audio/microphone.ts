/** The microphone behind the voice chain: one processed track for every peer, whichever shell runs the chain. */
import type { Microphone, MicrophoneChoice, MicrophoneEvents, VoiceFault } from '../call/ports.ts';
import type { MicrophoneTrouble } from '../call/trouble.ts';
import type { VoiceReport, VoiceSettings } from '../dsp/voice-messages.ts';
import type { VoiceShellChoice } from '../settings/schema.ts';
import { sound } from './context.ts';
import { FlowWatch, LOOK_MS } from './flow.ts';
import { hasInsertable, passedMs } from './insertable.ts';
import { watchLevel } from './level.ts';
import type { Shell } from './shell.ts';
import { loadWeights } from './voice-weights.ts';
import { openWorkerShell, startTrackWorker } from './worker-shell.ts';
import { openWorkletShell } from './worklet-shell.ts';

type OpenMicrophone = Microphone<MediaStreamTrack>;

/** A chain that has said nothing after this does not run: a context without a device never starts in Firefox. */
const FIRST_REPORT_MS = 3_000;

/** The browser cancels echo, which it alone can; noise and gain are ours, or the browser's where ours cannot run. */
const constraints = (ownProcessing: boolean, deviceId = ''): MediaTrackConstraints => ({
  // Ideal, not exact: where the chosen one is gone, the default does.
  ...(deviceId === '' ? {} : { deviceId: { ideal: deviceId } }),
  echoCancellation: true,
  noiseSuppression: !ownProcessing,
  autoGainControl: !ownProcessing,
  channelCount: 1,
});

/** @param scriptUrl makes the URL of a worker one that Trusted Types let through */
export function createMicrophoneOpener({ scriptUrl }: { scriptUrl(url: string): string }) {
  return async (
    settings: VoiceSettings,
    choice: MicrophoneChoice,
    events: MicrophoneEvents,
  ): Promise<OpenMicrophone | MicrophoneTrouble> => {
    if (!navigator.mediaDevices?.getUserMedia) return 'MIC_UNSUPPORTED';
    // The context is made before the first await, while the tap that led here still counts as one.
    sound()
      .context.resume()
      .catch(() => undefined);
    const rungs = rungsFor(choice.shell);
    // Worker and weights load while the browser asks.
    void loadWeights();
    const worker = rungs[0] === 'worker' ? startTrackWorker(scriptUrl) : null;
    const captured = await capture(choice.deviceId);
    if (typeof captured === 'string') {
      void worker?.then((it) => it?.terminate());
      return captured;
    }
    const ladder = { rungs, startWorker: () => worker ?? startTrackWorker(scriptUrl) };
    const microphone = new LiveMicrophone(captured, settings, events, ladder);
    await microphone.open();
    return microphone;
  };
}

/** The shells to try, best first: the worker delays less, where the browser lets us see whether it keeps up. */
function rungsFor(choice: VoiceShellChoice): Shell['kind'][] {
  if (!hasInsertable()) return ['worklet'];
  return choice === 'worklet' ? ['worklet', 'worker'] : ['worker', 'worklet'];
}

export async function capture(deviceId = ''): Promise<MediaStreamTrack | MicrophoneTrouble> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: constraints(true, deviceId) });
    return stream.getAudioTracks()[0] ?? 'MIC_MISSING';
  } catch (error) {
    return troubleOf(error);
  }
}

/** Names of W3C Media Capture, section 10.2 (getUserMedia). */
function troubleOf(error: unknown): MicrophoneTrouble {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'MIC_DENIED';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'MIC_MISSING';
    case 'TypeError':
      return 'MIC_UNSUPPORTED';
    default:
      return 'MIC_BUSY';
  }
}

/** The shells that have not failed yet, best first. */
interface Ladder {
  readonly rungs: Shell['kind'][];
  startWorker(): Promise<Worker | null>;
}

class LiveMicrophone implements OpenMicrophone {
  readonly #captured: MediaStreamTrack;
  readonly #events: MicrophoneEvents;
  readonly #ladder: Ladder;
  #settings: VoiceSettings;
  #shell: Shell | null = null;
  #reports = 0;
  #isMoving = false;
  #isClosed = false;
  #stopWatching: () => void = () => undefined;

  constructor(captured: MediaStreamTrack, settings: VoiceSettings, events: MicrophoneEvents, ladder: Ladder) {
    this.#captured = captured;
    this.#settings = settings;
    this.#events = events;
    this.#ladder = ladder;
    captured.addEventListener('ended', () => events.ended());
    captured.addEventListener('mute', () => events.paused(true));
    captured.addEventListener('unmute', () => events.paused(false));
  }

  get track(): MediaStreamTrack {
    return this.#shell?.track ?? this.#captured;
  }

  get captured(): MediaStreamTrack {
    return this.#captured;
  }

  get shell(): OpenMicrophone['shell'] {
    return this.#shell?.kind ?? 'none';
  }

  get processing(): OpenMicrophone['processing'] {
    return this.#shell ? 'chain' : 'unprocessed';
  }

  /** Begins with the first shell there is. */
  async open(): Promise<void> {
    this.#use(await this.#nextShell());
  }

  configure(settings: VoiceSettings): void {
    this.#settings = settings;
    this.#shell?.configure(settings);
    this.track.enabled = !settings.muted;
  }

  close(): void {
    this.#isClosed = true;
    this.#stopWatching();
    this.#shell?.close();
    this.#captured.stop();
  }

  async #nextShell(): Promise<Shell | null> {
    for (let kind = this.#ladder.rungs.shift(); kind; kind = this.#ladder.rungs.shift()) {
      const shell = await this.#openShell(kind);
      if (shell) return shell;
    }
    return null;
  }

  async #openShell(kind: Shell['kind']): Promise<Shell | null> {
    const events = {
      report: (report: VoiceReport) => {
        this.#reports++;
        this.#events.report(report);
      },
      failed: (fault: VoiceFault) => void this.#moveOn(fault),
    };
    if (kind === 'worklet') return openWorkletShell(this.#captured, this.#settings, events);
    const worker = await this.#ladder.startWorker();
    return worker && openWorkerShell(worker, this.#captured, this.#settings, events);
  }

  /** The old shell goes on, with whatever sound it still lets through, until the next one is there. */
  async #moveOn(fault: VoiceFault): Promise<void> {
    if (this.#isMoving || this.#isClosed) return;
    this.#isMoving = true;
    const failed = this.#shell;
    this.#use(await this.#nextShell());
    if (this.#isClosed) return;
    this.#events.changed(fault);
    failed?.close();
    this.#isMoving = false;
  }

  /** @param shell null: the microphone as it is, with the browser's own processing */
  #use(shell: Shell | null): void {
    this.#stopWatching();
    if (this.#isClosed) return shell?.close();
    this.#shell = shell;
    if (!shell) this.#captured.applyConstraints(constraints(false)).catch(() => undefined);
    this.configure(this.#settings);
    // Until the weights are there, or where they cannot be had, the chain works without.
    if (shell) void loadWeights().then((weights) => weights && this.#shell === shell && shell.configure(weights));
    const stopLevel = watchLevel(sound().context, this.track, (levelDbfs) => this.#events.sent(levelDbfs));
    const stopFlow = shell ? this.#watchFlow(shell) : () => undefined;
    const stopStart = shell ? this.#watchStart(shell) : () => undefined;
    this.#stopWatching = () => {
      stopLevel();
      stopFlow();
      stopStart();
    };
  }

  /** Where the browser counts no sound, this is the only look at whether the chain has begun. */
  #watchStart({ kind }: Shell): () => void {
    const before = this.#reports;
    const timer = setTimeout(() => {
      if (this.#reports === before) void this.#moveOn(`${kind}-stalled`);
    }, FIRST_REPORT_MS);
    return () => clearTimeout(timer);
  }

  #watchFlow({ kind, track }: Shell): () => void {
    const flow = new FlowWatch();
    // Through a track that is disabled, as it is while muted, nothing passes: a copy of it stays enabled.
    const copy = track.clone();
    copy.enabled = true;
    const timer = setInterval(() => {
      const [inMs, outMs] = [passedMs(this.#captured), passedMs(copy)];
      const verdict = inMs === null || outMs === null ? 'flowing' : flow.note(inMs, outMs);
      if (verdict !== 'flowing') void this.#moveOn(`${kind}-${verdict}`);
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      copy.stop();
    };
  }
}
