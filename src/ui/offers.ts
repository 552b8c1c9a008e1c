/** What the app offers of itself where nobody is in a call: to be installed, and to be renewed. Templates. */
import { html, nothing, type TemplateResult } from 'lit';
import type { AppView, AppWishes } from '../app/view.ts';
import { sentences } from './sentences.ts';

export function offers({ install, updateWaiting }: AppView, wishes: AppWishes): TemplateResult | typeof nothing {
  if (install === 'none' && !updateWaiting) return nothing;
  const { app: words } = sentences;
  return html`<div class="offers">
    ${updateWaiting ? html`<button type="button" @click=${() => wishes.applyUpdate()}>${words.update}</button>` : nothing}
    ${install === 'ready' ? html`<button type="button" @click=${() => wishes.installApp()}>${words.install}</button>` : nothing}
    ${install === 'by-hand' ? html`<p class="small soft">${words.installByHand}</p>` : nothing}
  </div>`;
}
