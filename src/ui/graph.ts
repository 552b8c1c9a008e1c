/**
 * `<humr-graph>`: the figures of a call over time, in three plots. Loaded when first wished for, with the plotting
 * library.
 *
 * Properties: `points`.
 */
import { css, html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import uPlot from 'uplot';
import plotStyles from 'uplot/dist/uPlot.min.css?inline';
import type { GraphPoint } from '../call/report.ts';
import { clockText } from './level.ts';
import { sentences } from './sentences.ts';
import { base } from './shared-styles.ts';

const HEIGHT_PX = 132;

type PlotId = 'network' | 'delay' | 'levels';

interface Line {
  readonly label: string;
  /** The token its colour comes from. */
  readonly colour: string;
  value(point: GraphPoint): number | null;
}

@customElement('humr-graph')
export class GraphElement extends LitElement {
  static override styles = [
    base,
    unsafeCSS(plotStyles),
    css`
      figure {
        margin: 0;
      }

      figure + figure {
        margin-block-start: var(--space-3);
      }

      .plot {
        min-block-size: ${HEIGHT_PX}px;
        /* The library draws from left to right, in any language. */
        direction: ltr;
      }

      .u-legend {
        font-size: var(--text-small);
        text-align: start;
      }

      .u-legend .u-value {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) points: readonly GraphPoint[] = [];

  readonly #plots = new Map<PlotId, uPlot>();
  readonly #sizes = new ResizeObserver(() => this.#resize());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    for (const plot of this.#plots.values()) plot.destroy();
    this.#plots.clear();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    for (const id of Object.keys(LINES) as PlotId[]) this.#plot(id);
  }

  protected override render(): TemplateResult {
    const words = sentences.report.graph;
    return html`${(Object.keys(LINES) as PlotId[]).map(
      (id) => html`<figure>
        <div class="plot" id=${id} role="img" aria-label=${words[id]}></div>
      </figure>`,
    )}`;
  }

  #plot(id: PlotId): void {
    const place = this.renderRoot.querySelector<HTMLElement>(`#${id}`);
    if (!place || this.clientWidth === 0) return;
    const lines = LINES[id]();
    const data: uPlot.AlignedData = [
      this.points.map(({ atMs }) => atMs / 1000),
      ...lines.map(({ value }) => this.points.map(value)),
    ];
    const plot = this.#plots.get(id);
    if (plot) plot.setData(data);
    else this.#plots.set(id, new uPlot(this.#options(id, lines), data, place));
  }

  #options(id: PlotId, lines: readonly Line[]): uPlot.Options {
    const token = (name: string) => getComputedStyle(this).getPropertyValue(name).trim();
    const axis = { stroke: token('--ink-soft'), grid: { stroke: token('--line'), width: 1 }, ticks: { show: false } };
    return {
      width: this.clientWidth,
      height: HEIGHT_PX,
      cursor: { show: false },
      legend: { live: false },
      scales: { x: { time: false }, y: { range: (_plot, _low, high) => RANGES[id](high) } },
      axes: [
        { ...axis, values: (_plot, seconds) => seconds.map((it) => clockText(1000 * it)) },
        { ...axis, size: 44 },
      ],
      series: [
        {},
        ...lines.map(({ label, colour }) => ({ label, stroke: token(colour), width: 2, points: { show: false } })),
      ],
    };
  }

  #resize(): void {
    for (const plot of this.#plots.values()) plot.setSize({ width: this.clientWidth, height: HEIGHT_PX });
    if (this.#plots.size === 0) this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-graph': GraphElement;
  }
}

/** From where to where each plot reaches: steady, so that a tiny change does not look like a great one. */
const RANGES: Readonly<Record<PlotId, (highest: number | null) => [number, number]>> = {
  network: (highest) => [0, Math.max(10, 1.1 * (highest ?? 0))],
  delay: (highest) => [0, Math.max(200, 1.1 * (highest ?? 0))],
  levels: () => [-100, 0],
};

/** Read when drawn, for the language may change. */
const LINES: Readonly<Record<PlotId, () => readonly Line[]>> = {
  network: () => {
    const words = sentences.report.graph;
    return [
      { label: words.lost, colour: '--voice', value: ({ lossPercent }) => lossPercent },
      { label: words.concealed, colour: '--quiet', value: ({ concealedPercent }) => concealedPercent },
    ];
  },
  delay: () => {
    const words = sentences.report.graph;
    return [
      { label: words.roundTrip, colour: '--voice', value: ({ roundTripMs }) => roundTripMs },
      { label: words.buffer, colour: '--quiet', value: ({ bufferMs }) => bufferMs },
    ];
  },
  levels: () => {
    const words = sentences.report.graph;
    return [
      { label: words.input, colour: '--voice', value: ({ inputDbfs }) => inputDbfs },
      { label: words.output, colour: '--quiet', value: ({ outputDbfs }) => outputDbfs },
    ];
  },
};
