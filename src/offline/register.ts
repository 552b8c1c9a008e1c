/** Registers the service worker, so that the app starts without a network, and reports new versions. */
import { Workbox } from 'workbox-window';

/** A string in browsers without Trusted Types. */
export type ScriptUrl = ConstructorParameters<typeof Workbox>[0];

export interface OfflineEvents {
  /** The app now starts without a network. */
  ready(): void;
  /** A new version is stored and waits. `apply` switches every open tab to it and reloads this one: never in a call. */
  updateWaiting(apply: () => void): void;
}

export type OfflineOutcome =
  | 'registered'
  | 'unsupported' // insecure origin, an old browser, or the dev server, which has no service worker
  | 'refused'; // storage forbidden, or a certificate the browser does not trust

/**
 * @param makeScriptUrl makes the TrustedScriptURL that `require-trusted-types-for` asks for
 * @param base `import.meta.env.BASE_URL`
 */
export async function registerOffline(
  events: OfflineEvents,
  makeScriptUrl: (url: string) => ScriptUrl,
  base: string = import.meta.env.BASE_URL,
): Promise<OfflineOutcome> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return 'unsupported';
  const workbox = new Workbox(makeScriptUrl(`${base}service-worker.js`));
  workbox.addEventListener('activated', ({ isUpdate }) => isUpdate || events.ready());
  workbox.addEventListener('waiting', () => {
    events.updateWaiting(() => {
      workbox.addEventListener('controlling', () => location.reload());
      workbox.messageSkipWaiting();
    });
  });
  try {
    await workbox.register({ immediate: true });
    return 'registered';
  } catch {
    return 'refused';
  }
}
