/** The screens beside the call, each loaded when it is first shown; and the buttons on the first screen that lead there. */
import { html, type TemplateResult } from 'lit';
import type { ToolScreen } from '../app/tool-view.ts';
import type { Wishes } from '../app/view.ts';
import { sentences } from './sentences.ts';

/** Their elements, for whoever looks for the heading. */
export const TOOL_ELEMENTS = 'humr-doctor, humr-demo, humr-history, humr-data';

export function toolScreen(screen: ToolScreen, wishes: Wishes): TemplateResult {
  switch (screen.name) {
    case 'doctor':
      void import('./doctor.ts');
      return html`<humr-doctor .doctor=${screen.doctor} .wishes=${wishes}></humr-doctor>`;
    case 'demo':
      void import('./demo.ts');
      return html`<humr-demo .demo=${screen.demo} .wishes=${wishes}></humr-demo>`;
    case 'history':
      void import('./history.ts');
      return html`<humr-history .history=${screen.history} .wishes=${wishes}></humr-history>`;
    case 'data':
      void import('./data.ts');
      return html`<humr-data .data=${screen.data} .wishes=${wishes}></humr-data>`;
  }
}

export function toolButtons(wishes: Wishes): TemplateResult {
  return html`<button type="button" @click=${() => wishes.openDemo()}>${sentences.demo.open}</button>
    <button type="button" @click=${() => wishes.openDoctor()}>${sentences.doctor.open}</button>
    <button type="button" @click=${() => wishes.openHistory()}>${sentences.report.history.open}</button>
    <button type="button" @click=${() => wishes.openData()}>${sentences.data.open}</button>`;
}
