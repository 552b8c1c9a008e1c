/**
 * `<humr-scanner>`: the camera, looking for a code, as long as the element is on the page.
 *
 * Events: `scanned` (detail: the text), once for each text while it stays in view; `close`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { type Camera, type CameraTrouble, openCamera } from './camera.ts';
import { codeSentences } from './code-sentences.ts';
import { base, buttons } from './shared-styles.ts';

@customElement('humr-scanner')
export class ScannerElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        inline-size: 100%;
      }

      .finder {
        position: relative;
        inline-size: min(100%, 24rem);
        aspect-ratio: 1;
        border-radius: var(--round);
        background: var(--sunk);
        overflow: hidden;
      }

      video {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }

      .frame {
        position: absolute;
        inset: 12%;
        border: 3px solid var(--voice-glow);
        border-radius: var(--round-small);
        pointer-events: none;
      }

      p {
        max-inline-size: 34ch;
        text-align: center;
      }
    `,
  ];

  @state() private status: 'asking' | 'looking' | CameraTrouble = 'asking';

  @query('video') private video!: HTMLVideoElement;

  #camera: Camera | null = null;
  #last = '';

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#camera?.stop();
    this.#camera = null;
  }

  protected override render(): TemplateResult {
    const { camera } = codeSentences;
    const words = { ...camera, looking: camera.aim }[this.status];
    const seen = this.status === 'asking' || this.status === 'looking';
    return html`<div class="finder" ?hidden=${!seen}>
        <video muted playsinline aria-label=${camera.label}></video>
        ${this.status === 'looking' ? html`<div class="frame"></div>` : nothing}
      </div>
      <p role="status" class="soft">${words}</p>
      <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>${camera.stop}</button>`;
  }

  async #open(): Promise<void> {
    this.status = 'asking';
    await this.updateComplete;
    const opened = await openCamera(this.video, (text) => this.#found(text));
    if (typeof opened === 'string') {
      this.status = opened;
    } else if (this.isConnected) {
      this.#camera = opened;
      this.status = 'looking';
    } else {
      opened.stop();
    }
  }

  #found(text: string): void {
    if (text === this.#last) return;
    this.#last = text;
    this.dispatchEvent(new CustomEvent('scanned', { detail: text }));
  }
}
