/**
 * `<humr-call>`: the call: everybody's tile, the link to invite more, what happened, and the controls.
 *
 * Properties: `view`, `call`, `wishes`.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CallView, PersonView, SuppressionView, View, Wishes } from '../app/view.ts';
import { FLOOR_DBFS } from '../base/units.ts';
import { ownWords, personWords, relayWords } from './call-words.ts';
import type { CeremonyElement } from './ceremony.ts';
import './controls.ts';
import type { ControlsElement } from './controls.ts';
import { HoldKeys } from './hold.ts';
import { wordmark } from './icons.ts';
import './invite.ts';
import './qr-code.ts';
import type { InviteElement } from './invite.ts';
import { clockText } from './level.ts';
import { initialOf } from './named-text.ts';
import './notices.ts';
import { openSettings } from './open-settings.ts';
import { callName, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';
import './tile.ts';
import type { WallElement } from './wall.ts';

@customElement('humr-call')
export class CallElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr auto;
        min-block-size: 100dvh;
      }

      header {
        display: flex;
        align-items: center;
        gap: var(--space-4);
        padding: calc(var(--space-4) + var(--safe-top)) calc(var(--space-5) + var(--safe-right)) var(--space-2)
          calc(var(--space-5) + var(--safe-left));
      }

      .relay {
        flex: 1;
      }

      .length {
        font-variant-numeric: tabular-nums;
      }

      main {
        display: grid;
        grid-template-rows: auto 1fr auto;
        inline-size: 100%;
        max-inline-size: 72rem;
        margin-inline: auto;
        padding: var(--space-3) calc(var(--space-4) + var(--safe-right)) var(--space-5)
          calc(var(--space-4) + var(--safe-left));
      }

      .tiles {
        display: flex;
        flex-wrap: wrap;
        align-content: center;
        justify-content: center;
        gap: var(--space-3);
      }

      humr-tile {
        flex: 1 1 8.4rem;
        max-inline-size: 22rem;
        min-block-size: min(20rem, 42vh);
      }

      .tiles.many humr-tile {
        flex-basis: clamp(8.4rem, 20vw, 14rem);
        min-block-size: min(13rem, 28vh);
      }

      .tiles.crowd humr-tile {
        --ring-most: 4.5rem;
        flex-basis: clamp(8.4rem, 16vw, 12rem);
        max-inline-size: 16rem;
        min-block-size: 0;
      }

      @media (max-width: 33rem) {
        .tiles.pair humr-tile {
          --ring-most: min(4.5rem, 9vh);
          flex-basis: 100%;
          max-inline-size: 100%;
          min-block-size: 0;
        }

        .tiles.few humr-tile {
          min-block-size: min(13rem, 25vh);
        }
      }

      .alone {
        display: grid;
        align-content: center;
        justify-items: center;
        gap: var(--space-4);
      }

      .alone > div {
        inline-size: min(100%, 34rem);
      }

      .words {
        display: grid;
        gap: var(--space-3);
        text-align: center;
      }

      .sides {
        --qr-size: clamp(7rem, min(42vw, 24vh), 12rem);
        display: grid;
        grid-template-columns: 1fr 1fr;
        align-items: center;
        justify-items: center;
      }

      .alone humr-tile {
        --own-edge: transparent;
        --scale: 1;
        --ring-most: min(6.5rem, 11vh);
        inline-size: 100%;
        min-block-size: 0;
      }

      .company humr-invite {
        inline-size: min(100%, 40rem);
        margin: var(--space-4) auto 0;
      }

      footer {
        position: sticky;
        inset-block-end: 0;
        padding: var(--space-3) calc(var(--space-4) + var(--safe-right)) calc(var(--space-3) + var(--safe-bottom))
          calc(var(--space-4) + var(--safe-left));
        border-block-start: 1px solid var(--line);
        background: var(--surface);
      }

      @media (max-width: 47.99rem) and (max-height: 40rem) {
        footer {
          inset-block-end: -5rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) view!: View;

  @property({ attribute: false }) call!: CallView;

  @property({ attribute: false }) wishes!: Wishes;

  readonly #holding = new HoldKeys(this);

  /** What keys do in this call. */
  get keys(): View['settings']['values'] {
    return this.view.settings.values;
  }

  /** To the control a hand wants first; for the skip link. */
  focusControls(): void {
    this.renderRoot.querySelector<ControlsElement>('humr-controls')?.focusFirst();
  }

  /** The link has the focus while its place on the page changes. */
  #inviteFocused = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('call');
    const moves = before !== undefined && (before.people.length === 0) !== (this.call.people.length === 0);
    if (this.call.people.some(({ known }) => known.hold !== null)) void import('./wall.ts');
    this.#inviteFocused = moves && this.shadowRoot?.activeElement?.localName === 'humr-invite';
  }

  protected override updated(): void {
    if (!this.#inviteFocused) return;
    const invite = this.renderRoot.querySelector<InviteElement>('humr-invite');
    void invite?.updateComplete.then(() => invite.focusCopy());
  }

  protected override render(): TemplateResult {
    const alone = this.call.people.length === 0;
    return html`${this.#header()}
      <main class=${alone ? 'solo' : 'company'}>
        <div class="events">
          <humr-notices
            .notices=${this.call.notices}
            .soundBlocked=${this.call.soundBlocked}
            @dismiss=${(event: CustomEvent<number>) => this.wishes.dismissNotice(event.detail)}
            @turn-on-sound=${() => this.wishes.turnOnSound()}
          ></humr-notices>
        </div>
        ${alone ? this.#alone() : this.#company()}
      </main>
      <humr-ceremony .people=${this.call.people} .wishes=${this.wishes}></humr-ceremony>
      <humr-volume .people=${this.call.people} .wishes=${this.wishes}></humr-volume>
      <humr-wall .people=${this.call.people} .wishes=${this.wishes}></humr-wall>
      <footer>
        <humr-controls
          .mute=${this.call.mute}
          .talk=${this.call.talk}
          .talkKey=${this.keys.talkKey}
          .microphone=${this.view.microphone}
          .suppression=${this.view.suppression}
          @toggle-mute=${() => this.wishes.toggleMute()}
          @toggle-deafened=${() => this.wishes.toggleDeafened()}
          @hold=${(event: CustomEvent<boolean>) => this.#holding.hold(event.detail)}
          @leave=${() => this.wishes.leave()}
          @suppression=${(event: CustomEvent<SuppressionView>) => this.wishes.setSuppression(event.detail)}
        ></humr-controls>
      </footer>`;
  }

  #header(): TemplateResult {
    const since = this.call.connectedSinceMs;
    return html`<header>
      ${wordmark}
      <p class="relay small soft">${relayWords(this.call.relay, this.call.people.length > 0)}</p>
      ${
        since === null
          ? nothing
          : html`<p class="length" role="timer" aria-label=${sentences.call.length}>${clockText(this.view.nowMs - since)}</p>`
      }
      ${openSettings('icon')}
    </header>`;
  }

  #alone(): TemplateResult {
    const linked = this.call.inviteLink !== '';
    const { aloneTitle, aloneHelp, lonelyTitle, lonelyHelp } = sentences.call;
    return html`<div class="alone">
      <div class=${linked ? 'sides' : ''}>
        ${this.#ownTile()}
        ${linked ? html`<humr-qr-code .link=${this.call.inviteLink}></humr-qr-code>` : nothing}
      </div>
      <div class="words">
        <h1 tabindex="-1">${linked ? aloneTitle : lonelyTitle}</h1>
        <p class="soft">${linked ? aloneHelp : lonelyHelp}</p>
        ${this.#invite(true)}
      </div>
    </div>`;
  }

  #company(): TemplateResult {
    const { people } = this.call;
    return html`<div class="tiles ${tilesClass(people.length)}">
        <h1 tabindex="-1" class="visually-hidden">${sentences.call.heading}</h1>
        ${repeat(
          people,
          ({ id }) => id,
          (person) => tile(person, this.#deeds(person)),
        )}
        ${this.#ownTile()}
      </div>
      ${this.#invite(false)}`;
  }

  async #volume(id: string): Promise<void> {
    await import('./volume.ts');
    this.renderRoot.querySelector('humr-volume')?.open(id);
  }

  #deeds({ id, known }: PersonView): TileDeeds {
    const { contactId } = known;
    return {
      compare: () => void this.#compare(id),
      volume: () => void this.#volume(id),
      decide: () => this.renderRoot.querySelector<WallElement>('humr-wall')?.open(id),
      details: contactId === null ? null : () => this.wishes.people({ kind: 'show-person', id: contactId }),
    };
  }

  async #compare(id: string): Promise<void> {
    await import('./ceremony.ts');
    this.renderRoot.querySelector<CeremonyElement>('humr-ceremony')?.open(id);
  }

  #ownTile(): TemplateResult {
    const { mute } = this.call;
    const { selfMeter, selfName, microphone } = this.view;
    const muted = mute.state !== 'open';
    return html`<humr-tile
      own
      .name=${sentences.you}
      .initial=${initialOf(selfName || sentences.you)}
      .status=${ownWords(microphone, mute)}
      .levelDbfs=${selfMeter.levelDbfs}
      .speaking=${selfMeter.speaking && !muted}
      .muted=${muted}
    ></humr-tile>`;
  }

  #invite(large: boolean): TemplateResult | typeof nothing {
    if (this.call.inviteLink === '') return nothing;
    return html`<humr-invite
      .link=${this.call.inviteLink}
      .copied=${this.call.linkCopied}
      .shareable=${this.wishes.shareInviteLink !== undefined}
      .large=${large}
      @copy-link=${() => this.wishes.copyInviteLink()}
      @share-link=${() => this.wishes.shareInviteLink?.()}
    ></humr-invite>`;
  }
}

