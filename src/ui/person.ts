/**
 * `<humr-person>`: one person: how their key was verified, the name the user gives them, the safety number, and the
 * ways to block or forget them.
 *
 * Properties: `contact`, `number` (sixty digits, or null while they are computed), `scan` (what the camera found),
 * `callable`, `wishes`.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ContactView, ScanFinding } from '../app/people-view.ts';
import type { Wishes } from '../app/view.ts';
import { cameraIcon, lockIcon, phoneIcon, warningIcon } from './icons.ts';
import { namedText } from './named-text.ts';
import { fillDate, peopleSentences, verifiedWords } from './people-sentences.ts';
import { pageStyles } from './people-styles.ts';
import './qr-code.ts';
import { fillName } from './sentences.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { switchStyles } from './switch-styles.ts';

const GROUP_DIGITS = 5;
const MAX_RAW_LENGTH = 64;

@customElement('humr-person')
export class PersonElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    switchStyles,
    pageStyles,
    css`
      .standing {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        font-weight: 600;
      }

      .standing svg {
        color: var(--quiet);
      }

      .facts {
        display: grid;
        gap: var(--space-1);
        padding: 0;
        list-style: none;
      }

      .number {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-4) var(--space-5);
      }

      .digits {
        display: grid;
        grid-template-columns: repeat(3, auto);
        gap: var(--space-1) var(--space-4);
        margin: 0;
        padding: var(--space-3) var(--space-4);
        border-radius: var(--round-small);
        background: var(--room);
        font-size: 1.2rem;
        font-variant-numeric: tabular-nums;
        font-weight: 600;
        letter-spacing: 0.04em;
        list-style: none;
      }

      humr-qr-code {
        --qr-size: 9.5rem;
      }

      .ringing {
        gap: 0;
        padding-block-start: var(--space-2);
      }

      .ringing p {
        margin: 0;
      }

      .note > span {
        flex: 1;
        min-inline-size: 0;
      }

      .note.danger {
        border: 3px solid var(--danger);
        color: var(--danger-ink);
        font-weight: 650;
      }

      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--space-2);
      }

      form > div {
        flex: 1 1 12rem;
      }
    `,
  ];

  @property({ attribute: false }) contact!: ContactView;

  @property() number: string | null = null;

  @property({ attribute: false }) scan: ScanFinding | null = null;

  @property({ type: Boolean }) callable = false;

  @property({ attribute: false }) wishes!: Wishes;

  /** Which of the two is to be confirmed. */
  @state() private asking: 'block' | 'forget' | null = null;

  @state() private scanning = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contact') && changed.get('contact')?.id !== this.contact.id) {
      this.asking = null;
      this.scanning = false;
    }
    // Whatever else is not it, the camera goes on looking.
    if (changed.has('scan') && (this.scan === 'same' || this.scan === 'differs')) this.scanning = false;
  }

  protected override render(): TemplateResult {
    const { contact } = this;
    const blocked = contact.standing === 'blocked' || contact.standing === 'revoked';
    return html`<div class="stack">
      ${this.#standing()}
      ${
        this.callable
          ? html`<button
              type="button"
              class="primary"
              aria-label=${fillName(peopleSentences.callNamed, this.#name)}
              @click=${() => this.wishes.people({ kind: 'call', id: contact.id })}
            >
              ${phoneIcon}${peopleSentences.call}
            </button>`
          : nothing
      }
      ${this.#nameForm()} ${blocked ? nothing : html`${this.#number()} ${this.#ringing()}`} ${this.#endings(blocked)}
    </div>`;
  }

  get #name(): string {
    return this.contact.petname || this.contact.selfName || peopleSentences.unnamed;
  }

  #standing(): TemplateResult {
    const { standing, how, verifiedMs, firstSeenMs, lastSeenMs, replacedMs } = this.contact;
    return html`<p class="standing">
        ${standing === 'verified' ? lockIcon : nothing}${verifiedWords(how, verifiedMs) || peopleSentences.standings[standing]}
      </p>
      <ul class="facts small soft">
        <li>${fillDate(peopleSentences.firstSeen, firstSeenMs)}</li>
        <li>${fillDate(peopleSentences.lastSeen, lastSeenMs)}</li>
        ${replacedMs.map((atMs) => html`<li>${fillDate(peopleSentences.keyReplaced, atMs)}</li>`)}
      </ul>`;
  }

  #nameForm(): TemplateResult {
    const { petname, selfName } = this.contact;
    const { person } = peopleSentences;
    return html`<section>
      <form @submit=${this.#rename}>
        <div>
          <label for="petname">${person.petname}</label>
          <input id="petname" name="petname" autocomplete="off" maxlength=${MAX_RAW_LENGTH} .value=${petname} placeholder=${selfName} />
        </div>
        <button>${person.save}</button>
      </form>
      ${
        selfName && selfName !== petname
          ? html`<p class="small soft">${namedText(person.petnameHelp, selfName)}</p>`
          : nothing
      }
    </section>`;
  }

  #ringing(): TemplateResult {
    const { person } = peopleSentences;
    const { id, mayRing } = this.contact;
    const toggle = () => this.wishes.people({ kind: 'allow-ringing', id, mayRing: !mayRing });
    return html`<section class="ringing">
      <button type="button" class="switch" role="switch" aria-checked=${mayRing ? 'true' : 'false'} @click=${toggle}>
        <span class="track" aria-hidden="true"></span>${person.mayRing}
      </button>
      <p class="small soft">${namedText(mayRing ? person.mayRingHelp : person.mayNotRingHelp, this.#name)}</p>
    </section>`;
  }

  #number(): TemplateResult {
    const { person } = peopleSentences;
    const groups = this.number?.match(new RegExp(`\\d{${GROUP_DIGITS}}`, 'g')) ?? [];
    return html`<section aria-labelledby="number">
      <h3 id="number">${person.number}</h3>
      <p class="small soft">${namedText(person.numberHelp, this.#name)}</p>
      ${
        this.number === null
          ? html`<p class="small soft" role="status">${person.computing}</p>`
          : html`<div class="number">
                <ol class="digits" dir="ltr" aria-label=${person.number}>
                  ${groups.map((group) => html`<li>${group}</li>`)}
                </ol>
                <humr-qr-code .link=${this.number} .label=${person.qr}></humr-qr-code>
              </div>
              ${this.#finding()} ${this.scanning ? this.#scanner() : this.#comparing()}`
      }
    </section>`;
  }

  #comparing(): TemplateResult {
    const { person } = peopleSentences;
    const confirm = () => this.wishes.people({ kind: 'confirm', id: this.contact.id, how: 'number' });
    return html`<div class="ways">
      <button type="button" id="scan" @click=${this.#startScanning}>${cameraIcon}${person.scan}</button>
      <button type="button" @click=${confirm}>${lockIcon}${person.confirm}</button>
    </div>`;
  }

  #scanner(): TemplateResult {
    const scanned = ({ detail }: CustomEvent<string>) =>
      this.wishes.people({ kind: 'scanned', id: this.contact.id, text: detail });
    return html`<humr-scanner @scanned=${scanned} @close=${this.#stopScanning}></humr-scanner>`;
  }

  #finding(): TemplateResult | typeof nothing {
    if (this.scan === null) return nothing;
    const words = namedText(peopleSentences.person.scanned[this.scan], this.#name);
    return this.scan === 'differs'
      ? html`<p class="note danger" role="alert">${warningIcon}<span>${words}</span></p>`
      : html`<p class="note" role="status">${this.scan === 'same' ? lockIcon : nothing}<span>${words}</span></p>`;
  }

  async #startScanning(): Promise<void> {
    await import('./scanner.ts');
    this.scanning = true;
  }

  async #stopScanning(): Promise<void> {
    this.scanning = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#scan')?.focus();
  }

  #endings(blocked: boolean): TemplateResult {
    const { person } = peopleSentences;
    const { id } = this.contact;
    if (this.asking === null) {
      return html`<section>
        <div class="ways">
          ${blocked ? nothing : html`<button type="button" @click=${() => this.#ask('block')}>${person.block}</button>`}
          <button type="button" @click=${() => this.#ask('forget')}>${person.forget}</button>
        </div>
      </section>`;
    }
    const { help, sure } =
      this.asking === 'block'
        ? { help: person.blockHelp, sure: person.blockSure }
        : { help: person.forgetHelp, sure: person.forgetSure };
    const kind = this.asking;
    return html`<section>
      <p id="ending" tabindex="-1">${namedText(help, this.#name)}</p>
      <div class="ways">
        <button type="button" @click=${() => this.#ask(null)}>${person.cancel}</button>
        <button type="button" class="danger" @click=${() => this.#end(kind, id)}>
          <span>${namedText(sure, this.#name)}</span>
        </button>
      </div>
    </section>`;
  }

  async #ask(asking: 'block' | 'forget' | null): Promise<void> {
    this.asking = asking;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#ending')?.focus();
  }

  #end(kind: 'block' | 'forget', id: string): void {
    this.asking = null;
    this.wishes.people({ kind, id });
  }

  #rename(event: SubmitEvent): void {
    event.preventDefault();
    const text = this.renderRoot.querySelector<HTMLInputElement>('#petname')?.value ?? '';
    this.wishes.people({ kind: 'rename', id: this.contact.id, text });
  }
}
