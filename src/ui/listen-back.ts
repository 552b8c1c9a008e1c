/**
 * `<humr-listen-back>`: hearing oneself within a call, in a native dialog: a recording before and after the chain, the
 * strength that may be tried on it, and how much of the speech it keeps.
 *
 * Properties: `view`, `wishes`. Method: `open()`. Closing erases the recording. Loaded when first wished for.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ListenBackView, ReadyListenBack } from '../app/listen-back-view.ts';
import type { SuppressionView, View, Wishes } from '../app/view.ts';
import { dialogStyles } from './dialog-styles.ts';
import { closeIcon, microphoneIcon, playIcon, stopIcon } from './icons.ts';
import { listenBackSentences as words } from './listen-back-sentences.ts';
import { fillCount, sentences } from './sentences.ts';
import { rowStyles, sliderRow, switchRow } from './setting-rows.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { meterStyles, rangeStyles, switchStyles } from './switch-styles.ts';
import { stripStyles, takeStrip } from './take-strip.ts';
import { verdictWords } from './trial-words.ts';

@customElement('humr-listen-back')
export class ListenBackElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    switchStyles,
    rangeStyles,
    meterStyles,
    rowStyles,
    dialogStyles,
    stripStyles,
    css`
      .body {
        display: grid;
        gap: var(--space-3);
        align-content: start;
      }

      .doing {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-4);
        align-items: center;
      }

      .play {
        min-inline-size: 8rem;
      }

      .choice {
        inline-size: auto;
      }

      progress {
        inline-size: 100%;
        block-size: 0.5rem;
        accent-color: var(--quiet);
      }

      .recording {
        accent-color: var(--voice);
      }

      .kept {
        display: grid;
        grid-template-columns: auto minmax(4rem, 1fr) 3.5em;
        gap: var(--space-3);
        align-items: center;
      }

      .figure {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }

      .set {
        padding-block-start: var(--space-2);
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) view!: View;

  @property({ attribute: false }) wishes!: Wishes;

  @state() private isOpen = false;

  #focusMoves = false;

  open(): void {
    this.isOpen = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.isOpen) this.#closed();
  }

  /** Where a state brings other controls, whoever was at the old ones gets to the first of the new ones. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('view')?.listenBack.state;
    const focused = this.shadowRoot?.activeElement;
    const isOther = before !== undefined && phaseOf(before) !== phaseOf(this.view.listenBack.state);
    this.#focusMoves = isOther && focused != null && focused.closest('.doing') !== null;
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
    const { listenBack } = this.view;
    if (listenBack.state === 'ready') this.style.setProperty('--length', `${listenBack.lengthMs}ms`);
    if (this.#focusMoves) this.renderRoot.querySelector<HTMLElement>('.doing button')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    return html`<dialog aria-labelledby="title" @close=${this.#closed}>
      <div class="top">
        <h2 id="title" tabindex="-1" autofocus>${sentences.trial.open}</h2>
        <button type="button" class="close" aria-label=${words.close} @click=${this.#close}>${closeIcon}</button>
      </div>
      <div class="body">${this.#content(this.view.listenBack)} ${this.#settings()}</div>
    </dialog>`;
  }

  #content(now: ListenBackView): TemplateResult {
    switch (now.state) {
      case 'ready':
        return this.#ready(now);
      case 'recording':
        return this.#busy(now.state, now.doneRatio, sentences.trial.recording);
      case 'rendering':
        return this.#busy(now.state, now.doneRatio, words.comparing);
      default:
        return this.#first(now.state === 'failed');
    }
  }

  #first(failed: boolean): TemplateResult {
    const isMuted = this.view.screen.name === 'call' && this.view.screen.call.mute.state !== 'open';
    return html`${failed ? html`<p role="alert">${words.failed}</p>` : nothing}
      <p>${words.intro}</p>
      ${isMuted ? html`<p>${words.muted}</p>` : nothing}
      <p class="small soft">${words.memory}</p>
      <div class="doing">
        <button type="button" class="primary" @click=${() => this.wishes.listenBack({ kind: 'record' })}>
          ${microphoneIcon}${words.record}
        </button>
      </div>`;
  }

  #busy(kind: 'recording' | 'rendering', doneRatio: number, said: string): TemplateResult {
    return html`<p aria-live="polite">${said}</p>
      <progress class=${kind} max="1" .value=${doneRatio} aria-label=${sentences.trial.progress}></progress>
      <div class="doing">
        <button type="button" @click=${() => this.wishes.listenBack({ kind: 'end' })}>${sentences.trial.cancel}</button>
      </div>`;
  }

  #ready(now: ReadyListenBack): TemplateResult {
    const isAfter = now.hearing === 'after';
    const hear = (after: boolean) => this.wishes.listenBack({ kind: 'hear', side: after ? 'after' : 'before' });
    return html`${takeStrip(now)}
      <p aria-live="polite">${now.updating ? words.updating : verdictWords(now.verdict)}</p>
      <div class="doing">
        <button type="button" class="primary play" @click=${() => this.wishes.listenBack({ kind: 'toggle-playing' })}>
          ${now.playing ? stopIcon : playIcon}${now.playing ? sentences.trial.stop : sentences.trial.play}
        </button>
        <button
          type="button"
          class="switch choice"
          role="switch"
          aria-checked=${isAfter ? 'true' : 'false'}
          aria-describedby="heard"
          @click=${() => hear(!isAfter)}
        >
          <span class="track"></span>${sentences.trial.denoised}
        </button>
        <button type="button" @click=${() => this.wishes.listenBack({ kind: 'record' })}>${sentences.trial.again}</button>
      </div>
      <p id="heard" class="small soft">${isAfter ? words.heard[now.after] : words.heard.before}</p>
      ${keptMeter(now.keptRatio)}
      ${switchRow({ id: 'matched', label: words.matched, help: words.matchedHelp }, now.matched, (matched) =>
        this.wishes.listenBack({ kind: 'match', matched }),
      )}`;
  }

  /** The same settings as in the call's own controls: what is found here holds for the call at once. */
  #settings(): TemplateResult {
    const { on, strengthRatio } = this.view.suppression;
    const shown = fillCount(sentences.call.percent, Math.round(strengthRatio * 100));
    const wish = (change: Partial<SuppressionView>) => this.wishes.setSuppression({ on, strengthRatio, ...change });
    return html`<div class="set">
      ${switchRow({ id: 'suppression', label: sentences.call.suppression }, on, (next) => wish({ on: next }))}
      ${sliderRow({ id: 'strength', label: sentences.call.strength }, { ratio: strengthRatio, shown }, (next) =>
        wish({ strengthRatio: next }),
      )}
    </div>`;
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  #closed(): void {
    this.isOpen = false;
    this.wishes.listenBack({ kind: 'end' });
  }
}

/** States of one phase share their controls. */
function phaseOf(state: ListenBackView['state']): 'first' | 'busy' | 'ready' {
  if (state === 'ready') return 'ready';
  return state === 'recording' || state === 'rendering' ? 'busy' : 'first';
}

function keptMeter(ratio: number | null): TemplateResult | typeof nothing {
  if (ratio === null) return nothing;
  const { kept } = sentences.settings.voice;
  const shown = fillCount(sentences.call.percent, Math.round(ratio * 100));
  return html`<div class="kept small">
    <span>${kept}</span>
    <meter aria-label=${kept} aria-valuetext=${shown} .value=${ratio}></meter>
    <span class="figure" aria-hidden="true">${shown}</span>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-listen-back': ListenBackElement;
  }
}
