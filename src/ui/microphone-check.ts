/**
 * `<humr-microphone-check>`: one's own level before a call, the button that opens the microphone, and the trial.
 *
 * Properties: `microphone`, `meter` (dBFS inside), `trial`, `wishes`.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TrialView } from '../app/trial-view.ts';
import type { Meter, MicrophoneView, Wishes } from '../app/view.ts';
import { FLOOR_DBFS } from '../base/units.ts';
import { focusIsLost } from './focus.ts';
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

      .row {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) microphone: MicrophoneView = { state: 'off' };

  @property({ attribute: false }) meter: Meter = { levelDbfs: FLOOR_DBFS, speaking: false };

  @property({ attribute: false }) trial: TrialView = { state: 'off' };

  @property({ attribute: false }) wishes!: Wishes;

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('trial');
    if (before === undefined || (before.state === 'off') === (this.trial.state === 'off')) return;
    if (before.state === 'off') void import('./trial.ts');
    // The control that ended the trial is gone; the one that begins it is back.
    else if (focusIsLost()) this.renderRoot.querySelector<HTMLElement>('.hear')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<section aria-labelledby="heading">
      <h2 id="heading" class="visually-hidden">${sentences.microphone.heading}</h2>
      ${
        this.trial.state === 'ready'
          ? nothing
          : html`<humr-ring .levelDbfs=${this.meter.levelDbfs} .speaking=${this.meter.speaking}>
              ${microphoneIcon}
            </humr-ring>`
      }
      ${
        this.trial.state === 'off'
          ? this.#check()
          : html`<humr-trial .trial=${this.trial} .wishes=${this.wishes}></humr-trial>`
      }
    </section>`;
  }

  #check(): TemplateResult {
    const { state } = this.microphone;
    const open = state === 'live' || state === 'asking';
    return html`<div class="row">
        <button type="button" @click=${() => this.wishes.toggleMicrophoneCheck()}>
          ${open ? sentences.microphone.stop : sentences.microphone.check}
        </button>
        <button type="button" class="hear" @click=${() => this.wishes.startTrial()}>${sentences.trial.open}</button>
      </div>
      <p class="small soft">${this.#words()}</p>`;
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
}
