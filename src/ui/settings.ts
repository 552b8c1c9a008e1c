/**
 * `<humr-settings>`: everything that can be chosen, in one native dialog, at home as in a call.
 *
 * Properties: `view`, `wishes`. Methods: `open()`. Loaded when first wished for.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { View, Wishes } from '../app/view.ts';
import { dialogStyles } from './dialog-styles.ts';
import { closeIcon } from './icons.ts';
import { LANGUAGE_NAMES } from './languages.ts';
import { nameField } from './name-field.ts';
import './relay-settings.ts';
import { sentences } from './sentences.ts';
import { choiceRow, rowStyles } from './setting-rows.ts';
import './settings-file.ts';
import './settings-talk.ts';
import './settings-voice.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { systemKind } from './system.ts';

@customElement('humr-settings')
export class SettingsElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    rowStyles,
    dialogStyles,
    css`
      .body > :first-child {
        padding-block-start: 0;
      }

      /* As the rows below it. */
      .name-field {
        display: grid;
        gap: 0 var(--space-4);
        align-items: center;
        padding-block: var(--space-2);
      }

      .name-field label {
        margin: 0;
        color: inherit;
        font-size: inherit;
        font-weight: 500;
      }

      @media (min-width: 36rem) {
        .name-field {
          grid-template-columns: 1fr 1.2fr;
        }
      }

      .note {
        margin-block-end: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--round-small);
        background: var(--sunk);
      }

      .note ul {
        padding-inline-start: var(--space-5);
      }
    `,
  ];

  @property({ attribute: false }) view!: View;

  @property({ attribute: false }) wishes!: Wishes;

  /** Closed, nothing of it is there: what it shows stays out of the way of the page's own controls. */
  @state() private isOpen = false;

  open(): void {
    this.isOpen = true;
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const words = sentences.settings;
    return html`<dialog aria-labelledby="title" @close=${this.#closed} @click=${this.#clicked}>
      <div class="top">
        <h2 id="title" tabindex="-1" autofocus>${words.title}</h2>
        <button type="button" class="close" aria-label=${words.close} @click=${this.#close}>${closeIcon}</button>
      </div>
      <div class="body">${this.#body()}</div>
    </dialog>`;
  }

  #body(): TemplateResult {
    const { view, wishes } = this;
    const { settings } = view;
    const words = sentences.settings;
    return html`${settings.kept ? nothing : html`<p class="note small" role="status">${words.notKept}</p>`}
      ${settings.repaired.length > 0 ? this.#repairs(settings.repaired) : nothing}
      <section aria-labelledby="you">
        <h3 id="you">${words.you}</h3>
        ${nameField(view.selfName, (text) => wishes.setSelfName(text))}
        ${choiceRow(
          { id: 'language', label: sentences.app.language },
          { auto: sentences.app.languageAuto, ...LANGUAGE_NAMES },
          settings.values.language,
          (language) => wishes.changeSettings({ language }),
        )}
        ${choiceRow({ id: 'theme', label: words.look.theme }, words.look.themes, settings.values.theme, (theme) =>
          wishes.changeSettings({ theme }),
        )}
      </section>
      <humr-settings-voice .view=${view} .wishes=${wishes}></humr-settings-voice>
      <humr-settings-talk .settings=${settings.values} .wishes=${wishes}></humr-settings-talk>
      <section aria-labelledby="background">
        <h3 id="background">${words.background.heading}</h3>
        <p class="small soft">${words.background.help[systemKind(navigator)]}</p>
      </section>
      <humr-settings-network .settings=${settings.values} .wishes=${wishes}></humr-settings-network>
      <humr-settings-file .file=${settings.file} .wishes=${wishes}></humr-settings-file>`;
  }

  #repairs(paths: readonly string[]): TemplateResult {
    const { title, dismiss } = sentences.settings.repaired;
    return html`<div class="note small" role="status">
      <p>${title}</p>
      <ul>
        ${paths.map((path) => html`<li><code dir="ltr">${path}</code></li>`)}
      </ul>
      <button type="button" @click=${() => this.wishes.dismissRepairs()}>${dismiss}</button>
    </div>`;
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  #closed(): void {
    this.isOpen = false;
    this.wishes.dropSettingsFile();
    this.dispatchEvent(new CustomEvent('closed'));
  }

  /** A click beside the dialog lands on the dialog element itself: its content covers all of it. */
  #clicked(event: MouseEvent): void {
    if (event.target === event.currentTarget) this.#close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-settings': SettingsElement;
  }
}
