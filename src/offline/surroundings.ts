/** What the system around the page is told of a call: stay awake, who has the microphone, what the icon says. */
import type { CallAround } from '../call/around.ts';

/** Newer than the DOM library's types. */
interface CallMediaSession {
  setMicrophoneActive?(active: boolean): Promise<void> | void;
  setActionHandler(action: string, handler: (() => void) | null): void;
}

export function openCallAround(handlers: { toggleMute(): void; leave(): void }): CallAround {
  let lock: WakeLockSentinel | null = null;
  let closed = false;
  const session = (navigator as { mediaSession?: CallMediaSession & { metadata: unknown } }).mediaSession;
  const stayAwake = async () => {
    // Refused while hidden, or to save power: the call goes on without.
    const taken = await navigator.wakeLock?.request('screen').catch(() => null);
    if (closed) void taken?.release();
    else lock = taken ?? null;
  };
  const visible = () => document.visibilityState === 'visible' && void stayAwake();
  void stayAwake();
  document.addEventListener('visibilitychange', visible);
  handle(session, 'togglemicrophone', handlers.toggleMute);
  handle(session, 'hangup', handlers.leave);
  return {
    show({ muted, unread }) {
      void Promise.resolve(session?.setMicrophoneActive?.(!muted)).catch(() => undefined);
      const badge = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
      badge?.catch(() => undefined);
    },
    close() {
      closed = true;
      document.removeEventListener('visibilitychange', visible);
      void lock?.release().catch(() => undefined);
      handle(session, 'togglemicrophone', null);
      handle(session, 'hangup', null);
      void navigator.clearAppBadge?.().catch(() => undefined);
    },
  };
}

/** A browser that does not know an action throws at its name. */
function handle(session: CallMediaSession | undefined, action: string, handler: (() => void) | null): void {
  try {
    session?.setActionHandler(action, handler);
  } catch {
    // Then its button is not there either.
  }
}
