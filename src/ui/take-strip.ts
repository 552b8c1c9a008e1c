/** Two takes of one voice as a drawing: what is heard in front, and a mark where it plays. */
import { css, html, svg, type TemplateResult } from 'lit';
import type { TrialSide } from '../app/trial-view.ts';
import { outlinePath } from './outline.ts';

/** The host sets `--length`, how long a take lasts. */
export const stripStyles = css`
  .strip {
    inline-size: 100%;
    block-size: 6rem;
    border: 1px solid var(--line);
    border-radius: var(--round-small);
    background: var(--surface);
  }

  .before {
    fill: var(--edge);
  }

  .after {
    fill: var(--voice);
  }

  .strip path {
    opacity: 0.3;
  }

  .strip path.heard {
    opacity: 1;
  }

  .place {
    fill: var(--ink);
    visibility: hidden;
  }

  .playing .place {
    visibility: visible;
    animation: place var(--length) linear infinite;
  }

  @keyframes place {
    to {
      transform: translateX(100%);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .playing .place {
      visibility: hidden;
    }
  }
`;

export interface ShownTakes {
  /** Levels over time, dBFS, as many on both sides. */
  readonly outlinesDbfs: Readonly<Record<TrialSide, readonly number[]>>;
  readonly hearing: TrialSide;
  readonly playing: boolean;
}

/** Both takes over each other, what is heard on top. Where the other one reaches beyond it is the noise. */
export function takeStrip({ outlinesDbfs, hearing, playing }: ShownTakes): TemplateResult {
  const sides = (hearing === 'after' ? (['before', 'after'] as const) : (['after', 'before'] as const)).map(
    (side) =>
      svg`<path class="${side} ${side === hearing ? 'heard' : ''}" d=${outlinePath(outlinesDbfs[side])}></path>`,
  );
  return html`<svg
    class="strip ${playing ? 'playing' : ''}"
    viewBox="0 0 1 1"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    ${sides}
    <svg class="place" width="1" height="1" viewBox="0 0 100 1" preserveAspectRatio="none">
      <rect width="0.5" height="1"></rect>
    </svg>
  </svg>`;
}
