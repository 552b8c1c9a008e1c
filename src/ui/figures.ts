/**
 * `<humr-figures>`: a button in the call that unfolds the figures of the last two minutes.
 *
 * Properties: `figures` (null: nobody looks), `wishes`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FiguresView } from '../app/tool-view.ts';
import type { Wishes } from '../app/view.ts';
import type { CallHealth } from '../call/health-call.ts';
import { fillCount, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

@customElement('humr-figures')
export class FiguresElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        margin-block-start: var(--space-4);
      }

      section {
        inline-size: min(100%, 44rem);
        padding: var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--round);
        background: var(--surface);
      }

      .health {
        display: flex;
        justify-content: space-between;
        gap: var(--space-4);
      }

      .quiet {
        border-color: transparent;
        background: transparent;
        color: var(--ink-soft);
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) figures: FiguresView | null = null;

  @property({ attribute: false }) wishes!: Wishes;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.figures !== null) this.wishes.showFigures(false);
  }

  protected override render(): TemplateResult {
    const words = sentences.report.graph;
    const isOpen = this.figures !== null;
    return html`<button type="button" class="quiet" aria-expanded=${isOpen ? 'true' : 'false'} @click=${this.#toggle}>
        ${isOpen ? words.close : words.open}
      </button>
      ${isOpen ? this.#panel() : nothing}`;
  }

  #panel(): TemplateResult {
    const words = sentences.report.graph;
    const { points, alerts, health } = this.figures ?? { points: [], alerts: [], health: null };
    return html`<section aria-label=${words.heading}>
      ${alerts.map((code) => html`<p role="status">${sentences.report.alerts[code]}</p>`)}
      ${health ? healthOf(health) : nothing}
      ${
        points.length === 0
          ? html`<p class="soft">${words.waiting}</p>`
          : html`<humr-graph .points=${points}></humr-graph>`
      }
    </section>`;
  }

  #toggle(): void {
    void import('./graph.ts');
    this.wishes.showFigures(this.figures === null);
  }
}

/** The score, and what is not as it should be with its way out. */
function healthOf({ score, findings }: CallHealth): TemplateResult {
  const { doctor, report } = sentences;
  const wanting = findings.filter(([, { verdict }]) => verdict === 'weak' || verdict === 'bad');
  return html`<p class="health">${report.health} <b>${fillCount(doctor.score, score)}</b></p>
    ${wanting.map(([id, { cause }]) => {
      const { title, help } = doctor.causes[cause];
      return html`<p class="small">${doctor.checks[id]}: ${title}${help === '' ? '' : `. ${help}`}</p>`;
    })}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-figures': FiguresElement;
  }
}
