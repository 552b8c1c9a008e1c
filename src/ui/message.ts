/**
 * `<humr-message>`: a screen that says one thing and offers the ways on: entering, stopped, broken link, left.
 *
 * Properties: `heading`, `help`, `ways` (the first one is the main way), `busy` (something is under way).
 * Slot: what more there is to say, below the ways.
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { wordmark } from './icons.ts';
import './ring.ts';
import { base, buttons } from './shared-styles.ts';

export interface Way {
  readonly label: string;
  readonly take: () => void;
}

@customElement('humr-message')
export class MessageElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr;
        min-block-size: 100dvh;
        padding: calc(var(--space-5) + var(--safe-top)) calc(var(--space-5) + var(--safe-right))
          calc(var(--space-6) + var(--safe-bottom)) calc(var(--space-5) + var(--safe-left));
      }

      header {
        inline-size: 100%;
        max-inline-size: 63rem;
        margin-inline: auto;
        line-height: 0;
      }

      main {
        display: grid;
        align-content: center;
        justify-items: center;
        gap: var(--space-4);
        padding-block: var(--space-5) 12vh;
        text-align: center;
      }

      p {
        max-inline-size: 46ch;
      }

      .ways {
        display: grid;
        gap: var(--space-3);
        inline-size: min(100%, 20rem);
        margin-block-start: var(--space-4);
      }

      .hum {
        inline-size: 9rem;
        block-size: 3rem;
        overflow: hidden;
        fill: none;
        stroke: var(--voice);
        stroke-width: 3;
        stroke-linecap: round;
      }

      .busy .hum path {
        animation: hum 1.6s linear infinite;
      }

      :not(.busy) > .hum {
        stroke: var(--edge);
      }

      /* One whole swing, so that the loop has no seam. */
      @keyframes hum {
        to {
          translate: -40px;
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .busy .hum path {
          animation: none;
        }
      }
    `,
  ];

  @property() heading = '';

  @property() help = '';

  @property({ attribute: false }) ways: readonly Way[] = [];

  @property({ type: Boolean }) busy = false;

  protected override render(): TemplateResult {
    return html`<header>${wordmark}</header>
      <main class=${this.busy ? 'busy' : ''}>
        <svg class="hum" viewBox="0 0 120 40" aria-hidden="true"><path d=${this.busy ? SWINGS : STILL}></path></svg>
        <h1 tabindex="-1">${this.heading}</h1>
        <p class="soft">${this.help}</p>
        <div class="ways">
          ${this.ways.map(
            ({ label, take }, index) =>
              html`<button type="button" class=${index === 0 && !this.busy ? 'primary' : ''} @click=${take}>${label}</button>`,
          )}
        </div>
        <slot></slot>
      </main>`;
  }
}

/** A sine of 40 units a swing, longer than what is seen of it by one swing. */
const SWINGS = `M0 20${'c7 -18 13 -18 20 0s13 18 20 0'.repeat(4)}`;
const STILL = 'M4 20h112';
