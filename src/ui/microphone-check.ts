/**
 * `<humr-microphone-check>`: one's own level before a call, and the button that opens the microphone.
 *
 * Properties: `microphone`, `meter` (dBFS inside). Event: `toggle-check`.
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Meter, MicrophoneView } from '../app/view.ts';
import { FLOOR_DBFS } from '../base/units.ts';
import { microphoneIcon } from './icons.ts';
import './ring.ts';
import { sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

@customElement('humr-microphone-check')
export class MicrophoneCheckElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        --ring-size: clamp(6.5rem, 28vmin, 13rem);
        --scale: 1;
      }

      section {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        padding-block-start: calc(var(--ring-size) * 0.34);
        text-align: center;
      }

      humr-ring {
        margin-block-end: calc(var(--ring-size) * 0.36);
      }

      humr-ring svg {
        inline-size: 42%;
        block-size: 42%;
      }

      p {
        min-block-size: 3em;
        max-inline-size: 34ch;
        text-wrap: balance;
      }
    `,
  ];

  @property({ attribute: false }) microphone: MicrophoneView = { state: 'off' };

  @property({ attribute: false }) meter: Meter = { levelDbfs: FLOOR_DBFS, speaking: false };

  protected override render(): TemplateResult {
    const { state } = this.microphone;
    const open = state === 'live' || state === 'asking';
    return html`<section aria-labelledby="heading">
      <h2 id="heading" class="visually-hidden">${sentences.microphone.heading}</h2>
      <humr-ring .levelDbfs=${this.meter.levelDbfs} .speaking=${this.meter.speaking}>${microphoneIcon}</humr-ring>
      <button type="button" @click=${this.#toggle}>
        ${open ? sentences.microphone.stop : sentences.microphone.check}
      </button>
      <p class="small soft">${this.#words()}</p>
    </section>`;
  }

  #words(): string {
    switch (this.microphone.state) {
      case 'off':
        return sentences.microphone.off;
      case 'asking':
        return sentences.microphone.asking;
      case 'failed': {
        const { title, help } = sentences.troubles[this.microphone.code];
        return `${title}. ${help}`;
      }
      case 'live':
        return this.meter.speaking ? sentences.microphone.hearing : sentences.microphone.listening;
    }
  }

  #toggle(): void {
    this.dispatchEvent(new CustomEvent('toggle-check'));
  }
}
