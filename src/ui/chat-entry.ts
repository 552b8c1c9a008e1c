/** One message or file of the chat, as a list item. Templates: they share the root of the list. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChatEntry, ChatWishes, FileEntry, TextEntry } from '../app/view.ts';
import { textParts } from './chat-links.ts';
import { namedText } from './named-text.ts';
import { callName, fillName, sentences } from './sentences.ts';
import { bytesWords, clockTime } from './units-words.ts';

export const entryStyles = css`
  li {
    display: grid;
    gap: var(--space-1);
    max-inline-size: 88%;
    padding: var(--space-2) var(--space-3);
    border-radius: var(--round-small);
    background: var(--room);
    overflow-wrap: anywhere;
  }

  li.own {
    justify-self: end;
    background: var(--sunk);
  }

  .who {
    display: flex;
    gap: var(--space-2);
    justify-content: space-between;
    color: var(--ink-soft);
    font-size: 0.8125rem;
  }

  .who b {
    color: var(--ink);
  }

  .text {
    white-space: pre-wrap;
    unicode-bidi: plaintext;
  }

  a {
    color: var(--quiet);
  }

  .host {
    color: var(--ink-soft);
    font-size: 0.8125rem;
  }

  .file-name {
    font-weight: 650;
  }

  progress {
    inline-size: 100%;
    accent-color: var(--quiet);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .ways button {
    padding-inline: var(--space-4);
    font-size: var(--text-small);
  }
`;

export function chatEntry(entry: ChatEntry, wishes: ChatWishes): TemplateResult {
  const own = entry.from === null;
  return html`<li class=${own ? 'own' : ''}>
    <p class="who">
      <span><b>${own ? sentences.chat.you : html`<bdi>${callName(entry.from.name)}</bdi>`}</b> ${recipient(entry)}</span>
      <time datetime=${new Date(entry.epochMs).toISOString()}>${clockTime(entry.epochMs)}</time>
    </p>
    ${entry.kind === 'text' ? text(entry) : file(entry, wishes)}
  </li>`;
}

function recipient(entry: ChatEntry): TemplateResult | typeof nothing {
  if (entry.kind === 'text' || entry.to === null) return nothing;
  return namedText(sentences.chat.toOne, callName(entry.to.name));
}

function text(entry: TextEntry): TemplateResult {
  return html`<p class="text" dir="auto">${textParts(entry.text).map((part) =>
    part.kind === 'text'
      ? part.text
      : html`<a href=${part.url} target="_blank" rel="noopener noreferrer">${part.text}</a
          ><span class="host"> (${part.host})</span>`,
  )}</p>
    ${entry.reachedAll ? nothing : html`<p class="small soft">${sentences.chat.notAll}</p>`}`;
}

function file(entry: FileEntry, wishes: ChatWishes): TemplateResult {
  const moving = entry.state === 'moving' || entry.state === 'paused';
  return html`<p class="file-name"><bdi>${entry.name}</bdi></p>
    <p class="small soft">${bytesWords(entry.sizeBytes)} · ${stateWords(entry)}</p>
    ${
      moving
        ? html`<progress max="1" .value=${entry.doneRatio} aria-label=${fillName(sentences.chat.file.progress, entry.name)}></progress>`
        : nothing
    }
    ${ways(entry, wishes)}`;
}

function stateWords({ state, from }: FileEntry): string {
  const { states, offeredToYou, ready } = sentences.chat.file;
  if (from !== null && state === 'offered') return offeredToYou;
  return from !== null && state === 'done' ? ready : states[state];
}

function ways({ id, state, from }: FileEntry, wishes: ChatWishes): TemplateResult | typeof nothing {
  const { file: words } = sentences.chat;
  const cancel = (label: string) => html`<button type="button" @click=${() => wishes.cancelFile(id)}>${label}</button>`;
  switch (state) {
    case 'offered':
      if (from === null) return html`<div class="ways">${cancel(words.cancel)}</div>`;
      return html`<div class="ways">
        <button type="button" class="primary" @click=${() => wishes.acceptFile(id)}>${words.accept}</button>
        ${cancel(words.decline)}
      </div>`;
    case 'moving':
    case 'paused':
      return html`<div class="ways">
        <button type="button" @click=${() => wishes.pauseFile(id, state === 'moving')}>
          ${state === 'moving' ? words.pause : words.resume}
        </button>
        ${cancel(words.cancel)}
      </div>`;
    case 'done':
      if (from === null) return nothing;
      return html`<div class="ways">
        <button type="button" class="primary" @click=${() => wishes.saveFile(id)}>${words.save}</button>
      </div>`;
    default:
      return nothing;
  }
}
