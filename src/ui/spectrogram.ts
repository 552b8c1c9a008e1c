/**
 * `<humr-spectrogram>`: what is heard now, moving from right to left; low sounds below. Decoration for those who see,
 * described by its label.
 *
 * Properties: `source` (null: still), `label`.
 */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SpectrumSource } from '../app/tool-view.ts';

const WIDTH = 360;
const HEIGHT = 128;

@customElement('humr-spectrogram')
export class SpectrogramElement extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }

    canvas {
      display: block;
      inline-size: 100%;
      block-size: clamp(8rem, 24vh, 14rem);
      border: 1px solid var(--line);
      border-radius: var(--round-small);
      background: var(--sunk);
      image-rendering: pixelated;
    }
  `;

  @property({ attribute: false }) source: SpectrumSource | null = null;

  @property() label = '';

  #frame = 0;
  #bytes = new Uint8Array(0);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('source')) return;
    cancelAnimationFrame(this.#frame);
    if (this.source) this.#draw();
  }

  protected override render(): TemplateResult {
    return html`<canvas width=${WIDTH} height=${HEIGHT} role="img" aria-label=${this.label}></canvas>`;
  }

  #draw(): void {
    this.#frame = requestAnimationFrame(() => this.#draw());
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context || !this.source) return;
    if (this.#bytes.length !== this.source.bins) this.#bytes = new Uint8Array(this.source.bins);
    this.source.read(this.#bytes);
    // What was there moves as it is; drawn over itself it would pile up to a solid block.
    context.globalCompositeOperation = 'copy';
    context.drawImage(canvas, -1, 0);
    context.putImageData(this.#column(context), WIDTH - 1, 0);
  }

  /** One moment as a column: the warm colour of voice, the brighter the louder. */
  #column(context: CanvasRenderingContext2D): ImageData {
    const column = context.createImageData(1, HEIGHT);
    for (let y = 0; y < HEIGHT; y++) {
      // Twice as many lines below as above: the ear hears it so.
      const bin = Math.floor(((HEIGHT - 1 - y) / HEIGHT) ** 1.6 * this.#bytes.length);
      const strength = (this.#bytes[bin] ?? 0) / 255;
      column.data.set(
        [239, 141 + 90 * strength * strength, 79 + 120 * strength * strength, 255 * strength ** 0.7],
        4 * y,
      );
    }
    return column;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-spectrogram': SpectrogramElement;
  }
}
