/** Styles of a native dialog that fills a phone and floats on a desktop. */
import { css } from 'lit';

export const dialogStyles = css`
  dialog {
    inline-size: min(40rem, 100vw - 2 * var(--space-3));
    max-inline-size: none;
    max-block-size: calc(100dvh - 2 * var(--space-3));
    padding: 0;
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow);
    overflow: hidden;
  }

  dialog[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }

  dialog::backdrop {
    background: var(--veil);
  }

  .top {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
    padding-block: var(--space-2);
    padding-inline: var(--space-5) var(--space-2);
    border-block-end: 1px solid var(--line);
  }

  .top h2:focus {
    outline: none;
  }

  .close {
    padding: 0;
    border-color: transparent;
    background: transparent;
  }

  .body {
    padding: var(--space-4) var(--space-5) calc(var(--space-5) + var(--safe-bottom));
    overflow: auto;
    overscroll-behavior: contain;
  }

  @media (max-width: 40rem) {
    dialog {
      inline-size: 100vw;
      block-size: 100dvh;
      max-block-size: none;
      margin: 0;
      padding-block-start: var(--safe-top);
      border: 0;
      border-radius: 0;
    }

    .top {
      padding-inline-start: var(--space-4);
    }

    .body {
      padding-inline: var(--space-4);
    }
  }
`;
