/** The few drawings of the app: strokes on a 24 grid, decoration only, so hidden from screen readers. */
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

function icon(strokes: SVGTemplateResult): TemplateResult {
  return html`<svg
    viewBox="0 0 24 24"
    width="22"
    height="22"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${strokes}
  </svg>`;
}

export const microphoneIcon = icon(
  svg`<rect x="9" y="3" width="6" height="11" rx="3" /><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />`,
);

export const mutedIcon = icon(
  svg`<path d="M15 10V6a3 3 0 0 0-5.6-1.5M9 9v2a3 3 0 0 0 4.6 2.5M5.5 11.5a6.5 6.5 0 0 0 10.3 5.3M18.5 11.5a6.4 6.4 0 0 1-.5 2.5M12 18v3M4 4l16 16" />`,
);

export const leaveIcon = icon(
  svg`<path d="M3.5 14.5c-.9-2.2.6-4 3-5a15 15 0 0 1 11 0c2.4 1 3.9 2.8 3 5-.3.8-1 1-1.8.8l-2.5-.7c-.7-.2-1.2-.8-1.2-1.5v-1.3a11 11 0 0 0-6 0v1.3c0 .7-.5 1.3-1.2 1.5l-2.5.7c-.8.2-1.5 0-1.8-.8Z" />`,
);

export const phoneIcon = icon(
  svg`<path d="M5 4.5h3.2l1.6 4-2 1.4a11.5 11.5 0 0 0 5.3 5.3l1.4-2 4 1.6V18a2 2 0 0 1-2.2 2A15.6 15.6 0 0 1 3 6.7 2 2 0 0 1 5 4.5Z" />`,
);

export const copyIcon = icon(
  svg`<rect x="9" y="9" width="11" height="11" rx="3" /><path d="M5.5 15A2.5 2.5 0 0 1 4 12.7V7a3 3 0 0 1 3-3h5.7A2.5 2.5 0 0 1 15 5.5" />`,
);

export const doneIcon = icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`);

export const shareIcon = icon(
  svg`<path d="M12 15V3.5M8 7l4-4 4 4M5 12v6a2.5 2.5 0 0 0 2.5 2.5h9A2.5 2.5 0 0 0 19 18v-6" />`,
);

export const qrIcon = icon(
  svg`<rect x="4" y="4" width="6" height="6" rx="1.5" /><rect x="14" y="4" width="6" height="6" rx="1.5" /><rect x="4" y="14" width="6" height="6" rx="1.5" /><path d="M14 14h2.5v2.5M20 14v2.5M14 20h2.5M20 20h-.01" />`,
);

export const soundIcon = icon(
  svg`<path d="M4 10v4h3.5l4.5 4V6L7.5 10ZM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11" />`,
);

export const deafIcon = icon(svg`<path d="M4 10v4h3.5l4.5 4V6L7.5 10ZM16 9.5l5 5M21 9.5l-5 5" />`);

export const chatIcon = icon(
  svg`<path d="M4.5 18.5V7a2.5 2.5 0 0 1 2.5-2.5h10A2.5 2.5 0 0 1 19.5 7v6.5A2.5 2.5 0 0 1 17 16H8ZM8.5 9h7M8.5 12h4.5" />`,
);

export const attachIcon = icon(
  svg`<path d="m19 11.5-7.3 7.3a4.6 4.6 0 0 1-6.5-6.5l7.6-7.6a3.1 3.1 0 0 1 4.4 4.4l-7.6 7.6a1.5 1.5 0 0 1-2.2-2.2l6.8-6.8" />`,
);

export const sendIcon = icon(svg`<path d="M12 19.5v-14M6 11l6-6 6 6" />`);

export const screenIcon = icon(
  svg`<rect x="3" y="4.5" width="18" height="12" rx="2.5" /><path d="M9 20h6M12 16.5V20M12 13.5V8M9.5 10.3 12 7.8l2.5 2.5" />`,
);

export const stopScreenIcon = icon(
  svg`<rect x="3" y="4.5" width="18" height="12" rx="2.5" /><path d="M9 20h6M12 16.5V20M10 8.5l4 4M14 8.5l-4 4" />`,
);

export const cameraIcon = icon(
  svg`<rect x="3" y="6.5" width="12.5" height="11" rx="3" /><path d="m15.5 11 5.5-3v8l-5.5-3" />`,
);

export const fullScreenIcon = icon(svg`<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />`);

export const floatIcon = icon(
  svg`<path d="M20 10V6.5A2.5 2.5 0 0 0 17.5 4h-11A2.5 2.5 0 0 0 4 6.5v9A2.5 2.5 0 0 0 6.500 18H10" /><rect x="13" y="13" width="8" height="7" rx="2" />`,
);

export const playIcon = icon(svg`<path d="M8 5.5v13l10.5-6.5Z" />`);

export const stopIcon = icon(svg`<rect x="6.5" y="6.5" width="11" height="11" rx="2" />`);

export const warningIcon = icon(
  svg`<path d="M12 4 2.8 19.5a.6.6 0 0 0 .5 1h17.4a.6.6 0 0 0 .5-1ZM12 10v4.5M12 17.5h.01" />`,
);

export const lockIcon = icon(
  svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2.5" /><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />`,
);

export const upIcon = icon(svg`<path d="m6 14.5 6-6 6 6" />`);

export const downIcon = icon(svg`<path d="m6 9.5 6 6 6-6" />`);

export const closeIcon = icon(svg`<path d="m6.5 6.5 11 11M17.5 6.5l-11 11" />`);

export const keyIcon = icon(svg`<circle cx="8" cy="15" r="4" /><path d="m11 12 8-8M15.5 7.5l3 3" />`);

export const removeIcon = icon(
  svg`<circle cx="10" cy="8" r="3.5" /><path d="M3.5 19.5a6.5 6.5 0 0 1 13 0M16.5 10.5h5" />`,
);

export const settingsIcon = icon(
  svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9" /><circle cx="15" cy="7" r="2.2" /><circle cx="9" cy="17" r="2.2" />`,
);

export const waveIcon = icon(svg`<path d="M3 12c1.5-5 3-5 4.5 0s3 5 4.5 0 3-5 4.5 0 3 5 4.5 0" />`);

export const earIcon = icon(
  svg`<path d="M6.5 10a5.5 5.5 0 0 1 11 0c0 3.2-3.2 3.9-3.7 6.4-.4 2.2-1.4 4.1-3.6 4.1a3.2 3.2 0 0 1-3.2-3" /><path d="M9.8 10a2.2 2.2 0 0 1 4.4 0c0 1.5-1.6 1.8-1.6 3.4" />`,
);

export const peopleIcon = icon(
  svg`<circle cx="9" cy="8" r="3.5" /><path d="M2.5 19.5a6.5 6.5 0 0 1 13 0M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.3a6.5 6.5 0 0 1 3.5 5.2" />`,
);

/** The name of the app, drawn as arches, the shape of a hum. The same path stands in `index.html`. */
export const wordmark = html`<svg
  class="wordmark"
  viewBox="0 0 144 48"
  height="28"
  width="84"
  fill="none"
  stroke="currentColor"
  stroke-width="6"
  stroke-linecap="round"
  stroke-linejoin="round"
  role="img"
  aria-label="Humr"
>
  <path
    d="M4 4v40M4 34a10 10 0 0 1 20 0v10M38 24v10a10 10 0 0 0 20 0V24M72 24v20M72 34a10 10 0 0 1 20 0v10M92 34a10 10 0 0 1 20 0v10M126 24v20M126 34a10 10 0 0 1 10-10h3"
  />
</svg>`;
