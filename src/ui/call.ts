/**
 * `<humr-call>`: the call: everybody's tile, the link to invite more, what happened, and the controls.
 *
 * Properties: `view`, `call`, `wishes`.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CallView, PersonView, SuppressionView, View, Wishes } from '../app/view.ts';
import { FLOOR_DBFS } from '../base/units.ts';
import type { InvitationTerms } from '../call/invitation-terms.ts';
import { callStyles } from './call-styles.ts';
import { ownWords, personWords, relayWords } from './call-words.ts';
import type { CeremonyElement } from './ceremony.ts';
import './controls.ts';
import type { ControlsElement } from './controls.ts';
import type { GroupCeremonyElement } from './group-ceremony.ts';
import { HoldKeys } from './hold.ts';
import './figures.ts';
import { floatIcon, wordmark } from './icons.ts';
import './invite.ts';
import './qr-code.ts';
import type { InviteElement } from './invite.ts';
import { clockText } from './level.ts';
import { initialOf } from './named-text.ts';
import './notices.ts';
import { openSettings } from './open-settings.ts';
import { ownPauseWords } from './pause-words.ts';
import { callName, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';
import { SmallWindow } from './small-window.ts';
import './tile.ts';
import type { WallElement } from './wall.ts';

@customElement('humr-call')
export class CallElement extends LitElement {
  static override styles = [base, buttons, callStyles];

  @property({ attribute: false }) view!: View;

  @property({ attribute: false }) call!: CallView;

  @property({ attribute: false }) wishes!: Wishes;

  readonly #holding = new HoldKeys(this);
  readonly #small = new SmallWindow(this);

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
            .group=${this.view.group}
            @compare-all=${() => void this.#compare(this.call.people[0]?.id ?? '')}
            @dismiss=${(event: CustomEvent<number>) => this.wishes.dismissNotice(event.detail)}
            @turn-on-sound=${() => this.wishes.turnOnSound()}
          ></humr-notices>
          ${this.#stage()}
        </div>
        ${alone ? this.#alone() : this.#company()}
      </main>
      ${this.#dialogs()}
      ${this.view.chat.open ? html`<humr-chat .chat=${this.view.chat} .wishes=${this.wishes} @close-chat=${() => this.#toggleChat()}></humr-chat>` : nothing}
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
          @chat=${() => this.#toggleChat()}
          @listen-back=${() => void this.#listenBack()}
          .chat=${this.view.chat}
          .sharing=${this.view.sharing}
          @share=${() => this.wishes.shareScreen()}
          @stop-share=${() => this.wishes.stopSharing()}
          @camera=${() => this.wishes.toggleCamera()}
          @suppression=${(event: CustomEvent<SuppressionView>) => this.wishes.setSuppression(event.detail)}
        ></humr-controls>
      </footer>`;
  }

  /** Closed until something opens them; each is loaded then. */
  #dialogs(): TemplateResult {
    const { people } = this.call;
    return html`<humr-ceremony
        .people=${people}
        .wishes=${this.wishes}
        @compare-all=${(event: CustomEvent<string>) => void this.#compare(event.detail)}
      ></humr-ceremony>
      <humr-group-ceremony
        .pictures=${this.view.group.pictures}
        .people=${people}
        .wishes=${this.wishes}
        @alone=${(event: CustomEvent<string>) => void this.#compareAlone(event.detail)}
      ></humr-group-ceremony>
      <humr-removal .people=${people} .wishes=${this.wishes}></humr-removal>
      <humr-volume .people=${people} .wishes=${this.wishes}></humr-volume>
      <humr-listen-back .view=${this.view} .wishes=${this.wishes}></humr-listen-back>
      <humr-wall .people=${people} .wishes=${this.wishes}></humr-wall>`;
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
      ${this.#small.isPossible && this.call.people.length > 0 ? this.#smaller() : nothing} ${openSettings('icon')}
    </header>`;
  }

  #smaller(): TemplateResult {
    const { smallWindow } = sentences.call;
    return html`<button
      type="button"
      class="icon"
      aria-label=${smallWindow}
      title=${smallWindow}
      @click=${() => this.#small.open()}
    >
      ${floatIcon}
    </button>`;
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
      ${this.#invite(false)}
      <humr-figures .figures=${this.view.figures ?? null} .wishes=${this.wishes}></humr-figures>`;
  }

  async #toggleChat(): Promise<void> {
    const open = !this.view.chat.open;
    if (open) await import('./chat.ts');
    this.wishes.showChat(open);
    if (!open) return this.renderRoot.querySelector('humr-controls')?.focusChat();
    await this.updateComplete;
    this.renderRoot.querySelector('humr-chat')?.focusField();
  }

  async #volume(id: string): Promise<void> {
    await import('./volume.ts');
    this.renderRoot.querySelector('humr-volume')?.open(id);
  }

  async #listenBack(): Promise<void> {
    await import('./listen-back.ts');
    this.renderRoot.querySelector('humr-listen-back')?.open();
  }

  async #remove(id: string): Promise<void> {
    await import('./removal.ts');
    this.renderRoot.querySelector('humr-removal')?.open(id);
  }

  /** By the maker of the link, in a call of three or more; with one other there is the way of leaving. */
  get #canRemove(): boolean {
    return this.call.invitation !== null && this.call.people.filter(isHere).length >= 2;
  }

  #deeds(person: PersonView): TileDeeds {
    const { id, known } = person;
    const { contactId } = known;
    return {
      remove: this.#canRemove && isHere(person) ? () => void this.#remove(id) : null,
      compare: () => void this.#compare(id),
      volume: () => void this.#volume(id),
      retry: () => this.wishes.retryNow(),
      decide: () => this.renderRoot.querySelector<WallElement>('humr-wall')?.open(id),
      camera: this.view.sharing.cameras.get(id) ?? null,
      pause: this.view.sharing.paused.theirs.camera.includes(id) ? sentences.sharing.paused : '',
      details: contactId === null ? null : () => this.wishes.people({ kind: 'show-person', id: contactId }),
    };
  }

  /** In a call of three or more with everybody at once; where that fails, with one. */
  async #compare(id: string): Promise<void> {
    if (this.call.people.filter(({ connection }) => connection.state === 'connected').length < 2) {
      return this.#compareAlone(id);
    }
    // The alarm, too: their answer may call for it.
    await Promise.all([import('./group-ceremony.ts'), import('./ceremony.ts')]);
    this.renderRoot.querySelector<GroupCeremonyElement>('humr-group-ceremony')?.open(id);
  }

  async #compareAlone(id: string): Promise<void> {
    await import('./ceremony.ts');
    this.renderRoot.querySelector<CeremonyElement>('humr-ceremony')?.open(id);
  }

  /** Loaded when something is first shown. */
  #stage(): TemplateResult | typeof nothing {
    const { sharing } = this.view;
    const trouble =
      sharing.trouble &&
      html`<p class="share-note small" role="alert">${sentences.sharing.troubles[sharing.trouble]}</p>`;
    const shows = sharing.screens.length > 0 || sharing.own.state === 'on';
    if (shows) void import('./stage.ts');
    return html`${trouble ?? nothing}${
      shows
        ? html`<humr-stage .sharing=${sharing} .people=${this.call.people} .wishes=${this.wishes}></humr-stage>`
        : nothing
    }`;
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
      .camera=${this.view.sharing.camera}
      .pause=${ownPauseWords(this.view.sharing.paused.own.camera, this.call.people)}
    ></humr-tile>`;
  }

  #invite(large: boolean): TemplateResult | typeof nothing {
    if (this.call.inviteLink === '') return nothing;
    return html`<humr-invite
      .link=${this.call.inviteLink}
      .terms=${this.call.invitation}
      .copied=${this.call.linkCopied}
      .shareable=${this.wishes.shareInviteLink !== undefined}
      .large=${large}
      @copy-link=${() => this.wishes.copyInviteLink()}
      @terms=${(event: CustomEvent<InvitationTerms>) => this.wishes.setInvitation(event.detail)}
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

/** Connected, or about to be again. */
function isHere({ connection }: PersonView): boolean {
  return connection.state === 'connected' || connection.state === 'reconnecting';
}

interface TileDeeds {
  readonly camera: MediaStream | null;
  readonly pause: string;
  compare(): void;
  volume(): void;
  decide(): void;
  retry(): void;
  /** Null where they cannot be removed. */
  readonly remove: (() => void) | null;
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
    .camera=${connected ? deeds.camera : null}
    .pause=${deeds.pause}
    .trust=${trust}
    .known=${person.known}
    .detailed=${deeds.details !== null}
    .comparable=${connected && person.pictures !== null}
    .volumeRatio=${connected ? (loudness.silenced ? 0 : loudness.volumeRatio) : null}
    .retryable=${connection.state === 'reconnecting' && connection.isWaiting}
    @retry=${deeds.retry}
    .removable=${deeds.remove !== null}
    @remove=${() => deeds.remove?.()}
    @volume=${deeds.volume}
    @compare=${deeds.compare}
    @decide=${deeds.decide}
    @details=${() => deeds.details?.()}
  ></humr-tile>`;
}