/** How closely the tiles stand. */
function tilesClass(others: number): 'pair' | 'few' | 'many' | 'crowd' {
  if (others < 2) return 'pair';
  if (others < 4) return 'few';
  return others < 8 ? 'many' : 'crowd';
}

interface TileDeeds {
  compare(): void;
  volume(): void;
  decide(): void;
  /** Null before they are in the book. */
  readonly details: (() => void) | null;
}

function tile(person: PersonView, deeds: TileDeeds): TemplateResult {
  const { name, connection, meter, muted, trust, loudness } = person;
  const connected = connection.state === 'connected';
  return html`<humr-tile
    .name=${callName(name)}
    .initial=${initialOf(name)}
    .status=${personWords(person)}
    .levelDbfs=${connected ? meter.levelDbfs : FLOOR_DBFS}
    .speaking=${connected && meter.speaking}
    .muted=${connected && muted}
    .waiting=${!connected}
    .trust=${trust}
    .known=${person.known}
    .detailed=${deeds.details !== null}
    .comparable=${connected && person.pictures !== null}
    .volumeRatio=${connected ? (loudness.silenced ? 0 : loudness.volumeRatio) : null}
    @volume=${deeds.volume}
    @compare=${deeds.compare}
    @decide=${deeds.decide}
    @details=${() => deeds.details?.()}
  ></humr-tile>`;
}
