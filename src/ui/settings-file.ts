/**
 * `<humr-settings-file>`: settings to a file and back, with a look at the changes first, and back to the defaults.
 *
 * Properties: `file` (what a chosen file would change), `wishes`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ImportFault, SettingsView, Wishes } from '../app/view.ts';
import { sentences } from './sentences.ts';
import { rowStyles } from './setting-rows.ts';
import { faultWords, valueWords } from './settings-words.ts';
import { base, buttons } from './shared-styles.ts';

type Preview = NonNullable<SettingsView['file']>;

@customElement('humr-settings-file')
export class SettingsFileElement extends LitElement {
  static override styles = [
    base,
    buttons,
    rowStyles,
    css`
      .outcome {
        display: grid;
        gap: var(--space-3);
        margin-block-start: var(--space-3);
        padding: var(--space-4);
        border-radius: var(--round-small);
        background: var(--room);
        overflow-wrap: anywhere;
      }

      h4 {
        margin: 0;
        font-size: inherit;
      }

      ul {
        padding-inline-start: var(--space-5);
      }

      .refused {
        border-inline-start: 4px solid var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) file: Preview | null = null;

  @property({ attribute: false }) wishes!: Wishes;

  @state() private sure = false;

  protected override render(): TemplateResult {
    const { file: words } = sentences.settings;
    return html`<section aria-labelledby="file">
      <h3 id="file">${words.heading}</h3>
      <div class="buttons">
        <button type="button" @click=${() => this.wishes.saveSettingsFile()}>${words.save}</button>
        <button type="button" @click=${() => this.renderRoot.querySelector('input')?.click()}>${words.load}</button>
        <button
          type="button"
          aria-expanded=${this.sure ? 'true' : 'false'}
          @click=${() => {
            this.sure = !this.sure;
          }}
        >
          ${words.reset}
        </button>
      </div>
      <input type="file" accept=".json,application/json" hidden aria-label=${words.load} @change=${this.#chosen} />
      ${this.sure ? this.#sureness() : nothing}
      <div role="status">${this.file ? this.#outcome(this.file) : nothing}</div>
    </section>`;
  }

  #sureness(): TemplateResult {
    const { file: words } = sentences.settings;
    return html`<div class="outcome small">
      <p>${words.resetSure}</p>
      <div class="buttons">
        <button
          type="button"
          class="danger"
          @click=${() => {
            this.sure = false;
            this.wishes.resetSettings();
          }}
        >
          ${words.resetYes}
        </button>
        <button
          type="button"
          @click=${() => {
            this.sure = false;
          }}
        >
          ${words.cancel}
        </button>
      </div>
    </div>`;
  }

  #outcome(preview: Preview): TemplateResult {
    return preview.ok ? this.#changes(preview) : this.#faults(preview.faults);
  }

  #changes({ changes }: Extract<Preview, { ok: true }>): TemplateResult {
    const { file: words } = sentences.settings;
    return html`<div class="outcome small">
      <h4>${changes.length > 0 ? words.preview : words.nothing}</h4>
      <ul>
        ${changes.map(
          ({ path, before, after }) =>
            html`<li><code dir="ltr">${path}</code>: ${words.from} <b dir="ltr">${valueWords(before)}</b>, ${words.to} <b dir="ltr">${valueWords(after)}</b></li>`,
        )}
      </ul>
      <div class="buttons">
        ${
          changes.length > 0
            ? html`<button type="button" class="primary" @click=${() => this.wishes.applySettingsFile()}>${words.apply}</button>`
            : nothing
        }
        <button type="button" @click=${() => this.wishes.dropSettingsFile()}>${words.cancel}</button>
      </div>
    </div>`;
  }

  #faults(faults: readonly ImportFault[]): TemplateResult {
    const { file: words } = sentences.settings;
    return html`<div class="outcome small refused">
      <h4>${words.refused}</h4>
      <ul>
        ${faults.map((fault) => html`<li>${faultWords(fault)}</li>`)}
      </ul>
      <div class="buttons">
        <button type="button" @click=${() => this.wishes.dropSettingsFile()}>${sentences.settings.repaired.dismiss}</button>
      </div>
    </div>`;
  }

  async #chosen(event: Event): Promise<void> {
    const field = event.currentTarget as HTMLInputElement;
    const [file] = field.files ?? [];
    if (!file) return;
    // A little more than is read: whatever is longer is refused for its length.
    const text = await file.slice(0, MAX_READ_BYTES).text();
    field.value = ''; // the same file may be chosen again
    this.wishes.previewSettingsFile(text);
  }
}

const MAX_READ_BYTES = 1 << 18;
