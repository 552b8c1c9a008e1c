/**
 * `<humr-app>`: the whole interface. It shows the latest view and voices wishes; it knows nothing else.
 *
 * Properties: `view`, `wishes`. Until both are there, what the page holds inside stays: its first paint.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { ReportView } from '../app/tool-view.ts';
import type { Screen, View, Wishes } from '../app/view.ts';
import type { TroubleCode } from '../call/trouble.ts';
import { announcements } from './announce.ts';
import './call.ts';
import type { CallElement } from './call.ts';
import './home.ts';
import './message.ts';
import { keepFirstPaint } from './first-paint.ts';
import { directionOf, type Language, languageFor, speakLanguage } from './languages.ts';
import type { Way } from './message.ts';
import { offers } from './offers.ts';
import { fillName, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';
import { paint } from './theme.ts';
import { TOOL_ELEMENTS, toolScreen } from './tools.ts';

@customElement('humr-app')
export class AppElement extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .skip {
        position: fixed;
        z-index: 1;
        inset-block-start: calc(var(--space-2) + var(--safe-top));
        inset-inline-start: calc(var(--space-2) + var(--safe-left));
      }

      .offers {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-3);
        padding: 0 var(--space-5) calc(var(--space-5) + var(--safe-bottom));
        text-align: center;
      }

      .skip:not(:focus-visible) {
        translate: 0 -20rem;
      }
    `,
  ];

  @property({ attribute: false }) view?: View;

  @property({ attribute: false }) wishes?: Wishes;

  /** Opened once: the dialog stays in the page, closed. */
  @state() private settingsWanted = false;

  /** Shown now; a change builds everything anew. */
  @state() private language: Language = 'en';

  #wantedLanguage: Language = 'en';

  #announcement: { count: number; text: string } = { count: 0, text: '' };

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('view') || this.view === undefined) return;
    const { theme } = this.view.settings.values;
    if (changed.get('view')?.settings.values.theme !== theme) {
      paint(theme);
      if (changed.get('view')) this.#keepFirstPaint();
    }
    const wanted = languageFor(this.view.settings.values.language, navigator.languages);
    if (wanted !== this.#wantedLanguage) void this.#speak(wanted);
    const texts = announcements(changed.get('view'), this.view);
    if (texts.length > 0) this.#announcement = { count: this.#announcement.count + 1, text: texts.join(' ') };
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('view')?.screen.name;
    const now = this.view?.screen.name;
    // On the very first screen the browser's own starting point is the best one.
    if (before !== undefined && before !== now) void this.#focusHeading();
    const title = this.view ? titleOf(this.view) : sentences.appName;
    if (document.title !== title) document.title = title; // views come many times a second
  }

  protected override render(): TemplateResult {
    const { view, wishes } = this;
    if (view === undefined || wishes === undefined) return html`<slot></slot>`;
    const { count, text } = this.#announcement;
    return html`${keyed(this.language, this.#everything(view, wishes))}
      <div role="status" class="visually-hidden">${keyed(count, text === '' ? nothing : html`<p>${text}</p>`)}</div>`;
  }

  #everything(view: View, wishes: Wishes): TemplateResult {
    return html`<button type="button" class="skip" @click=${this.#skip}>
        ${view.screen.name === 'call' ? sentences.skipToControls : sentences.skipToContent}
      </button>
      <div @open-settings=${this.#openSettings}>${this.#screen(view, wishes)}</div>
      ${this.#people(view, wishes)}
      ${this.settingsWanted ? html`<humr-settings .view=${view} .wishes=${wishes}></humr-settings>` : nothing}`;
  }

  #screen(view: View, wishes: Wishes): TemplateResult {
    const { screen } = view;
    switch (screen.name) {
      case 'home':
      case 'join':
        return html`<humr-home .view=${view} .wishes=${wishes} .invited=${screen.name === 'join'}></humr-home>`;
      case 'doctor':
      case 'demo':
      case 'history':
      case 'data':
        return toolScreen(screen, wishes);
      case 'codes':
        void import('./codes.ts');
        return html`<humr-codes
          .codes=${screen.codes}
          .microphone=${view.microphone}
          .nowMs=${view.nowMs}
          .wishes=${wishes}
        ></humr-codes>`;
      case 'elsewhere': {
        const { title, help, move } = sentences.elsewhere;
        return message(title, help, [
          { label: move, take: () => wishes.moveHere() },
          { label: sentences.join.back, take: () => wishes.goHome() },
        ]);
      }
      case 'note': {
        const { title, help } = sentences.note[screen.note];
        return message(title, help, [{ label: sentences.left.home, take: () => wishes.goHome() }]);
      }
      case 'call':
        return html`<humr-call .view=${view} .call=${screen.call} .wishes=${wishes}></humr-call>`;
      case 'rejoin':
        return rejoinMessage(wishes);
      case 'entering': {
        const { title, help } = sentences.entering[screen.step];
        return message(title, help, enteringWays(screen.step, wishes), true);
      }
      case 'stopped':
        return troubleMessage(screen.code, stoppedWays(screen.code, wishes));
      case 'broken-link':
        return troubleMessage(screen.code, [{ label: sentences.stopped.home, take: () => wishes.goHome() }]);
      case 'left':
        return html`${leftMessage(screen, view.report ?? null, wishes)}${offers(view.app, wishes)}`;
    }
  }

  /** People and rings, over whatever is shown; each loaded when first needed, and then left in the page, closed. */
  #people({ people, screen }: View, wishes: Wishes): TemplateResult {
    if (people.page !== null) void import('./people.ts');
    if (people.ring !== null) void import('./ringing.ts');
    return html`<humr-people .people=${people} .wishes=${wishes} .inCall=${screen.name === 'call'}></humr-people>
      <humr-ringing .ring=${people.ring} .wishes=${wishes}></humr-ringing>`;
  }

  /** The element of the screen shown; one that is loaded only when wished for sets the focus itself. */
  get #screenElement():
    | (HTMLElement & { readonly updateComplete?: Promise<boolean>; readonly renderRoot?: ParentNode })
    | null {
    return this.renderRoot.querySelector(`humr-home, humr-codes, humr-call, humr-message, ${TOOL_ELEMENTS}`);
  }

  async #focusHeading(): Promise<void> {
    const element = this.#screenElement;
    // Some screens are loaded when they are first shown.
    if (element) await customElements.whenDefined(element.localName);
    await element?.updateComplete;
    this.#screenElement?.renderRoot?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  async #speak(wanted: Language): Promise<void> {
    this.#wantedLanguage = wanted;
    const spoken = await speakLanguage(wanted);
    if (wanted !== this.#wantedLanguage) return; // another was chosen meanwhile, and comes after this one
    document.documentElement.lang = spoken;
    document.documentElement.dir = directionOf(spoken);
    const inSettings = this.renderRoot.querySelector('humr-settings')?.renderRoot.querySelector('dialog[open]');
    this.language = spoken;
    this.#keepFirstPaint();
    if (inSettings) await this.#openSettings();
  }

  #keepFirstPaint(): void {
    if (!this.view) return;
    const { theme, language } = this.view.settings.values;
    keepFirstPaint({ theme, language, lang: this.language, words: sentences.home.title });
  }

  async #openSettings(): Promise<void> {
    await import('./settings.ts');
    this.settingsWanted = true;
    await this.updateComplete;
    this.renderRoot.querySelector('humr-settings')?.open();
  }

  #skip(): void {
    if (this.view?.screen.name === 'call') this.renderRoot.querySelector<CallElement>('humr-call')?.focusControls();
    else void this.#focusHeading();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-app': AppElement;
  }
}

