/**
 * `<humr-ceremony>`: comparing the seven pictures with somebody, and the alarm when they differ. One native dialog,
 * which minds the focus and keeps the rest of the page out of reach.
 *
 * Properties: `people`, `wishes`. Method: `open(id)`. Event: `compare-all` (detail: somebody's id), from an alarm
 * about a whole group. Loaded when first wished for.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { PersonView, PictureView, Wishes } from '../app/view.ts';
import { alarmStyles } from './alarm-styles.ts';
import { warningIcon } from './icons.ts';
import { namedText } from './named-text.ts';
import { pictureList, picturesStyles } from './picture-row.ts';
import { callName, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

/** What the dialog is about now; nothing when it is closed. */
type Topic =
  | { readonly kind: 'pictures'; readonly person: PersonView; readonly pictures: readonly PictureView[] }
  /** `others`: how many more are held, because the pictures of a whole group differ. */
  | { readonly kind: 'alarm'; readonly person: PersonView; readonly others: readonly PersonView[] };

@customElement('humr-ceremony')
export class CeremonyElement extends LitElement {
  static override styles = [
    base,
    buttons,
    alarmStyles,
    picturesStyles,
    css`
      dialog.alarm {
        border: 4px solid var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) people: readonly PersonView[] = [];

  @property({ attribute: false }) wishes!: Wishes;

  /** Whose pictures are being compared. */
  @state() private comparing: string | null = null;

  #shown = '';

  open(id: string): void {
    this.comparing = id;
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    const topic = this.#topic();
    const shown = topic ? `${topic.kind} ${topic.person.id}` : '';
    if (!topic) dialog?.close();
    else if (!dialog?.open) dialog?.showModal();
    // Another topic in the open dialog: to its beginning, as when it opens.
    else if (shown !== this.#shown) dialog.querySelector<HTMLElement>('[autofocus]')?.focus();
    this.#shown = shown;
  }

  protected override render(): TemplateResult {
    const topic = this.#topic();
    const alarm = topic?.kind === 'alarm';
    return html`<dialog
      class=${alarm ? 'alarm' : ''}
      role=${alarm ? 'alertdialog' : 'dialog'}
      aria-labelledby="title"
      aria-describedby="help"
      @cancel=${(event: Event) => alarm && event.preventDefault()}
      @close=${this.#closed}
    >
      ${topic ? keyed(`${topic.kind} ${topic.person.id}`, this.#content(topic)) : nothing}
    </dialog>`;
  }

  /** Derived anew every time: whoever leaves takes the dialog about them along. */
  #topic(): Topic | null {
    const compared = this.people.find(({ id }) => id === this.comparing);
    if (compared?.pictures) return { kind: 'pictures', person: compared, pictures: compared.pictures };
    const [held, ...others] = this.people.filter(({ trust, known }) => trust === 'held' && !isWall(known.hold));
    return held ? { kind: 'alarm', person: held, others } : null;
  }

  #content(topic: Topic): TemplateResult {
    return topic.kind === 'pictures' ? this.#pictures(topic.person, topic.pictures) : this.#alarm(topic);
  }

  #pictures({ id, name }: PersonView, pictures: readonly PictureView[]): TemplateResult {
    const { pictures: words } = sentences;
    return html`<div class="content">
      <h2 id="title" tabindex="-1" autofocus>${namedText(words.title, callName(name))}</h2>
      ${pictureList(pictures)}
      <p id="help" class="small soft">${namedText(words.help, callName(name))}</p>
      <div class="ways">
        <button type="button" class="match" @click=${() => this.#answer(id, 'match')}>${words.match}</button>
        <button type="button" @click=${() => this.#answer(id, 'differ')}>${words.differ}</button>
        <button type="button" class="wide" @click=${() => this.#later()}>${words.later}</button>
      </div>
    </div>`;
  }

  #alarm({ person, others }: Topic & { kind: 'alarm' }): TemplateResult {
    const { id, name } = person;
    const { pictures: words, group } = sentences;
    const isGroup = others.length > 0;
    const again = () => (isGroup ? this.dispatchEvent(new CustomEvent('compare-all', { detail: id })) : this.open(id));
    const anyway = () => [person, ...others].map((it) => this.wishes.talkAnyway(it.id));
    return html`<div class="content">
      <div class="sign">${warningIcon}</div>
      <h2 id="title">${isGroup ? group.alarmTitle : namedText(words.alarmTitle, callName(name))}</h2>
      <p id="help">${isGroup ? group.alarmHelp : namedText(words.alarmHelp, callName(name))}</p>
      <div class="ways">
        <button type="button" class="danger wide" autofocus @click=${() => this.wishes.leave()}>${words.leave}</button>
        <button type="button" @click=${again}>${words.again}</button>
        <button type="button" @click=${anyway}>${words.anyway}</button>
      </div>
    </div>`;
  }

  #answer(id: string, answer: 'match' | 'differ'): void {
    this.comparing = null;
    this.wishes.answerPictures(id, answer);
  }

  #later(): void {
    this.comparing = null;
  }

  /** By the Escape key as well. An alarm that a browser closed by itself comes back. */
  #closed(): void {
    this.comparing = null;
    this.requestUpdate();
  }
}

/** Other holds have a dialog of their own, in `wall.ts`. */
function isWall(hold: PersonView['known']['hold']): boolean {
  return hold === 'changed' || hold === 'stranger';
}
