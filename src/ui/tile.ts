/**
 * `<humr-tile>`: one person of the call, as a group named by them: level, speaking, muted, and how they are connected.
 *
 * Properties: `name` (untrusted text), `status` (words), `levelDbfs` (dBFS), `speaking`, `muted`, `waiting`, `own`,
 * `trust`, `known`, `comparable` (their pictures can be compared), `detailed`, `volumeRatio` (0..2; 0: not heard by
 * choice), `removable`. Events: `compare`, `decide`, `details`, `volume`, `remove`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type KnownView, UNKNOWN } from '../app/people-view.ts';
import type { Trust } from '../app/view.ts';
import { FLOOR_DBFS } from '../base/units.ts';
import { deafIcon, keyIcon, lockIcon, mutedIcon, removeIcon, soundIcon, warningIcon, waveIcon } from './icons.ts';
import { initialOf, namedText } from './named-text.ts';
import './ring.ts';
import { fillName, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

@customElement('humr-tile')
export class TileElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        container-type: inline-size;
      }

      .tile {
        position: relative;
        --ring-size: clamp(3.5rem, min(38cqi, 18vh), var(--ring-most, 8rem));
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: 1fr;
        grid-auto-rows: auto;
        justify-items: center;
        gap: var(--space-1);
        block-size: 100%;
        padding: calc(var(--ring-size) * 0.38) var(--space-3) var(--space-4);
        border: 2px solid transparent;
        border-radius: var(--round);
        background: var(--surface);
        box-shadow: var(--shadow);
        overflow: hidden;
        text-align: center;
        transition: border-color var(--calm);
      }

      :host([speaking]) .tile {
        border-color: var(--voice);
      }

      :host([own]) .tile {
        background: transparent;
        border-color: var(--own-edge, var(--line));
        box-shadow: none;
      }

      :host([own][speaking]) .tile {
        border-color: var(--own-edge, var(--voice));
      }

      :host([waiting]) humr-ring {
        opacity: 0.55;
      }

      humr-ring {
        align-self: center;
        margin-block-end: calc(var(--ring-size) * 0.36);
      }

      .name {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        max-inline-size: 100%;
        font-weight: 650;
      }

      /* The name gives way, the mark beside it never. */
      .name bdi {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .name svg {
        inline-size: 1.1em;
        block-size: 1.1em;
        color: var(--quiet);
      }

      :host([trust='held']) .tile,
      :host([trust='differs']) .tile {
        border-color: var(--danger);
      }

      .alarming {
        color: var(--danger-ink);
        font-weight: 650;
      }

      .deeds {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-1);
        margin-block-start: var(--space-1);
      }

      .compare {
        padding-inline: var(--space-4);
        font-size: var(--text-small);
      }

      @container (max-width: 12rem) {
        .deeds {
          justify-self: stretch;
        }

        .compare {
          inline-size: 100%;
          padding-inline: 2px;
          font-size: 0.8125rem;
        }
      }

      humr-picture {
        --fit: cover;
        inline-size: 100%;
        max-block-size: 34vh;
        aspect-ratio: 16 / 9;
        border-radius: var(--round-small);
        overflow: hidden;
      }

      .tile:has(humr-picture) {
        --ring-size: 2.5rem;
        padding-block-start: var(--space-3);
      }

      .corner {
        position: absolute;
        inset-block-start: 0;
        color: var(--ink-soft);
      }

      .volume {
        inset-inline-end: 0;
      }

      .details {
        inset-inline-start: 0;
      }

      .remove {
        inset-block-start: var(--touch);
        inset-inline-end: 0;
      }

      /* Over a picture of any colour. */
      .tile:has(humr-picture) .corner {
        background: var(--surface);
        background-clip: content-box;
        padding: 10px;
      }

      .status {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: var(--space-1);
        min-block-size: 1.6em;
      }

      .status svg {
        inline-size: 1.15em;
        block-size: 1.15em;
      }

      .paused {
        opacity: 0.5;
      }

      .speaking {
        display: inline-flex;
        color: var(--voice);
      }

      @media (forced-colors: active) {
        :host([speaking]) .tile {
          border-color: Highlight;
        }
      }
    `,
  ];

  /** Display name as it is shown; untrusted text. */
  @property() name = '';

  /** How they are connected, or what becomes of one's own voice; a few words. */
  @property() status = '';

  /** Level to show, dBFS. */
  @property({ type: Number }) levelDbfs = FLOOR_DBFS;

  @property({ type: Boolean, reflect: true }) speaking = false;

  /** They sent word that they are muted, or one is oneself. */
  @property({ type: Boolean, reflect: true }) muted = false;

  /** Not connected at the moment: shown dimmer. */
  @property({ type: Boolean, reflect: true }) waiting = false;

  /** One's own tile. */
  @property({ type: Boolean, reflect: true }) own = false;

  /** What was found out about their key. */
  @property({ reflect: true }) trust: Trust = 'new';

  @property({ type: Boolean }) comparable = false;

  /** They are away for long: a button tries to reach them at once. */
  @property({ type: Boolean }) retryable = false;

  /** How loud they are played; null where there is nothing to play. */
  @property({ type: Number }) volumeRatio: number | null = null;

  /** They can be removed from the call. */
  @property({ type: Boolean }) removable = false;

  /** What is known of their key; one's own tile and tiles in tests may do without. */
  @property({ attribute: false }) known: KnownView = UNKNOWN;

  /** There is more to be told about them. */
  @property({ type: Boolean }) detailed = false;

  /** Letter on the disc; by default the first of the name. */
  @property() initial = '';

  /** Their camera, or one's own. */
  @property({ attribute: false }) camera: MediaStream | null = null;

  /** What is to be said of a camera that pauses; nothing while it does not. */
  @property() pause = '';

  protected override updated(): void {
    if (this.camera) void import('./picture.ts');
  }

  protected override render(): TemplateResult {
    return html`<div class="tile" role="group" aria-labelledby="name">
      ${this.camera ? html`<humr-picture class=${this.pause && !this.own ? 'paused' : ''} ?mirrored=${this.own} .stream=${this.camera} .label=${fillName(this.own ? sentences.sharing.ownCamera : sentences.sharing.cameraOf, this.name)}></humr-picture>` : nothing}
      <humr-ring class=${this.camera ? 'small' : ''} .levelDbfs=${this.levelDbfs} .speaking=${this.speaking}>${this.initial || initialOf(this.name)}</humr-ring>
      <p class="name"><bdi id="name">${this.name}</bdi>${this.#lock()}</p>
      ${this.own || this.waiting ? nothing : this.#standing()}
      <p class="status small soft">${this.#statusLine()}</p>
      ${this.camera && this.pause ? html`<p class="small soft">${this.pause}</p>` : nothing}
      ${this.comparable || this.retryable || this.#isWall ? this.#buttons() : nothing}
      ${this.detailed ? this.#detailsButton() : nothing}
      ${this.volumeRatio === null ? nothing : this.#corner('volume', sentences.volume.open, this.volumeRatio === 0 ? deafIcon : soundIcon)}
      ${this.removable ? this.#corner('remove', sentences.group.remove.open, removeIcon) : nothing}
    </div>`;
  }

  #buttons(): TemplateResult {
    return html`<div class="deeds">
      ${this.#isWall ? this.#button('decide', sentences.trust.decide) : nothing}
      ${this.retryable ? this.#button('retry', sentences.person.tryNow) : nothing}
      ${this.comparable ? this.#button('compare', sentences.pictures.compare) : nothing}
    </div>`;
  }

  get #isWall(): boolean {
    return this.known.hold === 'changed' || this.known.hold === 'stranger';
  }

  #detailsButton(): TemplateResult {
    const name = fillName(sentences.trust.details, this.name);
    return html`<button
      type="button"
      class="corner details icon"
      aria-label=${name}
      title=${name}
      @click=${() => this.dispatchEvent(new CustomEvent('details'))}
    >
      ${keyIcon}
    </button>`;
  }

  #button(event: 'compare' | 'decide' | 'retry', label: string): TemplateResult {
    return html`<button type="button" class="compare" @click=${() => this.dispatchEvent(new CustomEvent(event))}>
      ${label}
    </button>`;
  }

  /** Opens a dialog about them. */
  #corner(event: 'remove' | 'volume', sentence: string, icon: TemplateResult): TemplateResult {
    const name = fillName(sentence, this.name);
    return html`<button
      type="button"
      class="corner ${event} icon"
      aria-label=${name}
      title=${name}
      aria-haspopup="dialog"
      @click=${() => this.dispatchEvent(new CustomEvent(event))}
    >
      ${icon}
    </button>`;
  }

  #lock(): TemplateResult | typeof nothing {
    if (this.trust === 'compared') return matched();
    return this.known.standing === 'verified' ? lockIcon : nothing;
  }

  /** Whose key it is, in a few words; a borrowed name before everything else. */
  #standing(): TemplateResult | typeof nothing {
    const { hold, namesake, alias, standing } = this.known;
    if (hold !== null) return nothing;
    const words = sentences.trust;
    if (namesake) return html`<p class="small alarming">${namedText(words.namesake, namesake)}</p>`;
    if (alias) return html`<p class="small soft">${words.standings[standing]} · ${namedText(words.alias, alias)}</p>`;
    return html`<p class="small soft">${words.standings[standing]}</p>`;
  }

  #statusLine(): TemplateResult {
    if (!this.waiting && (this.trust === 'held' || this.trust === 'differs' || this.known.holdsUs)) {
      return html`<span class="alarming">${warningIcon}</span><span class="alarming">${this.status}</span>`;
    }
    if (this.speaking && !this.waiting && !this.muted) {
      // One's own words stay: they say what becomes of the voice, and one knows oneself when one speaks.
      return html`<span class="speaking">${waveIcon}</span>${this.own ? this.status : sentences.person.speaking}`;
    }
    if (this.volumeRatio === 0 && !this.waiting) return html`${deafIcon}${sentences.volume.silenced}`;
    return html`${this.muted ? mutedIcon : nothing}${this.status}`;
  }
}

const matched = () => html`${lockIcon}<span class="visually-hidden">${sentences.pictures.compared}</span>`;
