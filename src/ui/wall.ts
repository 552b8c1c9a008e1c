/**
 * `<humr-wall>`: somebody in the call is not who was expected: another key where a verified person should be, or not
 * who sent the link. No sound passes either way until it is decided, and not accepting is what comes first.
 *
 * Properties: `people`, `wishes`. Method: `open(id)`, after it was put off. Loaded when first needed.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Decision, ExpectedView } from '../app/people-view.ts';
import type { PersonView, Wishes } from '../app/view.ts';
import { alarmStyles } from './alarm-styles.ts';
import { warningIcon } from './icons.ts';
import { namedText } from './named-text.ts';
import { peopleSentences, verifiedWords } from './people-sentences.ts';
import { callName } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';
import { dateText } from './units-words.ts';

@customElement('humr-wall')
export class WallElement extends LitElement {
  static override styles = [
    base,
    buttons,
    alarmStyles,
    css`
      dialog {
        border: 4px solid var(--danger);
      }

      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-1) var(--space-4);
        margin: 0;
        padding: var(--space-3) var(--space-4);
        border-radius: var(--round-small);
        background: var(--room);
        text-align: start;
      }

      dt {
        color: var(--ink-soft);
      }

      dd {
        margin: 0;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) people: readonly PersonView[] = [];

  @property({ attribute: false }) wishes!: Wishes;

  /** Those about whom the user wants to ask first: they stay held. */
  @state() private asked: ReadonlySet<string> = new Set();

  #shown = '';

  open(id: string): void {
    this.asked = new Set([...this.asked].filter((it) => it !== id));
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    const person = this.#person();
    const shown = person ? `${person.id} ${person.known.hold}` : '';
    if (!person) dialog?.close();
    else if (!dialog?.open) dialog?.showModal();
    else if (shown !== this.#shown) dialog.querySelector<HTMLElement>('[autofocus]')?.focus();
    this.#shown = shown;
  }

  protected override render(): TemplateResult {
    const person = this.#person();
    return html`<dialog
      role="alertdialog"
      aria-labelledby="title"
      aria-describedby="help"
      @cancel=${(event: Event) => event.preventDefault()}
      @close=${() => this.requestUpdate()}
    >
      ${person ? keyed(`${person.id} ${person.known.hold}`, this.#content(person)) : nothing}
    </dialog>`;
  }

  /** Derived anew every time: whoever leaves takes the dialog about them along. */
  #person(): PersonView | undefined {
    return this.people.find(({ id, known }) => isWall(known.hold) && !this.asked.has(id));
  }

  #content(person: PersonView): TemplateResult {
    const { expected } = person.known;
    return person.known.hold === 'changed' && expected ? this.#changed(person, expected) : this.#stranger(person);
  }

  #changed({ id }: PersonView, expected: ExpectedView): TemplateResult {
    const { wall } = peopleSentences;
    return html`<div class="content">
      <div class="sign">${warningIcon}</div>
      <h2 id="title">${namedText(wall.changedTitle, expected.name)}</h2>
      <p id="help">${namedText(expected.byName ? wall.changedByNameHelp : wall.changedHelp, expected.name)}</p>
      <dl class="small">
        <dt>${wall.oldKey}</dt>
        <dd>${verifiedWords(expected.how, expected.verifiedMs) || dateText(expected.lastSeenMs)}</dd>
        <dt>${wall.newKey}</dt>
        <dd>${wall.newKeyNow}</dd>
      </dl>
      <div class="ways">
        <button type="button" class="danger wide" autofocus @click=${() => this.#decide(id, 'decline')}>${wall.notNow}</button>
        <button type="button" class="wide" @click=${() => this.#ask(id)}>${wall.ask}</button>
        <button type="button" class="wide" @click=${() => this.#decide(id, 'accept')}>
          ${wall.accept}
        </button>
        ${
          expected.byName
            ? html`<button type="button" class="wide" @click=${() => this.#decide(id, 'another')}>
                <span>${namedText(wall.another, expected.name)}</span>
              </button>`
            : nothing
        }
      </div>
    </div>`;
  }

  #stranger({ id, name }: PersonView): TemplateResult {
    const { wall } = peopleSentences;
    return html`<div class="content">
      <div class="sign">${warningIcon}</div>
      <h2 id="title">${wall.strangerTitle}</h2>
      <p id="help">${namedText(wall.strangerHelp, callName(name))}</p>
      <div class="ways">
        <button type="button" class="danger wide" autofocus @click=${() => this.wishes.leave()}>${wall.leave}</button>
        <button type="button" @click=${() => this.#ask(id)}>${wall.wait}</button>
        <button type="button" @click=${() => this.#decide(id, 'stay')}>${wall.stay}</button>
      </div>
    </div>`;
  }

  #decide(personId: string, decision: Decision): void {
    this.wishes.people({ kind: 'decide', personId, decision });
  }

  #ask(id: string): void {
    this.asked = new Set([...this.asked, id]);
  }
}

/** Whether a hold is this element's affair. */
function isWall(hold: PersonView['known']['hold']): boolean {
  return hold === 'changed' || hold === 'stranger';
}