function rejoinMessage(wishes: Wishes): TemplateResult {
  const { title, help, rejoin, home } = sentences.rejoin;
  return message(title, help, [
    { label: rejoin, take: () => wishes.rejoin() },
    { label: home, take: () => wishes.goHome() },
  ]);
}

function enteringWays(step: 'microphone' | 'relay' | 'late', wishes: Wishes): readonly Way[] {
  const cancel = { label: sentences.entering.cancel, take: () => wishes.leave() };
  if (step !== 'late') return [cancel];
  const again = { label: sentences.stopped.tryAgain, take: () => wishes.tryAgain() };
  return [again, { label: sentences.stopped.codes, take: () => wishes.openCodes() }, cancel];
}

function leftMessage(
  { final: isFinal, removedBy }: Screen & { name: 'left' },
  report: ReportView | null,
  wishes: Wishes,
): TemplateResult {
  const { title, help, finalHelp, removedTitle, removedHelp, again, home } = sentences.left;
  const back = { label: again, take: () => wishes.tryAgain() };
  const grade = report?.report?.grade;
  // What the report cannot know of this device, the doctor finds out.
  const isWanting = grade === 'fair' || grade === 'poor';
  const examine = isWanting ? [{ label: sentences.doctor.open, take: () => wishes.openDoctor() }] : [];
  const ways = [...(isFinal ? [] : [back]), ...examine, { label: home, take: () => wishes.goHome() }];
  const more = reportOf(report, wishes);
  if (removedBy !== undefined) return message(fillName(removedTitle, removedBy), removedHelp, ways, false, more);
  return message(title, isFinal ? finalHelp : help, ways, false, more);
}

/** Who has another window in front still sees whether they are heard. */
function titleOf({ screen }: View): string {
  if (screen.name !== 'call') return sentences.appName;
  const muted = screen.call.mute.state === 'open' ? [] : [sentences.app.mutedTitle];
  return [...muted, sentences.call.heading, sentences.appName].join(' · ');
}

function stoppedWays(code: TroubleCode, wishes: Wishes): readonly Way[] {
  const listen = { label: sentences.stopped.listen, take: () => wishes.joinListening() };
  return [
    { label: sentences.stopped.tryAgain, take: () => wishes.tryAgain() },
    ...(code.startsWith('MIC_') ? [listen] : []),
    // People find each other without a relay, too.
    ...(code.startsWith('RELAY_') ? [{ label: sentences.stopped.codes, take: () => wishes.openCodes() }] : []),
    { label: sentences.stopped.home, take: () => wishes.goHome() },
  ];
}

function troubleMessage(code: TroubleCode, ways: readonly Way[]): TemplateResult {
  const { title, help } = sentences.troubles[code];
  return message(fillName(`${title}.`, null), fillName(help, null), ways);
}

function message(
  heading: string,
  help: string,
  ways: readonly Way[],
  busy = false,
  more: TemplateResult | typeof nothing = nothing,
): TemplateResult {
  return html`<humr-message .heading=${heading} .help=${help} .ways=${ways} .busy=${busy}>${more}</humr-message>`;
}

/** What the call came to, where there was one to judge. */
function reportOf(view: ReportView | null, wishes: Wishes): TemplateResult | typeof nothing {
  if (!view?.report) return nothing;
  void import('./report.ts');
  const openDoctor = () => wishes.openDoctor();
  return html`<humr-report .report=${view.report} .compared=${view.compared} .openDoctor=${openDoctor}></humr-report>`;
}
