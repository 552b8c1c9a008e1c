/** What the small window holds: who speaks and how loud, for how long, mute and leave. Plain elements: it knows no others. */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { CallView, PersonView, View, Wishes } from '../app/view.ts';
import { FLOOR_DBFS } from '../base/units.ts';
import { ownWords, personWords } from './call-words.ts';
import { leaveIcon, microphoneIcon, mutedIcon } from './icons.ts';
import { clockText, shownRatio } from './level.ts';
import { callName, sentences } from './sentences.ts';
import { buttons } from './shared-styles.ts';

/** What the small window shows of the call's element. */
export interface SmallHost {
  readonly view: View;
  readonly call: CallView;
  readonly wishes: Wishes;
}

const STYLES = `
  body {
    display: grid;
    grid-template-rows: 1fr auto;
    gap: var(--space-3);
    box-sizing: border-box;
    min-block-size: 100dvh;
    padding: var(--space-3);
  }

  main {
    display: grid;
    align-content: center;
    gap: var(--space-1);
    min-inline-size: 0;
    text-align: center;
  }

  h1, p {
    margin: 0;
    overflow-wrap: anywhere;
  }

  h1 {
    font-size: var(--text-large);
    line-height: 1.2;
  }

  p {
    color: var(--ink-soft);
    font-size: var(--text-small);
  }

  meter {
    inline-size: 100%;
    block-size: 0.75rem;
  }

  footer {
    display: grid;
    grid-auto-columns: 1fr;
    grid-auto-flow: column;
    gap: var(--space-2);
  }

  button {
    padding: var(--space-2);
  }

  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
`;

/** Gives an empty window the looks and the language of the page. */
export function furnish(small: Window): void {
  const { document: place } = small;
  const { lang, dir } = document.documentElement;
  Object.assign(place.documentElement, { lang, dir });
  place.title = sentences.appName;
  const tokens = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map(({ cssText }) => cssText);
  // A sheet belongs to the window that made it.
  const sheet = new (small as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync([...tokens, buttons.cssText, STYLES].join('\n'));
  place.adoptedStyleSheets = [sheet];
}

/** Who spoke last, window by window: a pause between two words changes nothing. */
const lastSpeakers = new WeakMap<Window, string>();

export function showCall(small: Window, { view, call, wishes }: SmallHost): void {
  const speaking = call.people.find((person) => person.connection.state === 'connected' && person.meter.speaking);
  if (speaking) lastSpeakers.set(small, speaking.id);
  const person = call.people.find(({ id }) => id === lastSpeakers.get(small)) ?? call.people[0];
  const since = call.connectedSinceMs;
  const page = html`<main>
      ${person ? somebody(person) : html`<h1>${sentences.call.lonelyTitle}</h1>`}
      <p>
        ${since === null ? nothing : html`<span role="timer" aria-label=${sentences.call.length}>${clockText(view.nowMs - since)}</span> · `}
        ${sentences.you}: ${ownWords(view.microphone, call.mute)}
      </p>
    </main>
    <footer>
      ${call.talk.mode === 'open' && view.microphone.state === 'live' ? muteButton(call.mute.state !== 'open', () => wishes.toggleMute()) : nothing}
      <button type="button" class="danger" @click=${() => wishes.leave()}>${leaveIcon}${sentences.call.leave}</button>
    </footer>`;
  render(page, small.document.body, { creationScope: small.document });
}

function somebody(person: PersonView): TemplateResult {
  const isHeard = person.connection.state === 'connected';
  const levelDbfs = isHeard ? person.meter.levelDbfs : FLOOR_DBFS;
  return html`<h1><bdi>${callName(person.name)}</bdi></h1>
    <p>${isHeard && person.meter.speaking ? sentences.person.speaking : personWords(person)}</p>
    <meter min="0" max="1" .value=${shownRatio(levelDbfs)} aria-label=${sentences.level}></meter>`;
}

function muteButton(muted: boolean, toggle: () => void): TemplateResult {
  return html`<button type="button" @click=${toggle}>
    ${muted ? mutedIcon : microphoneIcon}${muted ? sentences.call.unmute : sentences.call.mute}
  </button>`;
}
