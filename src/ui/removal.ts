/**
 * `<humr-removal>`: asks whether somebody is to be removed from the call, and says what follows; a native dialog.
 *
 * Properties: `people`, `wishes`. Method: `open(id)`. Loaded when first wished for.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PersonView, Wishes } from '../app/view.ts';
import { alarmStyles } from './alarm-styles.ts';
import { namedText } from './named-text.ts';
import { callName, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

@customElement('humr-removal')
export class RemovalElement extends LitElement {
  static override styles = [base, buttons, alarmStyles];

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
    // Whoever leaves takes the question about them along.
    const person = this.people.find(({ id }) => id === this.openFor);
    if (!person) return nothing;
    const { cancel, remove } = sentences.group;
    const name = callName(person.name);
    const sure = () => {
      this.#close();
      this.wishes.removePerson(person.id);
    };
    return html`<dialog aria-labelledby="title" aria-describedby="help" @close=${this.#closed}>
      <div class="content">
        <h2 id="title" tabindex="-1" autofocus>${namedText(remove.title, name)}</h2>
        <p id="help">${namedText(remove.help, name)}</p>
        <div class="ways">
          <button type="button" @click=${this.#close}>${cancel}</button>
          <button type="button" class="danger" @click=${sure}>${remove.sure}</button>
        </div>
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
    'humr-removal': RemovalElement;
  }
}
