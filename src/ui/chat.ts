/**
 * `<humr-chat>`: text and files of the call, in a panel of its own: beside the tiles, or over them on a phone.
 *
 * Properties: `chat`, `wishes`. Method: `focusField()`. Event: `close-chat`. Loaded when first wished for.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatView, ChatWishes } from '../app/view.ts';
import { chatEntry, entryStyles } from './chat-entry.ts';
import { attachIcon, closeIcon, sendIcon } from './icons.ts';
import { fillCount, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

/** Within so much of its end the list follows what comes. */
const FOLLOW_PX = 80;

@customElement('humr-chat')
export class ChatElement extends LitElement {
  static override styles = [
    base,
    buttons,
    entryStyles,
    css`
      section {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr) auto;
        block-size: 100%;
        background: var(--surface);
      }

      section.dropping {
        outline: 3px dashed var(--quiet);
        outline-offset: -8px;
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding-block: var(--space-2);
        padding-inline: var(--space-4) var(--space-2);
        border-block-end: 1px solid var(--line);
      }

      .list {
        padding: var(--space-3) var(--space-4);
        overflow: auto;
        overscroll-behavior: contain;
      }

      ol {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      form {
        display: flex;
        gap: var(--space-2);
        align-items: end;
        padding: var(--space-2) var(--space-3) var(--space-3);
        border-block-start: 1px solid var(--line);
      }

      textarea {
        flex: 1;
        min-inline-size: 0;
        min-block-size: var(--touch);
        max-block-size: 9rem;
        padding: var(--space-3);
        border: 1px solid var(--edge);
        border-radius: var(--round-small);
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        resize: none;
        field-sizing: content;
      }

      .send {
        padding: 0;
      }

      textarea::placeholder {
        color: var(--ink-soft);
        opacity: 1;
      }

      .say {
        padding: 0 var(--space-4) var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) chat!: ChatView;

  @property({ attribute: false }) wishes!: ChatWishes;

  @state() private dropping = false;

  #follows = true;

  focusField(): void {
    this.renderRoot.querySelector('textarea')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('chat')) return;
    const list = this.renderRoot?.querySelector('.list');
    this.#follows = !list || list.scrollHeight - list.scrollTop - list.clientHeight < FOLLOW_PX;
  }

  protected override updated(): void {
    const list = this.renderRoot.querySelector('.list');
    if (list && this.#follows) list.scrollTop = list.scrollHeight;
  }

  protected override render(): TemplateResult {
    const { chat: words } = sentences;
    const { entries } = this.chat;
    return html`<section
      aria-labelledby="title"
      class=${this.dropping ? 'dropping' : ''}
      @dragover=${this.#dragged}
      @dragleave=${this.#dragEnded}
      @drop=${this.#dropped}
      @keydown=${this.#key}
    >
      <header>
        <h2 id="title">${words.title}</h2>
        <button type="button" class="icon" aria-label=${words.close} @click=${this.#close}>${closeIcon}</button>
      </header>
      <div class="list" role="log" aria-labelledby="title" tabindex="0">
        ${entries.length === 0 ? html`<p class="small soft">${words.empty}</p>` : nothing}
        <ol>
          ${repeat(
            entries,
            ({ id }) => id,
            (entry) => chatEntry(entry, this.wishes),
          )}
        </ol>
      </div>
      <div>${this.#say()}${this.#form()}</div>
    </section>`;
  }

  #say(): TemplateResult | typeof nothing {
    const { refusal, droppedCount } = this.chat;
    const { refusals, dropped, drop } = sentences.chat;
    if (this.dropping) return html`<p class="say small">${drop}</p>`;
    if (refusal) return html`<p class="say small" role="alert">${refusals[refusal]}</p>`;
    if (droppedCount === 0) return nothing;
    return html`<p class="say small soft">${droppedCount === 1 ? dropped.one : fillCount(dropped.more, droppedCount)}</p>`;
  }

  #form(): TemplateResult {
    const { chat: words } = sentences;
    return html`<form @submit=${this.#submit}>
      <button type="button" class="icon" aria-label=${words.attach} title=${words.attach} @click=${this.#pick}>
        ${attachIcon}
      </button>
      <input type="file" multiple hidden aria-label=${words.attach} @change=${this.#picked} />
      <textarea rows="1" dir="auto" aria-label=${words.placeholder} placeholder=${words.placeholder} enterkeyhint="send"></textarea>
      <button class="primary send" aria-label=${words.send} title=${words.send}>${sendIcon}</button>
    </form>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const field = this.renderRoot.querySelector('textarea');
    if (!field || field.value.trim() === '') return;
    const before = this.chat.entries.length;
    this.wishes.sendText(field.value);
    // What was refused stays in the field, to be changed or sent again.
    void this.#sent(before).then((sent) => sent && this.#clear(field));
  }

  /** Whether the wish became an entry; wishes answer with the next view. */
  async #sent(before: number): Promise<boolean> {
    await this.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    await this.updateComplete;
    return this.chat.entries.length > before && this.chat.refusal === null;
  }

  #clear(field: HTMLTextAreaElement): void {
    field.value = '';
    this.#follows = true;
    this.updated();
  }

  /** Enter sends, with Shift it begins a line; while a composition is open it belongs to that. */
  #key(event: KeyboardEvent): void {
    const writes = event.composedPath()[0] instanceof HTMLTextAreaElement;
    if (event.key === 'Escape') this.#close();
    else if (event.key !== 'Enter' || !writes || event.shiftKey || event.isComposing) return;
    else this.renderRoot.querySelector('form')?.requestSubmit();
    event.preventDefault();
  }

  #pick(): void {
    this.renderRoot.querySelector('input')?.click();
  }

  #picked(event: Event): void {
    const field = event.currentTarget as HTMLInputElement;
    for (const file of field.files ?? []) this.wishes.sendFile(file);
    field.value = '';
  }

  #dragged(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.dropping = true;
  }

  #dragEnded(): void {
    this.dropping = false;
  }

  #dropped(event: DragEvent): void {
    event.preventDefault();
    this.dropping = false;
    for (const file of event.dataTransfer?.files ?? []) this.wishes.sendFile(file);
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('close-chat'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-chat': ChatElement;
  }
}
