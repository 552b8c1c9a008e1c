/** What the pages about people and keys share. */
import { css } from 'lit';

export const pageStyles = css`
  .top h2 {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .back {
    padding-inline: var(--space-4);
  }

  .stack {
    display: grid;
    gap: var(--space-4);
  }

  .stack > * {
    margin: 0;
  }

  section {
    display: grid;
    gap: var(--space-3);
    padding-block-start: var(--space-4);
    border-block-start: 1px solid var(--line);
  }

  h3 {
    margin: 0;
    font-size: var(--text);
    font-weight: 650;
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .ways > button {
    flex: 1 1 12rem;
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
    padding: var(--space-3) var(--space-4);
    border-radius: var(--round-small);
    background: var(--sunk);
  }

  .alarming {
    color: var(--danger-ink);
    font-weight: 650;
  }

  .call {
    padding: 0;
    color: var(--quiet);
  }

  code {
    overflow-wrap: anywhere;
    font-size: var(--text-small);
  }

  progress {
    inline-size: 100%;
    accent-color: var(--quiet);
  }
`;
