/**
 * `<humr-codes>`: a call by two codes: to show one's own, to read the other's, and whose turn it is.
 *
 * Properties: `codes`, `microphone`, `nowMs`, `wishes`. Loaded when first shown.
 */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CodeRole, CodesView } from '../app/code-view.ts';
import type { MicrophoneView, Wishes } from '../app/view.ts';
import { codeSentences } from './code-sentences.ts';
import { codesStyles } from './codes-styles.ts';
import { copyIcon, doneIcon, shareIcon, warningIcon, wordmark } from './icons.ts';
import './message.ts';
import './qr-code.ts';
import './scanner.ts';
import { fillCount, sentences } from './sentences.ts';
import { base, buttons, fields } from './shared-styles.ts';

type Showing = CodesView & { state: 'showing' };

@customElement('humr-codes')
export class CodesElement extends LitElement {
  static override styles = [base, buttons, fields, codesStyles];

  @property({ attribute: false }) codes!: CodesView;

  @property({ attribute: false }) microphone!: MicrophoneView;

  @property({ attribute: false }) nowMs = 0;

  @property({ attribute: false }) wishes!: Wishes;

  @state() private scanning = false;

  @query('textarea') private field!: HTMLTextAreaElement | null;

  /** Whoever is here may lose the network next; what draws and reads codes is fetched before. */
  override connectedCallback(): void {
    super.connectedCallback();
    void Promise.allSettled([import('qr'), import('qr/decode.js')]);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('codes');
    if (before !== undefined && before.state !== this.codes.state) this.scanning = false;
  }

  protected override firstUpdated(): void {
    this.#focusHeading();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('codes');
    if (before === undefined || before.state === this.codes.state) return;
    this.#focusHeading();
  }

  #focusHeading(): void {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { codes } = this;
    switch (codes.state) {
      case 'choosing':
        return this.#page(this.#choice(codes.trouble), codes.trouble ? 'reading' : 'start');
      case 'making':
        return this.#busy(codeSentences.making[codes.step]);
      case 'showing':
        return this.#page(this.#showing(codes), codes.role);
      case 'connecting':
        return this.#busy(codeSentences.connecting);
    }
  }

  #page(content: TemplateResult, place: CodeRole | 'start' | 'reading'): TemplateResult {
    return html`<header>${wordmark}</header>
      <main class=${place}>
        ${content}
        ${this.#steps(place === 'inviter' ? 0 : place === 'guest' ? 1 : -1)}
      </main>`;
  }

  #busy({ title, help }: { title: string; help: string }): TemplateResult {
    const ways = [{ label: sentences.entering.cancel, take: () => this.wishes.dropCode() }];
    return html`<humr-message busy .heading=${title} .help=${help} .ways=${ways}></humr-message>`;
  }

  #choice(trouble: (CodesView & { state: 'choosing' })['trouble']): TemplateResult {
    const { title, lead, make, back } = codeSentences;
    return html`<div class="side">
        <h1 tabindex="-1">${title}</h1>
        <p class="soft">${lead}</p>
        ${this.#trouble(trouble)}
        <div class="ways">
          <button type="button" class="primary large" @click=${() => this.wishes.makeCode()}>${make}</button>
          <button type="button" @click=${() => this.wishes.goHome()}>${back}</button>
        </div>
      </div>
      <div class="side">${this.#reader(codeSentences.read)}</div>`;
  }

  #showing(codes: Showing): TemplateResult {
    const { showing, drop, picture, listenOnly } = codeSentences;
    const { title, help } = showing[codes.role];
    return html`<div class="side code">
        <h1 tabindex="-1">${title}</h1>
        <p class="soft">${help}</p>
        <humr-qr-code .link=${codes.link} .label=${picture}></humr-qr-code>
        ${this.#ownCode(codes)}
      </div>
      <div class="side">
        ${this.microphone.state === 'failed' ? html`<p class="soft">${listenOnly}</p>` : nothing}
        ${this.#trouble(codes.trouble)}
        ${codes.role === 'inviter' ? this.#reader(codeSentences.scanAnswer) : waitingForThem()}
        <button type="button" @click=${() => this.wishes.dropCode()}>${drop}</button>
      </div>`;
  }

  #ownCode({ copied, expiresMs }: Showing): TemplateResult {
    const { copy, share, expires } = codeSentences;
    const minutes = Math.max(1, Math.ceil((expiresMs - this.nowMs) / 60_000));
    const canShare = this.wishes.shareInviteLink !== undefined;
    return html`<div class="row">
        <button type="button" @click=${() => this.wishes.copyCode()}>${copied ? doneIcon : copyIcon}${copy}</button>
        ${canShare ? html`<button type="button" @click=${() => this.wishes.shareCode()}>${shareIcon}${share}</button>` : nothing}
      </div>
      <p class="small soft" role="status">${copied ? codeSentences.copied : fillCount(expires, minutes)}</p>`;
  }

  /** The camera, and the field for what was sent by other means. */
  #reader(scan: string): TemplateResult {
    const { field, fieldHelp, use } = codeSentences;
    const camera = html`<humr-scanner
      @scanned=${(event: CustomEvent<string>) => this.wishes.takeCode(event.detail)}
      @close=${() => this.#scan(false)}
    ></humr-scanner>`;
    const open = html`<button type="button" class="wide" @click=${() => this.#scan(true)}>${scan}</button>`;
    return html`<div class="reader">
      ${this.scanning ? camera : open}
      <form @submit=${this.#use}>
        <label for="field">${field}</label>
        <textarea id="field" rows="2" dir="ltr" spellcheck="false" autocapitalize="off" aria-describedby="how"></textarea>
        <p id="how" class="small soft">${fieldHelp}</p>
        <button>${use}</button>
      </form>
    </div>`;
  }

  #trouble(code: Showing['trouble']): TemplateResult | typeof nothing {
    if (code === null) return nothing;
    const { title, help } = sentences.troubles[code];
    return html`<div class="trouble" role="alert">
      ${warningIcon}
      <div>
        <h2>${title}</h2>
        <p class="small">${help}</p>
      </div>
    </div>`;
  }

  #steps(current: number): TemplateResult {
    const { steps, stepsHeading } = codeSentences;
    const item = (text: string, at: number) =>
      html`<li aria-current=${at === current ? 'step' : nothing}><span>${at + 1}</span>${text}</li>`;
    return html`<ol class="steps small" aria-label=${stepsHeading}>${steps.map(item)}</ol>`;
  }

  #scan(scanning: boolean): void {
    this.scanning = scanning;
  }

  #use(event: SubmitEvent): void {
    event.preventDefault();
    const text = this.field?.value ?? '';
    if (text.trim() === '') return this.field?.focus();
    this.wishes.takeCode(text);
  }
}

function waitingForThem(): TemplateResult {
  return html`<p class="turn" role="status">${codeSentences.showing.guest.turn}</p>`;
}
