/**
 * `<humr-settings-talk>`: when one is heard, and which keys do what.
 *
 * Properties: `settings`, `wishes`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SettingsView, Wishes } from '../app/view.ts';
import { sentences } from './sentences.ts';
import { choiceRow, rowStyles } from './setting-rows.ts';
import { keyWords } from './settings-words.ts';
import { base, buttons, fields } from './shared-styles.ts';

type KeyField = 'talkKey' | 'muteKey' | 'deafenKey';

/** They move the focus, end a dialog or are held for others: of no use by themselves. */
const RESERVED = new Set(['Tab', 'Escape', 'Enter', 'MetaLeft', 'MetaRight', '']);

@customElement('humr-settings-talk')
export class SettingsTalkElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    rowStyles,
    css`
      .key {
        display: flex;
        gap: var(--space-2);
      }

      .key > button:first-child {
        flex: 1;
      }

      .row > span {
        font-weight: 500;
      }

      .waiting {
        border-color: var(--focus);
      }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsView['values'];

  @property({ attribute: false }) wishes!: Wishes;

  /** Which key is being chosen. */
  @state() private choosing: KeyField | null = null;

  protected override render(): TemplateResult {
    const { talk: words } = sentences.settings;
    const { talkMode, talkKey, muteKey, deafenKey } = this.settings;
    const used = [talkMode === 'open' ? '' : talkKey, muteKey, deafenKey].filter((key) => key !== '');
    return html`<section aria-labelledby="talk">
      <h3 id="talk">${words.heading}</h3>
      ${choiceRow({ id: 'mode', label: words.mode }, words.modes, talkMode, (mode) =>
        this.wishes.changeSettings({ talkMode: mode }),
      )}
      ${talkMode === 'open' ? nothing : this.#keyRow('talkKey')} ${this.#keyRow('muteKey')} ${this.#keyRow('deafenKey')}
      ${new Set(used).size < used.length ? html`<p role="alert">${words.twice}</p>` : nothing}
      <p class="small soft">${words.help}</p>
    </section>`;
  }

  #keyRow(field: KeyField): TemplateResult {
    const { talk: words } = sentences.settings;
    const choosing = this.choosing === field;
    const key = this.settings[field];
    const name = choosing ? words.press : keyWords(key);
    return html`<div class="row field">
      <span>${words[field]}</span>
      <div class="key">
        <button
          type="button"
          class=${choosing ? 'waiting' : ''}
          aria-label="${words[field]}: ${name}"
          @click=${() => {
            this.choosing = field;
          }}
          @keydown=${(event: KeyboardEvent) => choosing && this.#choose(field, event)}
          @keyup=${(event: KeyboardEvent) => choosing && event.preventDefault()}
          @blur=${this.#stop}
        >
          ${name}
        </button>
        ${
          key === ''
            ? nothing
            : html`<button type="button" @click=${() => this.wishes.changeSettings({ [field]: '' })}>
                ${words.remove}<span class="visually-hidden"> ${words[field]}</span>
              </button>`
        }
      </div>
    </div>`;
  }

  #choose(field: KeyField, event: KeyboardEvent): void {
    if (event.code === 'Tab') return; // the way out by keyboard
    event.preventDefault();
    event.stopPropagation();
    if (event.code !== 'Escape' && RESERVED.has(event.code)) return;
    this.choosing = null;
    if (event.code !== 'Escape') this.wishes.changeSettings({ [field]: event.code });
  }

  #stop(): void {
    this.choosing = null;
  }
}
