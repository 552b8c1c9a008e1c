/**
 * Holding a key or a button, with every way in which holding ends: letting go, losing the focus, leaving the page,
 * another window in front, the pointer taken away. What opens a microphone must never stay held by accident.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SettingsView, Wishes } from '../app/view.ts';

type CallKeys = Pick<SettingsView['values'], 'talkMode' | 'talkKey' | 'muteKey' | 'deafenKey'>;
type KeyWishes = Pick<Wishes, 'holdTalk' | 'toggleMute' | 'toggleDeafened'>;

interface Host extends ReactiveControllerHost, HTMLElement {
  readonly keys: CallKeys;
  readonly wishes: KeyWishes;
}

/** The keys of a call, while its element is in the page. */
export class HoldKeys implements ReactiveController {
  readonly #host: Host;
  #held = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#down);
    window.addEventListener('keyup', this.#up);
    window.addEventListener('blur', this.#release);
    window.addEventListener('pagehide', this.#release);
    document.addEventListener('visibilitychange', this.#release);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#down);
    window.removeEventListener('keyup', this.#up);
    window.removeEventListener('blur', this.#release);
    window.removeEventListener('pagehide', this.#release);
    document.removeEventListener('visibilitychange', this.#release);
    this.#release();
  }

  /** A held button: the same as a held key. */
  hold(held: boolean): void {
    if (held === this.#held) return;
    this.#held = held;
    this.#host.wishes.holdTalk(held);
  }

  readonly #release = (): void => this.hold(false);

  readonly #down = (event: KeyboardEvent): void => {
    const { keys, wishes } = this.#host;
    const { code } = event;
    if (code === '' || event.repeat || isTaken(event)) return;
    if (keys.talkMode !== 'open' && code === keys.talkKey) this.hold(true);
    else if (code === keys.muteKey) wishes.toggleMute();
    else if (code === keys.deafenKey) wishes.toggleDeafened();
    else return;
    event.preventDefault(); // a space would scroll the page
  };

  /** Let go wherever the focus is by now. */
  readonly #up = ({ code }: KeyboardEvent): void => {
    if (code === this.#host.keys.talkKey) this.#release();
  };
}

/** Whether what has the focus needs the key itself: text being written, a button pressed by Space, a list. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.matches('textarea, select')) return true;
  if (target instanceof HTMLInputElement) return target.type !== 'range' || event.code.startsWith('Arrow');
  const presses = event.code === 'Space' || event.code === 'Enter';
  return presses && target.matches('button, a, summary, [role="switch"], [role="button"]');
}
