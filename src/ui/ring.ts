/**
 * `<humr-ring>`: a level as a hum: petals that open behind a disc. To screen readers it is a meter.
 *
 * Properties: `levelDbfs` (dBFS), `speaking`.
 * Slot: what stands on the disc (a letter, an icon).
 * Styling: `--ring-size`, the diameter of the disc; petals reach 1.75 times as far, so leave room. `--scale: 1` shows
 * how far they can open.
 */
import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { FLOOR_DBFS } from '../base/units.ts';
import { shownRatio } from './level.ts';
import { sentences } from './sentences.ts';
import { base } from './shared-styles.ts';

const POINTS = 240;

/** How far one report of a full-scale voice turns the petals, degrees. */
const TURN_PER_REPORT_DEG = 3;

/** A circle of radius 100 whose edge swings `petals` times by `swing`, as an SVG path. */
function petalPath(petals: number, swing: number): string {
  const points = Array.from({ length: POINTS }, (_, index) => {
    const angle = (2 * Math.PI * index) / POINTS;
    const radius = 100 + swing * Math.cos(petals * angle);
    return `${(radius * Math.cos(angle)).toFixed(1)} ${(radius * Math.sin(angle)).toFixed(1)}`;
  });
  return `M${points.join('L')}Z`;
}

/** From the outermost to the innermost; odd counts, so that the layers never line up. */
const LAYERS = [
  { name: 'far', path: petalPath(7, 7), full: 'scale(1.62)' },
  { name: 'middle', path: petalPath(9, 6), full: 'scale(1.38)' },
  { name: 'near', path: petalPath(11, 5), full: 'scale(1.18)' },
];

@customElement('humr-ring')
export class RingElement extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        --level: 0;
        --turn: 0;
        inline-size: var(--ring-size, 6rem);
        block-size: var(--ring-size, 6rem);
      }

      .meter,
      .disc,
      svg {
        display: grid;
        place-items: center;
        inline-size: 100%;
        block-size: 100%;
      }

      .meter {
        position: relative;
      }

      svg {
        position: absolute;
        inset: 0;
        overflow: visible;
        fill: var(--voice-glow);
        stroke: var(--voice);
        stroke-width: 1.5;
        opacity: calc(0.12 + var(--level) * var(--strength));
        scale: calc(0.9 + var(--level) * var(--reach));
        rotate: calc(var(--turn) * var(--gear) * 1deg);
        /* Two steps from report to report: half the drawing of a smooth one, which a call on a weak machine needs. */
        transition:
          scale 100ms steps(2),
          opacity 100ms steps(2);
      }

      .far {
        --reach: 0.72;
        --strength: 0.28;
        --gear: 1;
      }

      .middle {
        --reach: 0.48;
        --strength: 0.42;
        --gear: -1.4;
      }

      .near {
        --reach: 0.28;
        --strength: 0.88;
        --gear: 0.7;
      }

      /* How far the petals can open, drawn in the colour of the room; only where --scale is 1. */
      .scale {
        fill: none;
        stroke: var(--line);
        opacity: var(--scale, 0);
        scale: none;
        rotate: none;
      }

      .disc {
        position: relative;
        border: 2px solid var(--line);
        border-radius: 50%;
        background: var(--surface);
        color: var(--ink);
        font-size: calc(var(--ring-size, 6rem) * 0.4);
        font-weight: 600;
        line-height: 1;
        transition: border-color var(--calm);
      }

      :host([speaking]) .disc {
        border-color: var(--voice);
      }

      @media (prefers-reduced-motion: reduce) {
        svg {
          rotate: none;
          transition: none;
        }
      }
    `,
  ];

  /** Level to show, dBFS; at or below −60 the petals stay folded. */
  @property({ type: Number }) levelDbfs = FLOOR_DBFS;

  /** Whether somebody speaks: the voice turns the petals. */
  @property({ type: Boolean, reflect: true }) speaking = false;

  /** How far the voice has turned the petals, degrees. */
  #turnDeg = 0;

  protected override updated(): void {
    const ratio = shownRatio(this.levelDbfs);
    if (this.speaking) this.#turnDeg += ratio * TURN_PER_REPORT_DEG;
    // Not styleMap: its first rendering writes a style attribute, which the page's policy refuses.
    this.style.setProperty('--level', ratio.toFixed(3));
    this.style.setProperty('--turn', this.#turnDeg.toFixed(1));
  }

  protected override render(): TemplateResult {
    return html`<div
      class="meter"
      role="meter"
      aria-label=${sentences.level}
      aria-valuemin=${FLOOR_DBFS}
      aria-valuemax="0"
      aria-valuenow=${Math.round(Math.min(0, Math.max(FLOOR_DBFS, this.levelDbfs)))}
    >
      <svg class="scale" viewBox="-100 -100 200 200" aria-hidden="true">
        ${LAYERS.map(({ path, full }) => svg`<path d=${path} transform=${full}></path>`)}
      </svg>
      ${LAYERS.map(
        ({ name, path }) =>
          html`<svg class=${name} viewBox="-100 -100 200 200" aria-hidden="true"><path d=${path}></path></svg>`,
      )}
      <div class="disc"><slot></slot></div>
    </div>`;
  }
}
