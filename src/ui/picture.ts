/** `<humr-picture>`: a moving picture without sound. Property: `stream`. Method: `video` for full screen and the like. */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

@customElement('humr-picture')
export class PictureElement extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }

    video {
      display: block;
      inline-size: var(--picture-width, 100%);
      block-size: var(--picture-height, 100%);
      object-fit: var(--fit, contain);
    }

    :host([mirrored]) video {
      scale: -1 1;
    }
  `;

  @property({ attribute: false }) stream: MediaStream | null = null;

  @property() label = '';

  get video(): HTMLVideoElement | null {
    return this.renderRoot.querySelector('video');
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { video } = this;
    if (!changed.has('stream') || !video) return;
    video.srcObject = this.stream;
    // A muted picture plays without a tap; where it does not, the next stream or tap tries again.
    if (this.stream) video.play().catch(() => undefined);
  }

  protected override render(): TemplateResult {
    return html`<video muted autoplay playsinline aria-label=${this.label}></video>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-picture': PictureElement;
  }
}
