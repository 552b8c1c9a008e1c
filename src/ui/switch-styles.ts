/** Styles of the switch and the slider: native elements, dressed. */
import { css } from 'lit';

export const switchStyles = css`
  .switch {
    justify-content: start;
    padding-inline: 0;
    border: 0;
    background: transparent;
    font-size: var(--text-small);
    text-align: start;
  }

  .track {
    position: relative;
    flex: none;
    inline-size: 44px;
    block-size: 26px;
    border: 2px solid var(--edge);
    border-radius: 999px;
    background: var(--sunk);
    transition:
      background-color var(--calm),
      border-color var(--calm);
  }

  .track::after {
    content: '';
    position: absolute;
    inset-block-start: 3px;
    inset-inline-start: 3px;
    inline-size: 16px;
    block-size: 16px;
    border-radius: 50%;
    background: var(--edge);
    transition:
      translate var(--calm),
      background-color var(--calm);
  }

  [aria-checked='true'] .track {
    border-color: var(--quiet);
    background: var(--quiet);
  }

  [aria-checked='true'] .track::after {
    background: var(--room);
    translate: 18px;
  }

  [aria-checked='true']:dir(rtl) .track::after {
    translate: -18px;
  }

  @media (forced-colors: active) {
    [aria-checked='true'] .track::after {
      background: Highlight;
    }
  }
`;

export const rangeStyles = css`
  input[type='range'] {
    inline-size: 100%;
    block-size: 36px;
    margin: 0;
    background: transparent;
    accent-color: var(--quiet);
    cursor: pointer;
  }
`;

export const meterStyles = css`
  meter {
    inline-size: 100%;
    block-size: 0.75rem;
  }

  meter::-webkit-meter-bar {
    block-size: 0.5rem;
    border: 1px solid var(--edge);
    border-radius: 999px;
    background: var(--sunk);
  }

  meter::-webkit-meter-optimum-value {
    background: var(--quiet);
  }

  meter::-moz-meter-bar {
    background: var(--quiet);
  }
`;
