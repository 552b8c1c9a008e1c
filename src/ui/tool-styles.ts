/** The screens beside the call: a wordmark and a way back above one calm column. */
import { css, html, type TemplateResult } from 'lit';
import { wordmark } from './icons.ts';

export const toolStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto 1fr;
    min-block-size: 100dvh;
    padding: calc(var(--space-4) + var(--safe-top)) calc(var(--space-5) + var(--safe-right))
      calc(var(--space-6) + var(--safe-bottom)) calc(var(--space-5) + var(--safe-left));
  }

  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-4);
    inline-size: 100%;
    max-inline-size: 44rem;
    min-block-size: var(--touch);
    margin-inline: auto;
  }

  main {
    display: grid;
    align-content: start;
    gap: var(--space-4);
    inline-size: 100%;
    max-inline-size: 44rem;
    margin-inline: auto;
    padding-block: var(--space-5);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }

  .card {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-4) var(--space-5);
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--surface);
  }

  .list {
    display: grid;
    gap: var(--space-2);
    padding: 0;
    list-style: none;
  }

  details summary {
    min-block-size: var(--touch);
    line-height: var(--touch);
    color: var(--ink-soft);
    font-size: var(--text-small);
    cursor: pointer;
  }
`;

/** @param back what leads to the screen before */
export function toolHeader(label: string, back: () => void): TemplateResult {
  return html`<header>${wordmark}<button type="button" @click=${back}>${label}</button></header>`;
}
