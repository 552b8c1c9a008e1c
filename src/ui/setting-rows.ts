/** One row of the settings each: a switch, a choice, a slider. Templates, so that label and control share a root. */
import { css, html, nothing, type TemplateResult } from 'lit';

export const rowStyles = css`
  section {
    padding-block: var(--space-4);
  }

  section + section,
  :host(:not(:first-of-type)) section:first-of-type {
    border-block-start: 1px solid var(--line);
  }

  h3 {
    margin: 0 0 var(--space-2);
    font-size: var(--text);
    font-weight: 700;
  }

  .row {
    display: grid;
    gap: 0 var(--space-4);
    align-items: center;
    padding-block: var(--space-1);
  }

  .row.field {
    padding-block: var(--space-2);
  }

  .row > .help {
    grid-column: 1 / -1;
  }

  .row label {
    margin: 0;
    color: inherit;
    font-size: inherit;
    font-weight: 500;
  }

  .switch {
    justify-content: space-between;
    inline-size: 100%;
    font-size: inherit;
    font-weight: 500;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  @media (min-width: 36rem) {
    .row.field {
      grid-template-columns: 1fr 1.2fr;
    }
  }
`;

interface Row {
  readonly id: string;
  readonly label: string;
  readonly help?: string;
}

export function switchRow({ label, help }: Row, on: boolean, change: (on: boolean) => void): TemplateResult {
  return html`<div class="row">
    <button type="button" class="switch" role="switch" aria-checked=${on ? 'true' : 'false'} @click=${() => change(!on)}>
      ${label}<span class="track"></span>
    </button>
    ${helpLine(help)}
  </div>`;
}

/** @param names value → what it is called, in order */
export function choiceRow<Value extends string>(
  { id, label, help }: Row,
  names: Readonly<Record<Value, string>>,
  chosen: Value,
  change: (value: Value) => void,
): TemplateResult {
  const values = Object.keys(names) as Value[];
  return html`<div class="row field">
    <label for=${id}>${label}</label>
    <select
      id=${id}
      @change=${(event: Event) => change((event.currentTarget as HTMLSelectElement).value as Value)}
    >
      ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${names[value]}</option>`)}
    </select>
    ${helpLine(help)}
  </div>`;
}

/** @param shown the value in words, `ratio` 0..1 */
export function sliderRow(
  { id, label, help }: Row,
  { ratio, shown, step = 5, most = 100 }: { ratio: number; shown: string; step?: number; most?: number },
  change: (ratio: number) => void,
): TemplateResult {
  return html`<div class="row field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      type="range"
      min="0"
      max=${most}
      step=${step}
      aria-valuetext=${shown}
      .value=${String(Math.round(ratio * 100))}
      @input=${(event: InputEvent) => change((event.currentTarget as HTMLInputElement).valueAsNumber / 100)}
    />
    ${helpLine(help)}
  </div>`;
}

function helpLine(help: string | undefined): TemplateResult | typeof nothing {
  return help === undefined ? nothing : html`<p class="help small soft">${help}</p>`;
}
