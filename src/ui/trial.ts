/**
 * `<humr-trial>`: hearing oneself: records, then plays one's voice with and without the noise of the room.
 *
 * Properties: `trial` (any state but `off`), `wishes`. Loaded when first wished for.
 */
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TrialView } from '../app/trial-view.ts';
import type { Wishes } from '../app/view.ts';
import { focusIsLost } from './focus.ts';
import { playIcon, stopIcon } from './icons.ts';
import { sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';
import { switchStyles } from './switch-styles.ts';
import { stripStyles, takeStrip } from './take-strip.ts';
import { verdictWords } from './trial-words.ts';

type Ready = Extract<TrialView, { state: 'ready' }>;

@customElement('humr-trial')
export class TrialElement extends LitElement {
  static override styles = [
    base,
    buttons,
    switchStyles,
    stripStyles,
    css`
      :host {
        inline-size: min(100%, 22rem);
      }

      .stack {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-2) var(--space-4);
      }

      p {
        max-inline-size: 34ch;
        text-wrap: balance;
      }

      .play {
        min-inline-size: 7.5rem;
      }

      progress {
        inline-size: 100%;
        block-size: 0.5rem;
        accent-color: var(--quiet);
      }

      .recording {
        accent-color: var(--voice);
      }
    `,
  ];

  @property({ attribute: false }) trial: TrialView = { state: 'off' };

  @property({ attribute: false }) wishes!: Wishes;

  #focusMoves = false;

  /** Where a state brings other controls, whoever was at the old ones gets to the first of the new ones. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('trial');
    const phases = [before, this.trial].map((trial) => (trial ? phaseOf(trial) : null));
    const inside = this.shadowRoot?.activeElement != null;
    this.#focusMoves = phases[0] !== phases[1] && (this.hasUpdated ? inside : focusIsLost());
  }

  protected override updated(): void {
    if (this.trial.state === 'ready') this.style.setProperty('--length', `${this.trial.lengthMs}ms`);
    if (this.#focusMoves) this.renderRoot.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return html`<div class="stack">${this.#content()}</div>`;
  }

  #content(): TemplateResult {
    const { trial } = this;
    switch (trial.state) {
      case 'ready':
        return this.#ready(trial);
      case 'failed': {
        const { title, help } = trial.code === 'failed' ? sentences.trial.failed : sentences.troubles[trial.code];
        return html`<p class="small" role="alert">${title}. ${help}</p>
          ${this.#ways()}`;
      }
      default:
        return this.#busy(trial);
    }
  }

  #busy(trial: Exclude<TrialView, Ready>): TemplateResult {
    const doneRatio = trial.state === 'recording' || trial.state === 'rendering' ? trial.doneRatio : 0;
    const words = trial.state === 'recording' || trial.state === 'rendering' ? sentences.trial[trial.state] : null;
    return html`<p class="small" aria-live="polite">${words ?? sentences.microphone.asking}</p>
      <progress class=${trial.state} max="1" .value=${doneRatio} aria-label=${sentences.trial.progress}></progress>
      <button type="button" @click=${() => this.wishes.stopTrial()}>${sentences.trial.cancel}</button>`;
  }

  #ready(trial: Ready): TemplateResult {
    const after = trial.hearing === 'after';
    return html`${takeStrip(trial)}
      <p aria-live="polite">${verdictWords(trial.verdict)}</p>
      <div class="row">
        <button type="button" class="primary play" @click=${() => this.wishes.toggleTrialPlaying()}>
          ${trial.playing ? stopIcon : playIcon}${trial.playing ? sentences.trial.stop : sentences.trial.play}
        </button>
        <button
          type="button"
          class="switch"
          role="switch"
          aria-checked=${after ? 'true' : 'false'}
          aria-describedby="hearing"
          @click=${() => this.wishes.hearTrial(after ? 'before' : 'after')}
        >
          <span class="track"></span>${sentences.trial.denoised}
        </button>
      </div>
      <p id="hearing" class="small soft">${sentences.trial.hearing[trial.hearing]}</p>
      ${this.#ways()}`;
  }

  #ways(): TemplateResult {
    return html`<div class="row">
      <button type="button" @click=${() => this.wishes.startTrial()}>${sentences.trial.again}</button>
      <button type="button" @click=${() => this.wishes.stopTrial()}>${sentences.trial.done}</button>
    </div>`;
  }
}

/** States of one phase share their controls. */
function phaseOf({ state }: TrialView): 'busy' | 'ready' | 'failed' {
  return state === 'ready' || state === 'failed' ? state : 'busy';
}
