/**
 * Hearing oneself within a call: a few seconds of the running microphone, before and behind the chain, recorded beside
 * what is sent and played afterwards, never at the same time. The recording lives in memory alone and is erased with the
 * panel. Another strength is tried on the same recording.
 */
import type { Job, ListenBackPorts, Rendered, Take, TakeLevels, TakePlayer } from '../call/ports.ts';
import type { VoiceSettings } from '../dsp/voice-messages.ts';
import type {
  AfterSource,
  ListenBackView,
  ListenBackWish,
  ListenBackWishes,
  ReadyListenBack,
} from './listen-back-view.ts';
import type { ViewStore } from './store.ts';
import { verdict } from './trial.ts';
import type { TrialSide } from './trial-view.ts';
import type { View } from './view.ts';

/** A sentence and a pause. */
const TAKE_MS = 4_000;
/** A hand on the slider rests for so long before the recording goes through the chain again. */
const RESTING_MS = 350;

const SIDES: readonly TrialSide[] = ['before', 'after'];

/** One recording; what was sent of it is null where nothing was, because one was muted. */
interface Recording {
  readonly before: Take;
  readonly sent: Take | null;
}

export interface ListenBackOptions {
  readonly store: ViewStore;
  readonly ports: ListenBackPorts<MediaStreamTrack>;
}

export function createListenBack(options: ListenBackOptions): ListenBackWishes {
  return new LiveListenBack(options);
}

class LiveListenBack implements ListenBackWishes {
  readonly #store: ViewStore;
  readonly #ports: ListenBackPorts<MediaStreamTrack>;
  #recording: Recording | null = null;
  #after: Take | null = null;
  #levels: TakeLevels | null = null;
  #player: TakePlayer | null = null;
  #job: Job<unknown> | null = null;
  /** What the recording was last heard through. */
  #chain: VoiceSettings | null = null;
  #cancelRest: () => void = () => undefined;

  constructor({ store, ports }: ListenBackOptions) {
    this.#store = store;
    this.#ports = ports;
    store.subscribe((view) => this.#follow(view));
  }

  listenBack(wish: ListenBackWish): void {
    const { listenBack: now } = this.#store.view;
    switch (wish.kind) {
      case 'record':
        return this.#record();
      case 'end':
        this.#erase();
        return this.#show({ state: 'off' });
      default:
        if (now.state === 'ready') this.#change(now, wish);
    }
  }

  #change(now: ReadyListenBack, wish: Exclude<ListenBackWish, { kind: 'record' | 'end' }>): void {
    switch (wish.kind) {
      case 'toggle-playing':
        if (now.playing) this.#player?.stop();
        else this.#player?.play();
        return this.#show({ ...now, playing: !now.playing });
      case 'hear':
        return this.#hear({ ...now, hearing: wish.side });
      case 'match':
        return this.#hear({ ...now, matched: wish.matched });
    }
  }

