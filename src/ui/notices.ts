/**
 * `<humr-notices>`: what happened in the call, until dismissed, and the button that lets sound through.
 *
 * Properties: `notices`, `soundBlocked`, `group`. Events: `dismiss` (detail: the notice's id), `turn-on-sound`,
 * `compare-all`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type GroupView, NO_GROUP } from '../app/group-view.ts';
import type { Notice } from '../app/notice-view.ts';
import { closeIcon, soundIcon, warningIcon } from './icons.ts';
import { namedText } from './named-text.ts';
import { callName, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

@customElement('humr-notices')
export class NoticesElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      ul {
        display: grid;
        gap: var(--space-2);
        max-inline-size: 40rem;
        margin: 0 auto var(--space-4);
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding-block: var(--space-2);
        padding-inline: var(--space-4) var(--space-2);
        border: 1px solid var(--edge);
        border-radius: var(--round-small);
        background: var(--surface);
        box-shadow: var(--shadow);
      }

      li > div {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      .dismiss {
        padding: 0;
        border-color: transparent;
        background: transparent;
      }

      .warning {
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
      }

      .warning > svg {
        flex: none;
        inline-size: 1.5rem;
        block-size: 1.5rem;
        color: var(--danger);
      }

      .asked {
        flex-wrap: wrap;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
      }

      .asked > p {
        flex: 1 1 14rem;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      .sound {
        flex-wrap: wrap;
        gap: var(--space-3);
        padding: var(--space-4);
        border-color: var(--voice);
      }

      .sound > div {
        flex-basis: 14rem;
      }

      .sound > button {
        flex-grow: 1;
      }
    `,
  ];

  @property({ attribute: false }) notices: readonly Notice[] = [];

  /** The browser plays nothing before a tap. */
  @property({ type: Boolean }) soundBlocked = false;

  /** What is to be said of a call of three or more; it stands for as long as that is so. */
  @property({ attribute: false }) group: GroupView = NO_GROUP;

  protected override render(): TemplateResult | typeof nothing {
    const { listsDiffer, askedBy, pictures } = this.group;
    const isRefused = pictures.state === 'ended' && pictures.why === 'refused';
    const isAsked = askedBy !== null && pictures.state !== 'ended';
    const isQuiet = !this.soundBlocked && !listsDiffer && !isRefused && !isAsked;
    if (this.notices.length === 0 && isQuiet) return nothing;
    const { listsDiffer: title, listsDifferHelp, endings } = sentences.group;
    return html`<ul aria-label=${sentences.call.notices}>
      ${this.soundBlocked ? this.#soundItem() : nothing} ${listsDiffer ? this.#warning(title, listsDifferHelp) : nothing}
      ${isRefused ? this.#warning(endings.refused.title, endings.refused.help) : nothing}
      ${isAsked ? this.#askedItem(askedBy) : nothing}
      ${repeat(
        this.notices,
        ({ id }) => id,
        (notice) => this.#item(notice),
      )}
    </ul>`;
  }

  #soundItem(): TemplateResult {
    const { title, help } = sentences.troubles.SOUND_BLOCKED;
    return html`<li class="sound">
      <div>
        <h2>${title}</h2>
        <p class="small soft">${help}</p>
      </div>
      <button type="button" class="primary" @click=${() => this.dispatchEvent(new CustomEvent('turn-on-sound'))}>
        ${soundIcon}${sentences.call.turnOnSound}
      </button>
    </li>`;
  }

  #warning(title: string, help: string): TemplateResult {
    return html`<li class="warning">
      ${warningIcon}
      <div>
        <p>${title}</p>
        <p class="small soft">${help}</p>
      </div>
    </li>`;
  }

  /** Somebody compares pictures with everybody, and one has not looked. */
  #askedItem(askedBy: string): TemplateResult {
    const { asked, look } = sentences.group;
    return html`<li class="asked">
      <p>${namedText(asked, callName(askedBy))}</p>
      <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('compare-all'))}>${look}</button>
    </li>`;
  }

  #item({ id, code, personName, byName }: Notice): TemplateResult {
    const { title, help } = sentences.troubles[code];
    return html`<li>
      <div>
        <p>${namedText(`${title}.`, personName, byName)}</p>
        <p class="small soft">${namedText(help, personName)}</p>
      </div>
      <button
        type="button"
        class="dismiss"
        aria-label=${sentences.call.dismiss}
        @click=${() => this.dispatchEvent(new CustomEvent('dismiss', { detail: id }))}
      >
        ${closeIcon}
      </button>
    </li>`;
  }
}
