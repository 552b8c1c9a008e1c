/**
 * `<humr-controls>`: what a hand needs during a call.
 *
 * Properties: `mute`, `microphone`, `suppression` (`strengthRatio` 0..1).
 * Method: `focusFirst()`. Events: `toggle-mute`, `leave`, `suppression` (detail: the wanted `SuppressionView`).
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MicrophoneView, MuteView, SuppressionView } from '../app/view.ts';
import { leaveIcon, microphoneIcon, mutedIcon } from './icons.ts';
import { fillCount, sentences } from './sentences.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { rangeStyles, switchStyles } from './switch-styles.ts';

@customElement('humr-controls')
export class ControlsElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    switchStyles,
    rangeStyles,
    css`
      .controls {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: var(--space-2) var(--space-3);
        align-items: center;
        max-inline-size: 60rem;
        margin-inline: auto;
      }

      /* They stick, so they are in sight: focusing one must not scroll the page (see scroll-padding in theme.css). */
      button,
      input {
        scroll-margin-block-end: -11rem;
      }

      .strength label {
        display: flex;
        justify-content: space-between;
        gap: var(--space-2);
        margin: 0;
      }

      .muted {
        border-color: transparent;
        background: var(--ink);
        color: var(--room);
      }

      .hint {
        position: absolute;
        inset-block-end: calc(100% + var(--space-4));
        inset-inline: 0;
        inline-size: fit-content;
        margin-inline: auto;
        padding: var(--space-2) var(--space-4);
        border-radius: var(--round-small);
        background: var(--ink);
        color: var(--room);
        font-size: var(--text-small);
        font-weight: 600;
        text-align: center;
        pointer-events: none;
      }

      @media (min-width: 48rem) {
        .controls {
          grid-template-columns: auto minmax(12rem, 18rem) 1fr auto auto;
        }

        .strength {
          grid-column: 2;
        }

        .hand {
          min-inline-size: 9rem;
        }

        .mute {
          grid-column: 4;
        }

        .hint {
          margin-inline-end: 0;
        }
      }

      @media (max-width: 47.99rem) {
        .hand {
          grid-row: 2;
        }
      }

      /* Where little height is left, only the first row sticks (see the footer of the call). */
      @media (max-width: 47.99rem) and (max-height: 40rem) {
        .hand {
          grid-row: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) mute: MuteView = { state: 'open' };

  @property({ attribute: false }) microphone: MicrophoneView = { state: 'off' };

  @property({ attribute: false }) suppression: SuppressionView = { on: true, strengthRatio: 1 };

  /** To the control a hand wants first: mute, or leave where there is nothing to mute. */
  focusFirst(): void {
    this.renderRoot.querySelector<HTMLButtonElement>('.hand:enabled')?.focus();
  }

  protected override render(): TemplateResult {
    const open = this.mute.state === 'open';
    const unheard = this.mute.state === 'muted' && this.mute.speakingWhileMuted;
    return html`<div class="controls">
      ${unheard ? html`<p class="hint">${sentences.call.mutedHint}</p>` : nothing} ${this.#switch()} ${this.#strength()}
      <button
        type="button"
        class="hand mute ${open ? '' : 'muted'}"
        ?disabled=${this.microphone.state !== 'live'}
        @click=${() => this.dispatchEvent(new CustomEvent('toggle-mute'))}
      >
        ${open ? microphoneIcon : mutedIcon}${open ? sentences.call.mute : sentences.call.unmute}
      </button>
      <button type="button" class="hand danger" @click=${() => this.dispatchEvent(new CustomEvent('leave'))}>
        ${leaveIcon}${sentences.call.leave}
      </button>
    </div>`;
  }

  #switch(): TemplateResult {
    const { on, strengthRatio } = this.suppression;
    return html`<button
      type="button"
      class="switch"
      role="switch"
      aria-checked=${on ? 'true' : 'false'}
      @click=${() => this.#wish({ on: !on, strengthRatio })}
    >
      <span class="track"></span>${sentences.call.suppression}
    </button>`;
  }

  #strength(): TemplateResult {
    const percent = Math.round(this.suppression.strengthRatio * 100);
    const shown = fillCount(sentences.call.percent, percent);
    return html`<div class="strength">
      <label for="strength">${sentences.call.strength}</label>
      <input
        id="strength"
        type="range"
        min="0"
        max="100"
        step="5"
        aria-valuetext=${shown}
        .value=${String(percent)}
        @input=${(event: InputEvent) => {
          const { valueAsNumber } = event.currentTarget as HTMLInputElement;
          this.#wish({ on: this.suppression.on, strengthRatio: valueAsNumber / 100 });
        }}
      />
    </div>`;
  }

  #wish(detail: SuppressionView): void {
    this.dispatchEvent(new CustomEvent<SuppressionView>('suppression', { detail }));
  }
}
