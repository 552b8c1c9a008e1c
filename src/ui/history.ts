/**
 * `<humr-history>`: reports of earlier calls, the latest first. Loaded when first wished for.
 *
 * Properties: `history`, `wishes`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HistoryView } from '../app/tool-view.ts';
import type { Wishes } from '../app/view.ts';
import { type Recovery, together } from '../call/faults.ts';
import type { CallReport } from '../call/report.ts';
import { clockText } from './level.ts';
import { namedText } from './named-text.ts';
import './report.ts';
import { shownLocale } from './locale.ts';
import { recoveryWords } from './report-words.ts';
import { fillCount, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';
import { toolHeader, toolStyles } from './tool-styles.ts';
import { timeText } from './units-words.ts';

@customElement('humr-history')
export class HistoryElement extends LitElement {
  static override styles = [
    base,
    buttons,
    toolStyles,
    css`
      li details {
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: var(--surface);
      }

      li summary {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-4);
        padding: var(--space-3) var(--space-5);
        color: var(--ink);
        font-size: var(--text);
      }

      summary b {
        margin-inline-start: auto;
      }

      humr-report {
        inline-size: 100%;
        --report-edge: transparent;
      }
    `,
  ];

  @property({ attribute: false }) history!: HistoryView;

  @property({ attribute: false }) wishes!: Wishes;

  protected override render(): TemplateResult {
    const { reports, keptDays, forgotten } = this.history;
    const words = sentences.report.history;
    const isEmpty = reports !== null && reports.length === 0;
    return html`${toolHeader(words.back, () => this.wishes.closeTool())}
      <main>
        <h1 tabindex="-1">${words.title}</h1>
        <p class="soft">${fillCount(words.intro, keptDays)}</p>
        ${reports ? recoveryOf(together(reports.map((it) => it.recovery))) : nothing}
        ${isEmpty ? html`<p role="status">${forgotten ? words.removed : words.empty}</p>` : nothing}
        ${
          reports === null || isEmpty
            ? nothing
            : html`<ul class="list" aria-label=${words.list}>
                  ${reports.map((it) => row(it, () => this.wishes.openDoctor()))}
                </ul>
                <div class="ways">
                  <button type="button" @click=${() => this.wishes.forgetCalls()}>${words.remove}</button>
                </div>`
        }
      </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-history': HistoryElement;
  }
}

/** Of all calls that are kept; nothing where nothing was interrupted. */
function recoveryOf(recovery: Recovery): TemplateResult | typeof nothing {
  if (recovery.times === 0) return nothing;
  return html`<p class="soft">${recoveryWords(sentences.report.history.recovery, recovery)}</p>`;
}

function row(report: CallReport, openDoctor: () => void): TemplateResult {
  const words = sentences.report;
  const names = report.people.map(({ name }) => name || words.history.alone);
  const list = new Intl.ListFormat(shownLocale()).format(names);
  return html`<li>
    <details>
      <summary>
        <span>${timeText(report.endedMs)}</span><span class="soft">${clockText(report.lengthMs)}</span>
        <span class="soft">${namedText(words.history.with, list)}</span><b>${words.grades[report.grade]}</b>
      </summary>
      <humr-report .report=${report} .openDoctor=${openDoctor}></humr-report>
    </details>
  </li>`;
}
