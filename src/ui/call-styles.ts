/** How the call is laid out: tiles, what happened, the panel beside, the controls. */
import { css } from 'lit';

export const callStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto 1fr auto;
    grid-template-columns: minmax(0, 1fr) auto;
    min-block-size: 100dvh;
  }

  header,
  footer {
    grid-column: 1 / -1;
  }

  main {
    grid-area: 2 / 1;
  }

  humr-chat {
    position: fixed;
    z-index: 1;
    inset: 0 0 var(--chat-end, 9.5rem);
    border-block-end: 1px solid var(--line);
    padding-block-start: var(--safe-top);
    background: var(--surface);
  }

  @media (min-width: 60rem) {
    humr-chat {
      position: sticky;
      grid-area: 2 / 2;
      inset-block: 5rem 6rem;
      inline-size: 24rem;
      block-size: calc(100dvh - 13rem);
      margin-inline-end: var(--space-4);
      border: 1px solid var(--line);
      border-radius: var(--round);
      overflow: hidden;
    }
  }

  header {
    display: flex;
    align-items: center;
    gap: var(--space-4);
    padding: calc(var(--space-4) + var(--safe-top)) calc(var(--space-5) + var(--safe-right)) var(--space-2)
      calc(var(--space-5) + var(--safe-left));
  }

  .relay {
    flex: 1;
  }

  .length {
    font-variant-numeric: tabular-nums;
  }

  main {
    display: grid;
    grid-template-rows: auto 1fr auto;
    inline-size: 100%;
    max-inline-size: 72rem;
    margin-inline: auto;
    padding: var(--space-3) calc(var(--space-4) + var(--safe-right)) var(--space-5)
      calc(var(--space-4) + var(--safe-left));
  }

  .tiles {
    display: flex;
    flex-wrap: wrap;
    align-content: center;
    justify-content: center;
    gap: var(--space-3);
  }

  humr-tile {
    flex: 1 1 8.4rem;
    max-inline-size: 22rem;
    min-block-size: min(20rem, 42vh);
  }

  .tiles.many humr-tile {
    flex-basis: clamp(8.4rem, 20vw, 14rem);
    min-block-size: min(13rem, 28vh);
  }

  .tiles.crowd humr-tile {
    --ring-most: 4.5rem;
    flex-basis: clamp(8.4rem, 16vw, 12rem);
    max-inline-size: 16rem;
    min-block-size: 0;
  }

  @media (max-width: 33rem) {
    .tiles.pair humr-tile {
      --ring-most: min(4.5rem, 9vh);
      flex-basis: 100%;
      max-inline-size: 100%;
      min-block-size: 0;
    }

    .tiles.few humr-tile {
      min-block-size: min(13rem, 25vh);
    }
  }

  .alone {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: var(--space-4);
  }

  .alone > div {
    inline-size: min(100%, 34rem);
  }

  .words {
    display: grid;
    gap: var(--space-3);
    text-align: center;
  }

  .alone h1 {
    font-size: clamp(1.35rem, 1rem + 1.6vw, 2.25rem);
  }

  .sides {
    --qr-size: clamp(7rem, min(42vw, 24vh), 12rem);
    display: grid;
    grid-template-columns: 1fr 1fr;
    align-items: center;
    justify-items: center;
  }

  .alone humr-tile {
    --own-edge: transparent;
    --scale: 1;
    --ring-most: min(6.5rem, 11vh);
    inline-size: 100%;
    min-block-size: 0;
  }

  .company humr-invite {
    inline-size: min(100%, 40rem);
    margin: var(--space-4) auto 0;
  }

  footer {
    position: sticky;
    inset-block-end: 0;
    padding: var(--space-3) calc(var(--space-4) + var(--safe-right)) calc(var(--space-3) + var(--safe-bottom))
      calc(var(--space-4) + var(--safe-left));
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }

  @media (max-width: 47.99rem) and (max-height: 40rem) {
    footer {
      inset-block-end: -5rem;
    }
  }

  humr-stage {
    margin-block-end: var(--space-4);
  }

  .share-note {
    margin-block-end: var(--space-3);
    text-align: center;
  }
`;
