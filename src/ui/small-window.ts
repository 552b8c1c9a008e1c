/**
 * The call in a small window above all others, where the browser has that (Document Picture-in-Picture, WICG; Chromium
 * on computers). It goes when the call does. What it shows is loaded when it is first opened.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { SmallHost } from './small-call.ts';

/** Not in the DOM library. */
interface PictureInPicture {
  requestWindow(size: { readonly width: number; readonly height: number }): Promise<Window>;
}

const SIZE_PX = { width: 320, height: 216 };

function pictureInPicture(): PictureInPicture | null {
  const { documentPictureInPicture } = globalThis as { documentPictureInPicture?: PictureInPicture };
  return documentPictureInPicture ?? null;
}

export class SmallWindow implements ReactiveController {
  readonly #host: SmallHost & ReactiveControllerHost;
  #close: (() => void) | null = null;
  #show: (() => void) | null = null;

  constructor(host: SmallHost & ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isPossible(): boolean {
    return pictureInPicture() !== null;
  }

  /** To be called from a tap. What goes wrong leaves things as they are: the browser said no, or the part did not load. */
  async open(): Promise<void> {
    this.#close?.();
    const asked = pictureInPicture()?.requestWindow(SIZE_PX);
    const [shown, part] = await Promise.allSettled([asked, import('./small-call.ts')]);
    const small = shown.status === 'fulfilled' ? shown.value : undefined;
    if (!small) return;
    if (part.status === 'rejected') return small.close();
    const { furnish, showCall } = part.value;
    furnish(small);
    const close = () => small.close();
    small.addEventListener('pagehide', () => this.#close === close && this.#forget());
    this.#close = close;
    this.#show = () => showCall(small, this.#host);
    this.#show();
  }

  hostUpdated(): void {
    this.#show?.();
  }

  hostDisconnected(): void {
    this.#close?.();
    this.#forget();
  }

  #forget(): void {
    this.#close = null;
    this.#show = null;
  }
}
