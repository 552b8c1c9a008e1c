/**
 * `<humr-qr-code>`: a link for the camera of a phone: dark on light in both schemes, because readers expect that.
 *
 * Properties: `link`, `label`. The encoder is loaded when the first one is shown; the square keeps its place meanwhile.
 * Styling: `--qr-size`, the side of the square.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { QUIET_MODULES, qrPath } from './qr-path.ts';
import { sentences } from './sentences.ts';
import { base } from './shared-styles.ts';

/** Bytes in a symbol of version 12 at medium repair (ISO/IEC 18004, table 7): a larger one is hard for cameras. */
const MOST_AT_MEDIUM = 287;

@customElement('humr-qr-code')
export class QrCodeElement extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        inline-size: var(--qr-size, 11rem);
        aspect-ratio: 1;
        border-radius: var(--round-small);
        background: var(--qr-light);
        forced-color-adjust: none;
        overflow: hidden;
      }

      svg {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        fill: var(--qr-dark);
      }
    `,
  ];

  @property() link = '';

  /** What the picture is, for those who do not see it. */
  @property() label = sentences.call.qrCode;

  @state() private drawing: { readonly size: number; readonly path: string } | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('link') && this.link !== '') void this.#draw(this.link);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.drawing === null) return nothing;
    const { size, path } = this.drawing;
    return html`<svg
      viewBox="0 0 ${size} ${size}"
      shape-rendering="crispEdges"
      role="img"
      aria-label=${this.label}
    >
      <path d=${path}></path>
    </svg>`;
  }

  async #draw(link: string): Promise<void> {
    try {
      const { encodeQR } = await import('qr');
      // Medium repairs 15 % of the symbol: enough for glare on a screen, and the modules stay large.
      const ecc = link.length > MOST_AT_MEDIUM ? 'low' : 'medium';
      const rows = encodeQR(link, 'raw', { ecc, border: QUIET_MODULES });
      if (link !== this.link) return;
      this.hidden = false;
      this.drawing = { size: rows.length, path: qrPath(rows) };
    } catch {
      // The encoder did not load; the link beside it does the same.
      this.hidden = true;
    }
  }
}