  #record(): void {
    this.#erase();
    const own = this.#ports.ownSound();
    if (!own) return this.#show({ state: 'failed' });
    const isSent = isHeard(this.#store.view);
    this.#chain = chainOf(this.#store.view);
    const tracks = isSent ? [own.captured, own.sent] : [own.captured];
    const job = this.#ports.recordTracks(tracks, TAKE_MS, (doneRatio) => {
      if (this.#job === job) this.#show({ state: 'recording', doneRatio });
    });
    this.#show({ state: 'recording', doneRatio: 0 });
    void this.#wait(job).then((takes) => {
      if (takes === 'cancelled') return;
      const [before, sent] = typeof takes === 'string' ? [] : takes;
      if (!before) return this.#show({ state: 'failed' });
      // Muted in between, or moved to another shell: then what was recorded is not what was sent.
      const isWhole = isHeard(this.#store.view) && this.#ports.ownSound()?.sent === own.sent;
      this.#recording = { before, sent: isWhole ? (sent ?? null) : null };
      this.#show({ state: 'rendering', doneRatio: 0 });
      this.#render(this.#recording.sent ? 'sent' : isHeard(this.#store.view) ? 'rendered' : 'muted');
    });
  }

  #render(source: AfterSource): void {
    const recording = this.#recording;
    if (!recording) return;
    this.#chain = chainOf(this.#store.view);
    const sent = source === 'sent' ? recording.sent : null;
    const job = this.#ports.renderTake(
      recording.before,
      this.#chain,
      (doneRatio) => {
        const isFirst = this.#job === job && this.#store.view.listenBack.state === 'rendering';
        if (isFirst) this.#show({ state: 'rendering', doneRatio });
      },
      sent,
    );
    void this.#wait(job).then((rendered) => {
      if (rendered === 'cancelled') return;
      if (typeof rendered !== 'string') return this.#offer(recording.before, rendered, source);
      this.#erase();
      this.#show({ state: 'failed' });
    });
  }

  #offer(before: Take, { take: after, levels, keptRatio }: Rendered, source: AfterSource): void {
    const { listenBack: now, settings } = this.#store.view;
    const kept = now.state === 'ready' ? now : { hearing: 'after' as const, playing: false, matched: false };
    this.#player?.close();
    this.#after?.samples.fill(0);
    this.#after = after;
    this.#levels = levels;
    this.#player = this.#ports.openTakePlayer([before, after], settings.values.speakerId);
    this.#hear({
      ...kept,
      state: 'ready',
      after: source,
      updating: false,
      lengthMs: (1000 * before.samples.length) / before.sampleRateHz,
      outlinesDbfs: { before: levels.before.outlineDbfs, after: levels.after.outlineDbfs },
      verdict: verdict(levels),
      keptRatio,
    });
    if (kept.playing) this.#player.play();
  }

  #hear(next: ReadyListenBack): void {
    const gainDb = next.matched && this.#levels ? matchingDb(this.#levels, next.hearing) : 0;
    this.#player?.hear(SIDES.indexOf(next.hearing), 10 ** (gainDb / 20));
    this.#show(next);
  }

  /** The call ended, or the chain is set differently now. */
  #follow(view: View): void {
    const { listenBack: now, screen } = view;
    if (now.state === 'off') return;
    if (screen.name !== 'call') {
      this.#erase();
      return this.#show({ state: 'off' });
    }
    if (now.state !== 'ready' || !this.#chain || isSame(chainOf(view), this.#chain)) return;
    // Noted at once: showing it comes by here again.
    this.#chain = chainOf(view);
    this.#job?.cancel();
    this.#job = null;
    this.#cancelRest();
    this.#cancelRest = this.#ports.after(RESTING_MS, () => this.#render('rendered'));
    this.#show({ ...now, updating: true });
  }

  async #wait<Result>(job: Job<Result>): Promise<Result | 'failed' | 'cancelled'> {
    this.#job = job;
    const result = await job.result;
    // Cancelled just after it was done: the result is nobody's any more.
    if (this.#job !== job) return 'cancelled';
    this.#job = null;
    return result;
  }

  #erase(): void {
    this.#cancelRest();
    this.#job?.cancel();
    this.#job = null;
    this.#player?.close();
    this.#player = null;
    for (const take of [this.#recording?.before, this.#recording?.sent, this.#after]) take?.samples.fill(0);
    this.#recording = null;
    this.#after = null;
    this.#levels = null;
    this.#chain = null;
  }

  #show(listenBack: ListenBackView): void {
    this.#store.update({ listenBack });
  }
}

/** What one says is sent to the others. */
function isHeard({ screen }: View): boolean {
  return screen.name === 'call' && screen.call.mute.state === 'open';
}

/** The chain as it is set, but open. */
function chainOf({ settings }: View): VoiceSettings {
  const { suppression, suppressionStrengthRatio, gainControl, highPass, gate } = settings.values;
  return { kind: 'settings', suppression, suppressionStrengthRatio, gainControl, highPass, gate, muted: false };
}

function isSame(one: VoiceSettings, other: VoiceSettings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The louder voice comes down to the other: nothing is raised, so nothing clips. */
function matchingDb({ before, after }: TakeLevels, side: TrialSide): number {
  const quieterDbfs = Math.min(before.voiceDbfs, after.voiceDbfs);
  return quieterDbfs - (side === 'before' ? before : after).voiceDbfs;
}
