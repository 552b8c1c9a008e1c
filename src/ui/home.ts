/**
 * `<humr-home>`: the first screen, and, with a link at hand, the screen of somebody invited.
 *
 * Properties: `view`, `wishes`, `invited`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { View, Wishes } from '../app/view.ts';
import { keyIcon, peopleIcon, waveIcon, wordmark } from './icons.ts';
import './microphone-check.ts';
import { nameField } from './name-field.ts';
import { offers } from './offers.ts';
import { openSettings } from './open-settings.ts';
import { fillCount, sentences } from './sentences.ts';
import { base, buttons, fields } from './shared-styles.ts';

import { toolButtons } from './tools.ts';

const ABOUT_ICONS = [peopleIcon, keyIcon, waveIcon];

@customElement('humr-home')
export class HomeElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        max-inline-size: 66rem;
        margin-inline: auto;
        padding: calc(var(--space-5) + var(--safe-top)) calc(var(--space-5) + var(--safe-right))
          calc(var(--space-6) + var(--safe-bottom)) calc(var(--space-5) + var(--safe-left));
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        margin-block-end: var(--space-5);
      }

      main {
        display: grid;
        gap: var(--space-5) var(--space-7);
      }

      h1 {
        max-inline-size: 12ch;
        margin-block-end: var(--space-5);
        font-size: var(--text-display);
        line-height: 1.05;
        letter-spacing: -0.02em;
      }

      .people {
        margin-inline-start: auto;
        padding-inline: var(--space-4);
      }

      .missed {
        color: var(--danger-ink);
        font-size: var(--text-small);
      }

      .note {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
        margin-block-end: var(--space-4);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--round-small);
        background: var(--sunk);
      }

      /* It comes when the browser says so, and must not push away what is about to be pressed. */
      .offers {
        text-align: center;
      }

      .lead {
        max-inline-size: 36ch;
        margin-block: calc(-1 * var(--space-2)) var(--space-5);
      }

      form {
        display: grid;
        gap: var(--space-3);
        max-inline-size: 26rem;
      }

      ul {
        display: grid;
        gap: var(--space-4);
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        gap: var(--space-3);
        max-inline-size: 46ch;
      }

      li svg {
        margin-block-start: 0.1em;
        color: var(--quiet);
      }

      .tools {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-2);
      }

      .about {
        padding-block-start: var(--space-5);
        border-block-start: 1px solid var(--line);
      }

      @media (min-width: 48rem) {
        main {
          grid-template-columns: 1.1fr 1fr;
          padding-block-start: 5vh;
        }

        /* The first paint puts its heading at the same height (theme.css). */
        main > div {
          padding-block-start: 8vh;
        }

        .offers,
        .tools {
          grid-column: 1 / -1;
        }

        .about {
          grid-column: 1 / -1;
          margin-block-start: 4vh;
        }

        ul {
          grid-template-columns: repeat(3, 1fr);
          gap: var(--space-5);
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: View;

  @property({ attribute: false }) wishes!: Wishes;

  /** A link was opened: offer to join its call. */
  @property({ type: Boolean }) invited = false;

  readonly #onlineChanged = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['online', 'offline']) addEventListener(type, this.#onlineChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of ['online', 'offline']) removeEventListener(type, this.#onlineChanged);
  }

  protected override render(): TemplateResult {
    return html`<header>${wordmark}${this.#peopleButton()}${openSettings('icon')}</header>
      ${this.#identityNote()}
      ${this.view.settings.repaired.length > 0 ? html`<p class="note small" role="status">${sentences.settings.repairedNote}</p>` : nothing}
      <main>
        <div>
          <h1 tabindex="-1">${this.invited ? sentences.join.title : sentences.home.title}</h1>
          ${this.invited ? html`<p class="lead soft">${sentences.join.body}</p>` : nothing}
          <form @submit=${this.#enter}>
            ${nameField(this.view.selfName, (text) => this.wishes.setSelfName(text))}
            <button class="primary large">${this.invited ? sentences.join.join : sentences.home.start}</button>
            ${
              this.invited
                ? html`<button type="button" @click=${() => this.wishes.joinListening()}>${sentences.join.listen}</button>
                    <button type="button" @click=${() => this.wishes.goHome()}>${sentences.join.back}</button>`
                : this.#codes()
            }
          </form>
        </div>
        <humr-microphone-check
          .microphone=${this.view.microphone}
          .meter=${this.view.selfMeter}
          .trial=${this.view.trial}
          .wishes=${this.wishes}
        ></humr-microphone-check>
        ${
          this.invited
            ? nothing
            : html`${offers(this.view.app, this.wishes)}
              <nav class="tools" aria-label=${sentences.home.tools}>${toolButtons(this.wishes)}</nav>${about()}`
        }
      </main>`;
  }

  /** The second way to begin; without a network it is the only one, and that is said. */
  #codes(): TemplateResult {
    return html`<button type="button" @click=${() => this.wishes.openCodes()}>${sentences.home.codes}</button>
      ${navigator.onLine ? nothing : html`<p class="small soft" role="status">${sentences.home.offline}</p>`}`;
  }

  #peopleButton(): TemplateResult {
    const missed = this.view.people.contacts.reduce((sum, contact) => sum + (contact.missed?.count ?? 0), 0);
    return html`<button type="button" class="people" @click=${() => this.wishes.people({ kind: 'show-list' })}>
      ${peopleIcon}${sentences.trust.people}
      ${missed === 0 ? nothing : html`<span class="missed">${fillCount(sentences.trust.missed, missed)}</span>`}
    </button>`;
  }

  /** What became of one's own key, where that is not what one expects. */
  #identityNote(): TemplateResult | typeof nothing {
    const { identity } = this.view.people;
    if (!isNoted(identity)) return nothing;
    const { identities, openKey } = sentences.trust;
    return html`<div class="note small" role=${identity === 'lost' ? 'alert' : 'status'}>
      <p>${identities[identity]}</p>
      <button type="button" @click=${() => this.wishes.people({ kind: 'show-key' })}>${openKey}</button>
    </div>`;
  }

  #enter(event: SubmitEvent): void {
    event.preventDefault();
    if (this.invited) this.wishes.join();
    else this.wishes.startCall();
  }
}

function isNoted(identity: View['people']['identity']): identity is 'lost' | 'temporary' | 'restored' | 'locked' {
  return identity === 'lost' || identity === 'temporary' || identity === 'restored' || identity === 'locked';
}

function about(): TemplateResult {
  return html`<section class="about" aria-labelledby="about">
    <h2 id="about" class="visually-hidden">${sentences.home.aboutHeading}</h2>
    <ul>
      ${sentences.home.about.map((line, index) => html`<li>${ABOUT_ICONS[index]}<span>${line}</span></li>`)}
    </ul>
  </section>`;
}
