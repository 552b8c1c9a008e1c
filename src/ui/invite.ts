/**
 * `<humr-invite>`: the link of the call, to copy, to share or to show as a QR code (while alone the screen shows one anyway).
 *
 * Whoever made it chooses here whom it lets in, and until when.
 *
 * Properties: `link`, `terms`, `copied`, `shareable`, `large`. Method: `focusCopy()`. Events: `copy-link`, `share-link`,
 * `terms` (`InvitationTerms`).
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { InvitationView } from '../app/view.ts';
import { type InvitationTerms, LASTINGS, type Lasting } from '../call/invitation-terms.ts';
import { copyIcon, doneIcon, qrIcon, shareIcon } from './icons.ts';
import './qr-code.ts';
import { sentences } from './sentences.ts';
import { base, buttons, fields } from './shared-styles.ts';

@customElement('humr-invite')
export class InviteElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      input:not([type='range']) {
        flex: 1 1 4.5rem;
        min-inline-size: 0;
        text-overflow: ellipsis;
      }

      .icon {
        padding: 0;
      }

      :host(:not([large])) .copy {
        padding-inline: var(--space-4);
      }

      [popover] {
        --qr-size: min(20rem, 100vw - 5rem, 100dvh - 14rem);
        max-inline-size: calc(100vw - 2 * var(--space-4));
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }

      [popover]:popover-open {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
      }

      [popover] p {
        max-inline-size: 24ch;
        text-align: center;
        text-wrap: balance;
      }

      ::backdrop {
        background: var(--veil);
      }

      :host([large]) button {
        flex: 1 0 auto;
      }

      .copied {
        color: var(--ink-soft);
        min-block-size: 1.5em;
        text-align: center;
      }

      :host([large]) input:not([type='range']) {
        flex-basis: 100%;
        min-block-size: 60px;
        text-align: center;
      }

      :host([large]) label {
        text-align: center;
      }

      .terms {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        inline-size: 100%;
        margin-block-start: var(--space-2);
      }

      .terms > div {
        flex: 1 1 8rem;
        min-inline-size: 0;
      }

      [popover] .terms {
        margin: 0;
        max-inline-size: 22rem;
      }

      .over {
        flex: 1 0 100%;
        margin: 0;
        color: var(--ink-soft);
      }
    `,
  ];

  /** The link, whole; it holds the secret of the call. */
  @property() link = '';

  /** What holds for one's own link; null where it is somebody else's. */
  @property({ attribute: false }) terms: InvitationView | null = null;

  @property({ type: Boolean }) copied = false;

  /** Whether there is a share sheet. */
  @property({ type: Boolean }) shareable = false;

  /** While alone the link is what the screen is for. */
  @property({ type: Boolean, reflect: true }) large = false;

  /** The encoder is loaded only for those who look. */
  @state() private qrOpen = false;

  focusCopy(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<label for="link" class=${this.large ? '' : 'visually-hidden'}>${sentences.call.inviteLink}</label>
      <div class="row">
        <input id="link" type="text" dir="ltr" readonly spellcheck="false" .value=${this.link} @focus=${selectAll} />
        <button type="button" class="copy ${this.large ? 'primary' : ''}" @click=${() => this.#tell('copy-link')}>
          ${this.copied ? doneIcon : copyIcon}${sentences.call.copy}
        </button>
        ${
          this.shareable
            ? html`<button
                type="button"
                class=${this.large ? '' : 'icon'}
                aria-label=${sentences.call.share}
                @click=${() => this.#tell('share-link')}
              >
                ${shareIcon}${this.large ? sentences.call.share : nothing}
              </button>`
            : nothing
        }
        ${this.large ? nothing : qrButton()}
      </div>
      ${this.large ? nothing : this.#qrPopover()}
      ${this.large ? this.#terms() : nothing}
      ${this.large || this.copied ? html`<p class="copied small">${this.copied ? sentences.call.copied : ''}</p>` : nothing}`;
  }

  #terms(): TemplateResult | typeof nothing {
    const { terms } = this;
    if (!terms) return nothing;
    const { worksFor, anybody, onePerson, lasts, lasting, over } = sentences.call;
    const { oneUse } = terms;
    const tell = (change: Partial<InvitationTerms>) => {
      const detail: InvitationTerms = { oneUse, lasting: terms.lasting, ...change };
      this.dispatchEvent(new CustomEvent('terms', { detail }));
    };
    return html`<div class="terms">
      <div>
        <label for="who" class="visually-hidden">${worksFor}</label>
        <select id="who" @change=${(event: Event) => tell({ oneUse: chosen(event) === 'one' })}>
          <option value="any" .selected=${!oneUse}>${anybody}</option>
          <option value="one" .selected=${oneUse}>${onePerson}</option>
        </select>
      </div>
      <div>
        <label for="until" class="visually-hidden">${lasts}</label>
        <select id="until" @change=${(event: Event) => tell({ lasting: chosen(event) as Lasting })}>
          ${LASTINGS.map((it) => html`<option value=${it} .selected=${it === terms.lasting}>${lasting[it]}</option>`)}
        </select>
      </div>
      ${terms.over ? html`<p class="over small" role="status">${over[terms.over]}</p>` : nothing}
    </div>`;
  }

  /** Opened and closed by the browser itself, which also minds the focus and the Escape key. */
  #qrPopover(): TemplateResult {
    return html`<div id="qr" popover role="dialog" aria-label=${sentences.call.qrCode} @toggle=${this.#qrToggled}>
      ${this.qrOpen ? html`<humr-qr-code .link=${this.link}></humr-qr-code>` : nothing}
      <p class="small soft">${sentences.call.qrHelp}</p>
      ${this.qrOpen ? this.#terms() : nothing}
      <button type="button" autofocus popovertarget="qr" popovertargetaction="hide">${sentences.call.qrHide}</button>
    </div>`;
  }

  #qrToggled(event: ToggleEvent): void {
    this.qrOpen = event.newState === 'open';
  }

  #tell(type: 'copy-link' | 'share-link'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

const qrButton = () => html`<button type="button" class="icon" aria-label=${sentences.call.qrShow} popovertarget="qr">
  ${qrIcon}
</button>`;

function chosen(event: Event): string {
  return (event.currentTarget as HTMLSelectElement).value;
}

function selectAll(event: FocusEvent): void {
  (event.currentTarget as HTMLInputElement).select();
}
