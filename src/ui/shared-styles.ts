/** Styles that several shadow roots need: reset, headings, buttons, fields. Tokens come from `theme.css`. */
import { css } from 'lit';

export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    display: block;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  p,
  ul {
    margin: 0;
  }

  h1 {
    font-size: var(--text-title);
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }

  h2 {
    font-size: var(--text-large);
    font-weight: 650;
    line-height: 1.25;
  }

  p {
    text-wrap: pretty;
  }

  svg {
    flex: none;
  }

  .soft {
    color: var(--ink-soft);
  }

  .small {
    font-size: var(--text-small);
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 3px;
  }

  /* Headings receive the focus when a screen changes; that is for screen readers and needs no ring. */
  h1:focus {
    outline: none;
  }
`;

export const buttons = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: var(--touch);
    min-inline-size: var(--touch);
    padding: var(--space-2) var(--space-5);
    border: 1px solid var(--line);
    border-radius: 999px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    line-height: 1.2;
    cursor: pointer;
    touch-action: manipulation;
    transition:
      background-color var(--calm),
      border-color var(--calm),
      scale var(--calm);
  }

  button:hover {
    border-color: var(--edge);
  }

  button:active {
    scale: 0.98;
  }

  button:disabled {
    color: var(--ink-soft);
    cursor: default;
  }

  button.primary {
    border-color: transparent;
    background: var(--warm);
    color: var(--on-warm);
  }

  button.primary:hover {
    background: var(--warm-hover);
  }

  button.danger {
    border-color: transparent;
    background: var(--danger);
    color: var(--on-danger);
  }

  button.danger:hover {
    background: var(--danger-hover);
  }

  button.icon {
    padding: 0;
    border-color: transparent;
    background: transparent;
  }

  button.large {
    min-block-size: 60px;
    font-size: var(--text-large);
  }
`;

export const fields = css`
  label {
    display: block;
    margin-block-end: var(--space-1);
    color: var(--ink-soft);
    font-size: var(--text-small);
    font-weight: 600;
  }

  input:not([type='range']),
  select {
    inline-size: 100%;
    min-block-size: var(--touch);
    padding: var(--space-2) var(--space-4);
    border: 1px solid var(--edge);
    border-radius: var(--round-small);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
  }

  select {
    --far: calc(100% - 1.35rem) 50%;
    --near: calc(100% - 1rem) 50%;
    appearance: none;
    padding-inline: var(--space-3) 2.25rem;
    background-image:
      linear-gradient(45deg, transparent 50%, currentColor 50%), linear-gradient(-45deg, transparent 50%, currentColor 50%);
    background-position:
      var(--far),
      var(--near);
    background-repeat: no-repeat;
    background-size: 0.375rem 0.375rem;
    text-overflow: ellipsis;
  }

  select:dir(rtl) {
    --far: 1rem 50%;
    --near: 1.35rem 50%;
  }

  @media (forced-colors: active) {
    select {
      appearance: auto;
      background-image: none;
    }
  }

  input::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }

  input:focus-visible {
    outline-offset: 1px;
  }
`;
