/** Whether the app can be installed here, and how: the browser offers it itself, or the person does it by hand (iOS). */

export type InstallWay = 'none' | 'ready' | 'by-hand';

/** Chromium's own; not in the DOM library. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

export interface Installation {
  /** To be called from a tap: shows the browser's own question. */
  install(): void;
}

/** To be called early: the browser offers once. The offer is kept for a moment that suits the person. */
export function watchInstallation(changed: (way: InstallWay) => void): Installation {
  let offer: InstallPromptEvent | null = null;
  const isInstalled = matchMedia('(display-mode: standalone)').matches;
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault(); // no banner of the browser's over what is being done
    offer = event as InstallPromptEvent;
    changed('ready');
  });
  addEventListener('appinstalled', () => changed('none'));
  // iPads call themselves Macs, but no Mac has a touch screen.
  const isApple =
    /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  if (isApple && !isInstalled) changed('by-hand');
  return {
    install() {
      const asked = offer;
      offer = null; // each can be used once
      changed('none');
      void asked?.prompt().catch(() => undefined);
    },
  };
}
