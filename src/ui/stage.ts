/**
 * `<humr-stage>`: what is shown in the call: somebody's screen with the ways to look at it, or a look at one's own.
 *
 * Properties: `sharing`, `people`, `wishes`. Loaded when something is shown.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ScreenView, SharingView, SharingWishes } from '../app/sharing-view.ts';
import type { PersonView } from '../app/view.ts';
import { floatIcon, fullScreenIcon } from './icons.ts';
import { ownPauseWords } from './pause-words.ts';
import './picture.ts';
import { callName, fillCount, fillName, sentences } from './sentences.ts';
import { rowStyles } from './setting-rows.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { rangeStyles } from './switch-styles.ts';

type Size = keyof typeof sentences.sharing.sizes;

@customElement('humr-stage')
export class StageElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    rangeStyles,
    rowStyles,
    css`
      section {
        display: grid;
        gap: var(--space-2);
        padding: 0;
        border: 0;
      }

      .frame {
        border-radius: var(--round-small);
        background: #0b0f0d;
        overflow: auto;
        overscroll-behavior: contain;
      }

      .frame.fit humr-picture {
        block-size: min(56vh, 46rem, 62vw);
      }

      .frame:not(.fit) {
        max-block-size: min(62vh, 50rem);
      }

      .frame.full humr-picture,
      .frame.double humr-picture {
        --picture-width: auto;
        --picture-height: auto;
        inline-size: max-content;
      }

      .frame.double humr-picture {
        zoom: 2;
      }

      .frame.paused humr-picture {
        opacity: 0.5;
      }

      .bar select {
        inline-size: auto;
        max-inline-size: 100%;
      }

      .pause:empty {
        display: none;
      }

      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }

      .bar h2 {
        flex: 1 1 10rem;
        font-size: var(--text);
        overflow-wrap: anywhere;
      }

      .bar select {
        inline-size: auto;
      }

      .bar label {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        font-size: var(--text-small);
      }

      .bar input {
        inline-size: 7rem;
      }

      .own {
        grid-template-columns: 9rem 1fr;
        align-items: center;
        padding: var(--space-3);
        border: 2px solid var(--warm);
        border-radius: var(--round-small);
      }

      .own .frame humr-picture {
        block-size: 5.5rem;
      }
    `,
  ];

  @property({ attribute: false }) sharing!: SharingView;

  @property({ attribute: false }) people: readonly PersonView[] = [];

  @property({ attribute: false }) wishes!: SharingWishes;

  @state() private chosen = '';

  @state() private size: Size = 'fit';

  protected override render(): TemplateResult {
    const { screens, own } = this.sharing;
    // The newest, unless another was chosen that is still there.
    const shown = screens.find(({ id }) => id === this.chosen) ?? screens.at(-1);
    return html`${shown ? this.#screen(shown) : nothing} ${own.state === 'on' ? this.#own(own) : nothing}`;
  }

  #screen(screen: ScreenView): TemplateResult {
    const { sharing: words } = sentences;
    const name = this.#nameOf(screen);
    const isPaused = this.sharing.paused.theirs.screen.includes(screen.id);
    return html`<section aria-label=${fillName(words.screenOf, name)}>
      <div class="frame ${this.size} ${isPaused ? 'paused' : ''}" tabindex=${this.size === 'fit' ? -1 : 0} @dblclick=${this.#nextSize}>
        <humr-picture .stream=${screen.picture} .label=${fillName(words.screenOf, name)}></humr-picture>
      </div>
      <p class="pause small" role="status">${isPaused ? words.paused : ''}</p>
      <div class="bar">
        ${this.sharing.screens.length > 1 ? this.#choice(screen) : html`<h2>${fillName(words.screenOf, name)}</h2>`}
        ${screen.hasSound ? this.#volume(screen) : nothing}
        <select aria-label=${words.size} @change=${this.#setSize}>
          ${Object.entries(words.sizes).map(
            ([size, label]) => html`<option value=${size} ?selected=${size === this.size}>${label}</option>`,
          )}
        </select>
        <button type="button" class="icon" aria-label=${words.fullScreen} title=${words.fullScreen} @click=${this.#fill}>
          ${fullScreenIcon}
        </button>
        ${
          document.pictureInPictureEnabled
            ? html`<button type="button" class="icon" aria-label=${words.float} title=${words.float} @click=${this.#float}>
                ${floatIcon}
              </button>`
            : nothing
        }
      </div>
    </section>`;
  }

  #own({ style, hasSound, picture }: Extract<SharingView['own'], { state: 'on' }>): TemplateResult {
    const { sharing: words } = sentences;
    return html`<section class="own" aria-label=${words.own}>
      <div class="frame fit"><humr-picture .stream=${picture} .label=${words.own}></humr-picture></div>
      <div>
        <p class="small">${words.own}. ${hasSound ? words.withSound : words.silent}</p>
        <p class="pause small" role="status">${ownPauseWords(this.sharing.paused.own.screen, this.people)}</p>
        <div class="bar">
          <select
            aria-label=${words.style}
            @change=${(event: Event) =>
              this.wishes.setShareStyle((event.currentTarget as HTMLSelectElement).value as typeof style)}
          >
            ${Object.entries(words.styles).map(
              ([value, label]) => html`<option value=${value} ?selected=${value === style}>${label}</option>`,
            )}
          </select>
        </div>
      </div>
    </section>`;
  }

  #choice(shown: ScreenView): TemplateResult {
    return html`<select
      aria-label=${sentences.sharing.which}
      @change=${(event: Event) => {
        this.chosen = (event.currentTarget as HTMLSelectElement).value;
      }}
    >
      ${this.sharing.screens.map(
        (screen) =>
          html`<option value=${screen.id} ?selected=${screen.id === shown.id}>
            ${fillName(sentences.sharing.screenOf, this.#nameOf(screen))}
          </option>`,
      )}
    </select>`;
  }

  #volume({ id, volumeRatio }: ScreenView): TemplateResult {
    const percent = Math.round(volumeRatio * 100);
    return html`<label>
      ${sentences.sharing.volume}
      <input
        type="range"
        min="0"
        max="200"
        step="5"
        aria-valuetext=${fillCount(sentences.call.percent, percent)}
        .value=${String(percent)}
        @input=${(event: InputEvent) =>
          this.wishes.setScreenVolume(id, (event.currentTarget as HTMLInputElement).valueAsNumber / 100)}
      />
    </label>`;
  }

  #nameOf({ id }: ScreenView): string {
    return callName(this.people.find((person) => person.id === id)?.name ?? '');
  }

  #setSize(event: Event): void {
    this.size = (event.currentTarget as HTMLSelectElement).value as Size;
  }

  #nextSize(): void {
    this.size = this.size === 'fit' ? 'full' : 'fit';
  }

  #fill(): void {
    this.renderRoot
      .querySelector('.frame')
      ?.requestFullscreen()
      .catch(() => undefined);
  }

  #float(): void {
    const video = this.renderRoot.querySelector('humr-picture')?.video;
    video?.requestPictureInPicture().catch(() => undefined);
  }
}
