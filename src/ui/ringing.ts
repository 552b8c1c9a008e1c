/**
 * `<humr-ringing>`: somebody rings, or is rung: one native dialog over whatever is shown.
 *
 * Properties: `ring`, `wishes`. Loaded when first needed.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { PeopleAction, RingView } from '../app/people-view.ts';
import type { Wishes } from '../app/view.ts';
import { alarmStyles } from './alarm-styles.ts';
import { initialOf, namedText } from './named-text.ts';
import { peopleSentences } from './people-sentences.ts';
import { base, buttons } from './shared-styles.ts';

@customElement('humr-ringing')
export class RingingElement extends LitElement {
  static override styles = [
    base,
    buttons,
    alarmStyles,
    css`
      .disc {
        display: grid;
        place-items: center;
        inline-size: 5rem;
        block-size: 5rem;
        margin: var(--space-4) auto var(--space-2);
        border-radius: 50%;
        background: var(--warm);
        color: var(--on-warm);
        font-size: 2rem;
        font-weight: 700;
      }

      @media (prefers-reduced-motion: no-preference) {
        .moving {
          animation: ring 2s ease-in-out infinite;
        }
      }

      @keyframes ring {
        50% {
          box-shadow: 0 0 0 0.9rem color-mix(in srgb, var(--warm) 30%, transparent);
        }
      }
    `,
  ];

  @property({ attribute: false }) ring: RingView | null = null;

  @property({ attribute: false }) wishes!: Wishes;

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (!this.ring) dialog?.close();
    else if (!dialog?.open) dialog?.showModal();
  }

  protected override render(): TemplateResult {
    const { ring } = this;
    return html`<dialog
      role=${ring?.state === 'incoming' ? 'alertdialog' : 'dialog'}
      aria-labelledby="title"
      @cancel=${this.#cancelled}
      @close=${() => this.requestUpdate()}
    >
      ${ring ? keyed(`${ring.state} ${ring.id}`, this.#content(ring)) : nothing}
    </dialog>`;
  }

  #content(ring: RingView): TemplateResult {
    const words = peopleSentences.ring;
    const title = ring.state === 'ended' ? words.ended[ring.why] : words[ring.state];
    return html`<div class="content">
      <div class="disc ${ring.state === 'ended' ? '' : 'moving'}" aria-hidden="true">${initialOf(ring.name)}</div>
      <h2 id="title" tabindex="-1">${namedText(title, ring.name)}</h2>
      ${ring.state === 'calling' ? html`<p class="small soft">${namedText(words.callingHelp, ring.name)}</p>` : nothing}
      ${ring.state === 'ended' ? html`<p class="small soft">${words.endedHelp[ring.why]}</p>` : nothing}
      <div class="ways">${this.#ways(ring)}</div>
    </div>`;
  }

  #ways(ring: RingView): TemplateResult {
    const words = peopleSentences.ring;
    switch (ring.state) {
      case 'incoming':
        return html`<button type="button" class="danger" @click=${() => this.#act('decline-ring')}>${words.decline}</button>
          <button type="button" class="primary" autofocus @click=${() => this.#act('accept-ring')}>${words.accept}</button>
          <button type="button" class="wide" ?disabled=${ring.silenced} @click=${() => this.#act('silence-ring')}>
            ${ring.silenced ? words.silenced : words.silence}
          </button>`;
      case 'calling':
        return html`<button type="button" class="danger wide" autofocus @click=${() => this.#act('stop-ring')}>
          ${words.cancel}
        </button>`;
      case 'ended':
        return html`<button type="button" class="wide" autofocus @click=${() => this.#act('stop-ring')}>${words.close}</button>`;
    }
  }

  /** The Escape key: gives up one's own call; to be rung stays until it is decided. */
  #cancelled(event: Event): void {
    event.preventDefault();
    if (this.ring?.state !== 'incoming') this.#act('stop-ring');
  }

  #act(kind: Extract<PeopleAction, { kind: `${string}-ring` }>['kind']): void {
    this.wishes.people({ kind });
  }
}
