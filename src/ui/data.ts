/**
 * `<humr-data>`: what is kept on this device, all of it in a file, none of it any more. Loaded when first wished for.
 *
 * Properties: `data`, `wishes`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DataKind, OwnDataView } from '../app/tool-view.ts';
import type { Wishes } from '../app/view.ts';
import { fillCount, sentences } from './sentences.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { toolHeader, toolStyles } from './tool-styles.ts';

const KINDS: readonly DataKind[] = ['settings', 'identity', 'people', 'trail', 'history', 'log', 'app'];

@customElement('humr-data')
export class DataElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    toolStyles,
    css`
      dl {
        display: grid;
        gap: var(--space-3);
        margin: 0;
      }

      dt {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-4);
        align-items: baseline;
        font-weight: 600;
      }

      dd {
        margin: 0;
      }

      .card > button {
        justify-self: start;
      }

      form {
        display: grid;
        gap: var(--space-2);
      }

      dialog {
        max-inline-size: min(28rem, 100vw - 2 * var(--space-4));
        padding: var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }

      dialog[open] {
        display: grid;
        gap: var(--space-4);
      }

      dialog::backdrop {
        background: var(--veil);
      }
    `,
  ];

  @property({ attribute: false }) data!: OwnDataView;

  @property({ attribute: false }) wishes!: Wishes;

  protected override render(): TemplateResult {
    const { counts, usedBytes, persistent, busy } = this.data;
    const words = sentences.data;
    return html`${toolHeader(words.back, () => this.wishes.closeTool())}
      <main aria-busy=${busy ? 'true' : 'false'}>
        <h1 tabindex="-1">${words.title}</h1>
        <p class="soft">${words.intro}</p>
        <section class="card" aria-labelledby="where">
          <h2 id="where">${words.where}</h2>
          <dl>
            ${KINDS.map((kind) => this.#kind(kind, counts?.[kind] ?? null))}
          </dl>
          <p class="small soft">
            ${usedBytes === null ? nothing : `${fillCount(words.used, Math.round(usedBytes / 1000))}.`}
            ${persistent ? words.persistent : words.bestEffort}
          </p>
        </section>
        <p role="status">${this.#erased() ?? (busy ? words.working : nothing)}</p>
        ${this.#files()} ${this.#collector()}
        <section class="card">
          <p>${words.eraseHelp}</p>
          <button type="button" class="danger" ?disabled=${busy} @click=${this.#ask}>${words.erase}</button>
        </section>
        ${this.#dialog()}
      </main>`;
  }

  #kind(kind: DataKind, count: number | null): TemplateResult {
    const words = sentences.data;
    const amount = count === 0 ? words.none : count === 1 ? words.one : fillCount(words.entries, count ?? 0);
    return html`<div>
      <dt>${words.kinds[kind]}<span class="small soft">${count === null ? nothing : amount}</span></dt>
      <dd class="small soft">${words.places[kind]}</dd>
    </div>`;
  }

  #files(): TemplateResult {
    const words = sentences.data;
    const { busy } = this.data;
    return html`<section class="card">
        <p>${words.exportHelp}</p>
        <div class="ways">
          <button type="button" ?disabled=${busy} @click=${() => this.wishes.saveEverything()}>${words.export}</button>
          <button type="button" @click=${() => this.wishes.people({ kind: 'show-key' })}>${sentences.trust.openKey}</button>
        </div>
      </section>
      <section class="card">
        <p>${words.saveLogHelp}</p>
        <button type="button" ?disabled=${busy} @click=${() => this.wishes.saveLog()}>${words.saveLog}</button>
      </section>`;
  }

  #collector(): TemplateResult {
    const words = sentences.data;
    const { collectorUrl, collectorRefused } = this.data;
    return html`<details class="card">
      <summary>${words.collector}</summary>
      <p class="small soft">${words.collectorHelp}</p>
      <label for="collector">${words.collectorLabel}</label>
      <input
        id="collector"
        type="url"
        .value=${collectorUrl}
        aria-invalid=${collectorRefused ? 'true' : 'false'}
        aria-describedby="refused"
        @change=${(event: Event) => this.wishes.setCollector((event.currentTarget as HTMLInputElement).value)}
      />
      <p id="refused" class="small" role="alert">${collectorRefused ? words.collectorBad : nothing}</p>
    </details>`;
  }

  #dialog(): TemplateResult {
    const words = sentences.data;
    return html`<dialog role="alertdialog" aria-labelledby="ask" aria-describedby="meaning">
      <h2 id="ask">${words.eraseTitle}</h2>
      <p id="meaning">${words.eraseHelp}</p>
      <div class="ways">
        <button type="button" autofocus @click=${this.#close}>${words.eraseCancel}</button>
        <button type="button" class="danger" @click=${this.#erase}>${words.eraseConfirm}</button>
      </div>
    </dialog>`;
  }

  #erased(): string | null {
    switch (this.data.erased) {
      case 'erased':
        return sentences.data.erased;
      case 'unreadable':
        return sentences.data.unreadable;
      case 'not-erased':
        return sentences.data.notErased;
      default:
        return null;
    }
  }

  #ask(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  #erase(): void {
    this.#close();
    this.wishes.eraseEverything();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-data': DataElement;
  }
}
