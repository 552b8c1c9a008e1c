/** The button that opens the settings, wherever it stands: its event travels up to the app. */
import { html, type TemplateResult } from 'lit';
import { settingsIcon } from './icons.ts';
import { sentences } from './sentences.ts';

export function openSettings(style: 'icon' | ''): TemplateResult {
  const open = (event: Event) =>
    event.currentTarget?.dispatchEvent(new CustomEvent('open-settings', { bubbles: true, composed: true }));
  return html`<button
    type="button"
    class=${style}
    aria-label=${sentences.settings.open}
    aria-haspopup="dialog"
    @click=${open}
  >
    ${settingsIcon}
  </button>`;
}
