/**
 * `<humr-ceremony>`: comparing the seven pictures with somebody, and the alarm when they differ. One native dialog,
 * which minds the focus and keeps the rest of the page out of reach.
 *
 * Properties: `people`, `wishes`. Method: `open(id)`. Loaded when first wished for.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { PersonView, PictureView, Wishes } from '../app/view.ts';
import { alarmStyles } from './alarm-styles.ts';
import { warningIcon } from './icons.ts';
import { namedText } from './named-text.ts';
import { callName, pictureName, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

/** What the dialog is about now; nothing when it is closed. */
type Topic =
  | { readonly kind: 'pictures'; readonly person: PersonView; readonly pictures: readonly PictureView[] }
  | { readonly kind: 'alarm'; readonly person: PersonView };

@customElement('humr-ceremony')
export class CeremonyElement extends LitElement {
  static override styles = [
    base,
    buttons,
    alarmStyles,
    css`
      ol {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        justify-items: center;
        gap: var(--space-1);
        inline-size: 6.2rem;
        padding: var(--space-3) var(--space-1);
        border-radius: var(--round-small);
        background: var(--room);
        font-weight: 600;
      }

      .emoji {
        font-size: 2.25rem;
        line-height: 1.15;
      }

      .match {
        border-color: transparent;
        background: var(--quiet);
        color: var(--on-quiet);
      }

      dialog.alarm {
        border: 4px solid var(--danger);
      }

      @media (max-width: 26rem) {
        ol {
          gap: var(--space-1);
        }

        li {
          inline-size: 5.2rem;
          padding-inline: 0;
          font-size: 0.8125rem;
        }
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
    const held = this.people.find(({ trust, known }) => trust === 'held' && !isWall(known.hold));
    return held ? { kind: 'alarm', person: held } : null;
  }

  #content(topic: Topic): TemplateResult {
    return topic.kind === 'pictures' ? this.#pictures(topic.person, topic.pictures) : this.#alarm(topic.person);
  }

  #pictures({ id, name }: PersonView, pictures: readonly PictureView[]): TemplateResult {
    const { pictures: words } = sentences;
    return html`<div class="content">
      <h2 id="title" tabindex="-1" autofocus>${namedText(words.title, callName(name))}</h2>
      <ol aria-label=${words.list}>
        ${pictures.map(
          (picture) =>
            html`<li><span class="emoji" aria-hidden="true">${picture.emoji}</span>${pictureName(picture.name)}</li>`,
        )}
      </ol>
      <p id="help" class="small soft">${namedText(words.help, callName(name))}</p>
      <div class="ways">
        <button type="button" class="match" @click=${() => this.#answer(id, 'match')}>${words.match}</button>
        <button type="button" @click=${() => this.#answer(id, 'differ')}>${words.differ}</button>
        <button type="button" class="wide" @click=${() => this.#later()}>${words.later}</button>
      </div>
    </div>`;
  }

  #alarm({ id, name }: PersonView): TemplateResult {
    const { pictures: words } = sentences;
    return html`<div class="content">
      <div class="sign">${warningIcon}</div>
      <h2 id="title">${namedText(words.alarmTitle, callName(name))}</h2>
      <p id="help">${namedText(words.alarmHelp, callName(name))}</p>
      <div class="ways">
        <button type="button" class="danger wide" autofocus @click=${() => this.wishes.leave()}>${words.leave}</button>
        <button type="button" @click=${() => this.open(id)}>${words.again}</button>
        <button type="button" @click=${() => this.wishes.talkAnyway(id)}>${words.anyway}</button>
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
