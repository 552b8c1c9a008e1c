/**
 * `<humr-doctor>`: tries every part of a call and says of each what is so and what to do. Loaded when first wished for.
 *
 * Properties: `doctor`, `wishes`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CheckView, DoctorView } from '../app/tool-view.ts';
import type { Wishes } from '../app/view.ts';
import type { Verdict } from '../call/health.ts';
import { closeIcon, doneIcon, warningIcon } from './icons.ts';
import { fillCount, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';
import { toolHeader, toolStyles } from './tool-styles.ts';

@customElement('humr-doctor')
export class DoctorElement extends LitElement {
  static override styles = [
    base,
    buttons,
    toolStyles,
    css`
      progress {
        inline-size: 100%;
        block-size: 0.5rem;
        accent-color: var(--quiet);
      }

      li {
        display: grid;
        grid-template-columns: 1.75rem 1fr;
        gap: var(--space-1) var(--space-3);
        padding: var(--space-3) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--round-small);
        background: var(--surface);
      }

      li > * {
        grid-column: 2;
      }

      li > .mark {
        grid-row: 1 / span 2;
        grid-column: 1;
        color: var(--ink-soft);
      }

      .good > .mark {
        color: var(--quiet);
      }

      .weak > .mark {
        color: var(--voice);
      }

      .bad > .mark {
        color: var(--danger-ink);
      }

      .bad {
        border-color: var(--danger-ink);
      }

      .waiting {
        opacity: 0.75;
      }

      .head {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        align-items: baseline;
      }

      .head h2 {
        font-size: var(--text);
      }

      .score {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--space-2) var(--space-4);
      }

      .score b {
        font-size: var(--text-title);
        font-variant-numeric: tabular-nums;
      }

      code {
        overflow-wrap: anywhere;
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) doctor!: DoctorView;

  @property({ attribute: false }) wishes!: Wishes;

  protected override render(): TemplateResult {
    const { phase, checks, doneRatio } = this.doctor;
    const words = sentences.doctor;
    return html`${toolHeader(words.back, () => this.wishes.closeTool())}
      <main>
        <h1 tabindex="-1">${words.title}</h1>
        <p class="soft">${words.intro}</p>
        ${phase === 'ready' || phase === 'running' ? html`<p>${words.speak}</p>` : nothing}
        ${phase === 'running' ? html`<progress max="1" .value=${doneRatio} aria-label=${words.progress}></progress>` : this.#summary()}
        <div class="ways">${this.#ways()}</div>
        ${
          checks.length > 0
            ? html`<ul class="list" aria-label=${words.results}>
                ${repeat(checks, ({ id }) => id, row)}
              </ul>`
            : nothing
        }
      </main>`;
  }

  #ways(): TemplateResult {
    const { phase, copied } = this.doctor;
    const words = sentences.doctor;
    if (phase === 'running') {
      return html`<button type="button" @click=${() => this.wishes.stopDoctor()}>${words.stop}</button>`;
    }
    const start = html`<button type="button" class="primary" @click=${() => this.wishes.startDoctor()}>
      ${phase === 'ready' ? words.start : words.again}
    </button>`;
    if (phase === 'ready') return start;
    return html`${start}
      <button type="button" @click=${() => this.wishes.copyDoctorResult()}>${copied ? words.copied : words.copy}</button>
      <button type="button" @click=${() => this.wishes.saveDoctorResult()}>${words.save}</button>`;
  }

  #summary(): TemplateResult | typeof nothing {
    const { phase, score, checks } = this.doctor;
    if (phase === 'ready' || score === null) return nothing;
    const words = sentences.doctor;
    const verdicts = checks.map(({ state }) => (typeof state === 'string' ? null : state.verdict));
    const sum = verdicts.includes('bad') ? words.someBad : verdicts.includes('weak') ? words.someWeak : words.allGood;
    return html`<div class="card score" role="status">
      <p>${phase === 'stopped' ? words.stopped : sum}</p>
      <p class="soft">${words.scoreLabel} <b>${fillCount(words.score, score)}</b></p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-doctor': DoctorElement;
  }
}

const MARKS: Readonly<Record<Verdict, TemplateResult>> = {
  good: doneIcon,
  weak: warningIcon,
  bad: closeIcon,
  skipped: html`<span aria-hidden="true">–</span>`,
};

function row({ id, state }: CheckView): TemplateResult {
  const words = sentences.doctor;
  if (typeof state === 'string') {
    return html`<li class="waiting">
      <span class="mark" aria-hidden="true">·</span>
      <div class="head">
        <h2>${words.checks[id]}</h2>
        <span class="small soft">${state === 'running' ? words.running : words.waiting}</span>
      </div>
    </li>`;
  }
  const { title, help } = words.causes[state.cause];
  return html`<li class=${state.verdict}>
    <span class="mark">${MARKS[state.verdict]}</span>
    <div class="head">
      <h2>${words.checks[id]}</h2>
      <span class="small soft">${words.verdicts[state.verdict]}</span>
    </div>
    <p>${title}${help === '' ? '' : '. '}${help}</p>
    ${state.evidence.length > 0 ? html`<p class="small soft"><span class="visually-hidden">${words.evidence}: </span><code dir="ltr">${state.evidence.join(' · ')}</code></p>` : nothing}
  </li>`;
}
