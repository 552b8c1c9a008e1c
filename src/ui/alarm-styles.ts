/** How a dialog over the call looks, alarms included. */
import { css } from 'lit';

export const alarmStyles = css`
  dialog {
    inline-size: min(34rem, 100vw - 2 * var(--space-3));
    max-block-size: calc(100dvh - 2 * var(--space-3));
    padding: var(--space-5);
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow);
    overflow: auto;
  }

  dialog::backdrop {
    background: var(--veil);
  }

  .content {
    display: grid;
    gap: var(--space-4);
    text-align: center;
  }

  .content > h2 {
    overflow-wrap: anywhere;
    text-wrap: balance;
  }

  h2:focus {
    outline: none;
  }

  .ways {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--space-2) var(--space-3);
  }

  .ways button {
    padding-inline: var(--space-3);
  }

  .wide {
    grid-column: 1 / -1;
  }

  .sign {
    display: grid;
    place-items: center;
    inline-size: 4rem;
    block-size: 4rem;
    margin-inline: auto;
    border-radius: 50%;
    background: var(--danger);
    color: var(--on-danger);
  }

  .sign svg {
    inline-size: 2.25rem;
    block-size: 2.25rem;
  }

  @media (max-width: 26rem) {
    dialog {
      padding: var(--space-4);
    }
  }
`;
