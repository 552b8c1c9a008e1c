/**
 * `<humr-invite>`: the link of the call, to copy, to share or to show as a QR code (while alone the screen shows one anyway).
 *
 * Properties: `link`, `copied`, `shareable`, `large`. Method: `focusCopy()`. Events: `copy-link`, `share-link`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
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
    `,
  ];

  /** The link, whole; it holds the secret of the call. */
  @property() link = '';

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
      ${this.large || this.copied ? html`<p class="copied small">${this.copied ? sentences.call.copied : ''}</p>` : nothing}`;
  }

  /** Opened and closed by the browser itself, which also minds the focus and the Escape key. */
  #qrPopover(): TemplateResult {
    return html`<div id="qr" popover role="dialog" aria-label=${sentences.call.qrCode} @toggle=${this.#qrToggled}>
      ${this.qrOpen ? html`<humr-qr-code .link=${this.link}></humr-qr-code>` : nothing}
      <p class="small soft">${sentences.call.qrHelp}</p>
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

function selectAll(event: FocusEvent): void {
  (event.currentTarget as HTMLInputElement).select();
}
