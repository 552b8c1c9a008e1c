/**
 * `<humr-invite>`: the link of the call, to copy or to share.
 *
 * Properties: `link`, `copied`, `shareable`, `large`. Method: `focusCopy()`. Events: `copy-link`, `share-link`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { copyIcon, doneIcon, shareIcon } from './icons.ts';
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
        flex: 1 1 6rem;
        min-inline-size: 0;
        text-overflow: ellipsis;
      }

      .share {
        padding: 0;
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

  focusCopy(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<label for="link" class=${this.large ? '' : 'visually-hidden'}>${sentences.call.inviteLink}</label>
      <div class="row">
        <input id="link" type="text" dir="ltr" readonly spellcheck="false" .value=${this.link} @focus=${selectAll} />
        <button type="button" class=${this.large ? 'primary' : ''} @click=${() => this.#tell('copy-link')}>
          ${this.copied ? doneIcon : copyIcon}${sentences.call.copy}
        </button>
        ${
          this.shareable
            ? html`<button
                type="button"
                class=${this.large ? '' : 'share'}
                aria-label=${sentences.call.share}
                @click=${() => this.#tell('share-link')}
              >
                ${shareIcon}${this.large ? sentences.call.share : nothing}
              </button>`
            : nothing
        }
      </div>
      ${this.large || this.copied ? html`<p class="copied small">${this.copied ? sentences.call.copied : ''}</p>` : nothing}`;
  }

  #tell(type: 'copy-link' | 'share-link'): void {
    this.dispatchEvent(new CustomEvent(type));
  }
}

function selectAll(event: FocusEvent): void {
  (event.currentTarget as HTMLInputElement).select();
}
