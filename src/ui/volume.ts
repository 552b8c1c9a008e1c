/**
 * `<humr-volume>`: how loud one hears one of the others, in a native dialog. A choice of one's own: nothing is sent.
 *
 * Properties: `people`, `wishes`. Method: `open(id)`. Loaded when first wished for.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Loudness, PersonView, Wishes } from '../app/view.ts';
import { dialogStyles } from './dialog-styles.ts';
import { closeIcon } from './icons.ts';
import { namedText } from './named-text.ts';
import { callName, fillCount, sentences } from './sentences.ts';
import { rowStyles, sliderRow, switchRow } from './setting-rows.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { rangeStyles, switchStyles } from './switch-styles.ts';

@customElement('humr-volume')
export class VolumeElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    switchStyles,
    rangeStyles,
    rowStyles,
    dialogStyles,
    css`
      dialog {
        inline-size: min(24rem, 100vw - 2 * var(--space-3));
        block-size: fit-content;
        margin: auto;
        padding: 0;
        border: 1px solid var(--line);
        border-radius: var(--round);
      }

      h2 {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) people: readonly PersonView[] = [];

  @property({ attribute: false }) wishes!: Wishes;

  @state() private openFor: string | null = null;

  open(id: string): void {
    this.openFor = id;
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  protected override render(): TemplateResult | typeof nothing {
    // Whoever leaves takes the dialog about them along.
    const person = this.people.find(({ id }) => id === this.openFor);
    if (!person) return nothing;
    const { loudness, name, id } = person;
    const { volume: words } = sentences;
    const percent = Math.round(loudness.volumeRatio * 100);
    const set = (change: Partial<Loudness>) => this.wishes.setLoudness(id, { ...loudness, ...change });
    return html`<dialog aria-labelledby="title" @close=${this.#closed}>
      <div class="top">
        <h2 id="title" tabindex="-1" autofocus>${namedText(words.title, callName(name))}</h2>
        <button type="button" class="close" aria-label=${words.close} @click=${this.#close}>${closeIcon}</button>
      </div>
      <div class="body">
        ${sliderRow(
          { id: 'volume', label: words.slider, help: percent > 100 ? words.loudHelp : words.help },
          { ratio: loudness.volumeRatio, shown: fillCount(sentences.call.percent, percent), most: 200 },
          (volumeRatio) => set({ volumeRatio }),
        )}
        ${switchRow({ id: 'silence', label: words.silence }, loudness.silenced, (silenced) => set({ silenced }))}
      </div>
    </dialog>`;
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  #closed(): void {
    this.openFor = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-volume': VolumeElement;
  }
}
