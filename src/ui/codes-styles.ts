/** How the screen of the two codes looks: code and reader side by side, below each other on a phone. */
import { css } from 'lit';

export const codesStyles = css`
  :host {
    max-inline-size: 66rem;
    min-block-size: 100dvh;
    margin-inline: auto;
  }

  header {
    padding: calc(var(--space-5) + var(--safe-top)) calc(var(--space-5) + var(--safe-right)) 0
      calc(var(--space-5) + var(--safe-left));
    line-height: 0;
  }

  main {
    display: grid;
    gap: var(--space-5) var(--space-7);
    padding: var(--space-5) calc(var(--space-5) + var(--safe-right)) calc(var(--space-6) + var(--safe-bottom))
      calc(var(--space-5) + var(--safe-left));
  }

  .side {
    display: grid;
    align-content: start;
    gap: var(--space-4);
    min-inline-size: 0;
  }

  .code {
    --qr-size: min(100%, 24rem, 62dvh);
    justify-items: center;
    text-align: center;
  }

  .row,
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }

  .row {
    justify-content: center;
  }

  .ways > button {
    flex: 1 1 12rem;
  }

  .reader,
  form {
    display: grid;
    gap: var(--space-3);
  }

  form label {
    margin-block-end: calc(-1 * var(--space-2));
  }

  .wide {
    min-block-size: 60px;
    border-color: var(--edge);
  }

  main.inviter .wide {
    border-color: transparent;
    background: var(--warm);
    color: var(--on-warm);
  }

  textarea {
    inline-size: 100%;
    min-block-size: 5rem;
    padding: var(--space-3) var(--space-4);
    border: 1px solid var(--edge);
    border-radius: var(--round-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    resize: vertical;
  }

  .trouble {
    display: flex;
    gap: var(--space-3);
    padding: var(--space-4);
    border: 1px solid var(--danger-ink);
    border-radius: var(--round-small);
    background: var(--surface);
  }

  .trouble svg {
    color: var(--danger-ink);
  }

  .trouble h2 {
    font-size: var(--text);
  }

  .turn {
    padding: var(--space-4);
    border-radius: var(--round-small);
    background: var(--sunk);
    font-weight: 600;
    text-align: center;
  }

  .steps {
    display: grid;
    gap: var(--space-2);
    margin: 0;
    padding: var(--space-4) 0 0;
    border-block-start: 1px solid var(--line);
    color: var(--ink-soft);
    list-style: none;
  }

  .steps li {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }

  .steps span {
    flex: none;
    inline-size: 1.75rem;
    border: 1px solid var(--edge);
    border-radius: 999px;
    line-height: 1.6rem;
    text-align: center;
  }

  .steps [aria-current] {
    color: var(--ink);
    font-weight: 600;
  }

  .steps [aria-current] span {
    border-color: transparent;
    background: var(--quiet);
    color: var(--on-quiet);
  }

  @media (min-width: 48rem) {
    main {
      grid-template-columns: 1.1fr 1fr;
      padding-block-start: 4vh;
    }

    .steps {
      grid-column: 1 / -1;
      grid-template-columns: repeat(3, 1fr);
      margin-block-start: var(--space-4);
    }
  }
`;
