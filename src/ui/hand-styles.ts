/** The row of buttons under a call: on a phone a word under each drawing, on a desktop beside it where there is room. */
import { css } from 'lit';

export const handStyles = css`
  .hands {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    justify-content: center;
  }

  .hand,
  ::slotted(.hand) {
    /* As wide as its longest word, so that no language runs over the edge. */
    flex: 1 0 min-content;
    flex-direction: column;
    gap: 2px;
    min-block-size: 60px;
    padding: var(--space-1) 1px;
    border-radius: var(--round-small);
    font-size: 0.65625rem;
    line-height: 1.1;
  }

  /* Zoomed in, or a very small phone: two full rows rather than one and a rest. */
  @media (max-width: 23rem) {
    .hand,
    ::slotted(.hand) {
      flex-basis: 28%;
    }
  }

  @media (min-width: 48rem) {
    .hands {
      justify-content: end;
    }

    .hand {
      flex: none;
      flex-direction: row;
      gap: var(--space-2);
      min-block-size: var(--touch);
      padding: var(--space-2) var(--space-4);
      border-radius: 999px;
      font-size: inherit;
    }

    .hand:not(.minor) {
      min-inline-size: 7.5rem;
    }

    .minor > span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    .minor {
      padding-inline: var(--space-3);
    }
  }

  @media (min-width: 80rem) {
    .minor.worded > span {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }
  }
`;
