/**
 * `<humr-report>`: what a call came to: verdict, reasons, person by person, and the graph. Loaded with its first use.
 *
 * Properties: `report`, `compared` (beside earlier calls; null: not told), `openDoctor` (null: not offered).
 * Styling: `--report-edge`, the colour of its border.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Recovery } from '../call/faults.ts';
import type { CallReport, PersonReport } from '../call/report.ts';
import { type Advice, troubleshoot } from '../call/troubleshoot.ts';
import { namedText } from './named-text.ts';
import { faultWords, reasonWords, recoveryWords, withNumbers } from './report-words.ts';
import { callName, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

@customElement('humr-report')
export class ReportElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        inline-size: min(100%, 40rem);
        text-align: start;
      }

      section {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4) var(--space-5);
        border: 1px solid var(--report-edge, var(--line));
        border-radius: var(--round);
        background: var(--surface);
      }

      .verdict {
        font-size: var(--text-large);
        font-weight: 650;
      }

      .verdict::before {
        content: '';
        display: inline-block;
        inline-size: 0.7em;
        block-size: 0.7em;
        margin-inline-end: 0.5em;
        border-radius: 50%;
        background: var(--quiet);
      }

      .fair .verdict::before {
        background: var(--voice);
      }

      .poor .verdict::before {
        background: var(--danger);
      }

      ul {
        display: grid;
        gap: var(--space-2);
        padding-inline-start: 1.2em;
      }

      .people {
        padding: 0;
        list-style: none;
      }

      .kinds::first-letter {
        text-transform: uppercase;
      }

      h2 {
        font-size: var(--text);
      }

      button {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) report!: CallReport;

  @property({ attribute: false }) compared: 'better' | 'worse' | 'usual' | null = null;

  @property({ attribute: false }) openDoctor: (() => void) | null = null;

  @state() private graphWanted = false;

  @state() private causeWanted = false;

  protected override render(): TemplateResult {
    const { grade, reasons, people, recovery } = this.report;
    const words = sentences.report;
    const told = reasons.map(reasonWords).filter((it) => it !== null);
    return html`<section class=${grade} aria-labelledby="verdict">
      <p class="verdict" id="verdict">${words.verdicts[grade]}</p>
      ${this.compared === null ? nothing : html`<p class="soft">${words.compared[this.compared]}</p>`}
      ${
        told.length === 0
          ? html`<p>${words.nothingWrong}</p>`
          : html`<ul>
              ${told.map((it) => html`<li>${it}</li>`)}
            </ul>`
      }
      ${recovery.times === 0 ? nothing : recoveryText(recovery)}
      <ul class="people" aria-label=${words.people}>
        ${people.map(person)}
      </ul>
      ${this.#cause(troubleshoot(this.report))}
      <button type="button" aria-expanded=${this.graphWanted ? 'true' : 'false'} @click=${this.#toggleGraph}>
        ${this.graphWanted ? words.graph.close : words.graph.open}
      </button>
      ${this.graphWanted ? html`<humr-graph .points=${this.report.graph}></humr-graph>` : nothing}
    </section>`;
  }

  #cause(advice: readonly Advice[]): TemplateResult | typeof nothing {
    if (advice.length === 0) return nothing;
    const { cause } = sentences.report;
    const isTestable = advice.some((it) => it.isTestable);
    return html`<button type="button" aria-expanded=${this.causeWanted ? 'true' : 'false'} @click=${this.#toggleCause}>
        ${this.causeWanted ? cause.close : cause.open}
      </button>
      ${
        this.causeWanted
          ? html`<ul class="cause" aria-label=${cause.list}>
              ${advice.map(({ code, name }) => html`<li>${namedText(cause.advice[code], name)}</li>`)}
            </ul>`
          : nothing
      }
      ${
        this.causeWanted && isTestable && this.openDoctor
          ? html`<button type="button" @click=${this.openDoctor}>${cause.doctor}</button>`
          : nothing
      }`;
  }

  #toggleCause(): void {
    this.causeWanted = !this.causeWanted;
  }

  #toggleGraph(): void {
    void import('./graph.ts');
    this.graphWanted = !this.graphWanted;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-report': ReportElement;
  }
}

function recoveryText(recovery: Recovery): TemplateResult {
  return html`<div>
    <p>${recoveryWords(sentences.report.recovery, recovery)}</p>
    <p class="kinds small soft">${faultWords(recovery)}</p>
  </div>`;
}

function person({ name, grade, lossPercent, concealedPercent, theirs }: PersonReport): TemplateResult {
  const words = sentences.report;
  return html`<li>
    <h2><bdi>${callName(name)}</bdi>: ${words.connection[grade]}</h2>
    <p class="small soft">${withNumbers(words.mine, lossPercent, concealedPercent)}</p>
    <p class="small soft">
      ${theirs ? withNumbers(words.theirs, theirs.lossPercent, theirs.concealedPercent) : words.theirsUnknown}
    </p>
  </li>`;
}
