/**
 * `<humr-group-ceremony>`: comparing the seven pictures all together, in a call of three or more: the wait until everybody
 * has them, the pictures, and why there are none. One native dialog.
 *
 * Properties: `pictures`, `people`, `wishes`. Method: `open(id)` with the person whose tile was tapped. Event: `alone`
 * (detail: that person's id): compare with this one person instead. Loaded when first wished for.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { GroupPicturesView } from '../app/group-view.ts';
import type { PersonView, Wishes } from '../app/view.ts';
import { alarmStyles } from './alarm-styles.ts';
import { namedText } from './named-text.ts';
import { pictureList, picturesStyles } from './picture-row.ts';
import { callName, fillCount, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';

@customElement('humr-group-ceremony')
export class GroupCeremonyElement extends LitElement {
  static override styles = [base, buttons, alarmStyles, picturesStyles];

  @property({ attribute: false }) pictures: GroupPicturesView = { state: 'none' };

  @property({ attribute: false }) people: readonly PersonView[] = [];

  @property({ attribute: false }) wishes!: Wishes;

  /** Whose tile was tapped, while the dialog is open. */
  @state() private tapped: string | null = null;

  #shown = '';

  open(id: string): void {
    this.tapped = id;
    this.wishes.compareAll();
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    const shown = this.#isOpen ? this.#topic : '';
    if (!this.#isOpen) dialog?.close();
    else if (!dialog?.open) dialog?.showModal();
    // Another content in the open dialog: to its beginning, as when it opens.
    else if (shown !== this.#shown) dialog.querySelector<HTMLElement>('[autofocus]')?.focus();
    this.#shown = shown;
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="title" aria-describedby="help" @close=${() => this.#closed()}>
      ${this.#isOpen ? keyed(this.#topic, this.#content()) : nothing}
    </dialog>`;
  }

  get #isOpen(): boolean {
    return this.tapped !== null && this.pictures.state !== 'none' && this.people.length > 0;
  }

  /** The count of a wait may change without the dialog being another. */
  get #topic(): string {
    const { pictures } = this;
    return pictures.state === 'ready' ? `ready ${pictures.number}` : pictures.state;
  }

  #content(): TemplateResult | typeof nothing {
    const { pictures } = this;
    switch (pictures.state) {
      case 'waiting':
        return this.#waiting(pictures.missingCount);
      case 'ready':
        return this.#compare(pictures);
      case 'ended':
        return this.#ended(pictures.why);
      default:
        return nothing;
    }
  }

  #waiting(missingCount: number): TemplateResult {
    const { group } = sentences;
    return html`<div class="content">
      <h2 id="title" tabindex="-1" autofocus>${group.waitingTitle}</h2>
      <p id="help" class="soft" role="status">${fillCount(group.waitingHelp, missingCount)}</p>
      <div class="ways">
        <button type="button" class="wide" @click=${() => this.#stop()}>${group.cancel}</button>
      </div>
    </div>`;
  }

  #compare({ number, pictures }: GroupPicturesView & { state: 'ready' }): TemplateResult {
    const { group, pictures: words } = sentences;
    const answer = (found: 'match' | 'differ') => () => {
      this.tapped = null;
      this.wishes.answerAll(number, found);
    };
    return html`<div class="content">
      <h2 id="title" tabindex="-1" autofocus>${group.title}</h2>
      ${pictureList(pictures)}
      <p id="help" class="small soft">${group.help}</p>
      <div class="ways">
        <button type="button" class="match" @click=${answer('match')}>${words.match}</button>
        <button type="button" @click=${answer('differ')}>${words.differ}</button>
        <button type="button" class="wide" @click=${() => this.#close()}>${words.later}</button>
      </div>
    </div>`;
  }

  #ended(why: (GroupPicturesView & { state: 'ended' })['why']): TemplateResult {
    const { group } = sentences;
    const person = this.people.find(({ id, pictures }) => id === this.tapped && pictures !== null);
    const { title, help } = group.endings[why];
    const isGroup = this.people.filter(({ connection }) => connection.state === 'connected').length > 1;
    return html`<div class="content">
      <h2 id="title" tabindex="-1" autofocus>${title}</h2>
      <p id="help">${help}</p>
      <div class="ways">
        ${
          isGroup
            ? html`<button type="button" class="primary wide" @click=${() => this.wishes.compareAll()}>${group.again}</button>`
            : nothing
        }
        ${person ? this.#alone(person) : nothing}
        <button type="button" class="wide" @click=${() => this.#stop()}>${group.close}</button>
      </div>
    </div>`;
  }

  #alone({ id, name }: PersonView): TemplateResult {
    const alone = () => {
      this.#close();
      this.dispatchEvent(new CustomEvent('alone', { detail: id }));
    };
    const label = namedText(sentences.group.alone, callName(name));
    return html`<button type="button" class="wide" @click=${alone}><span>${label}</span></button>`;
  }

  #stop(): void {
    this.#close();
    this.wishes.stopComparing();
  }

  #close(): void {
    this.tapped = null;
  }

  /** By the Escape key as well: then a comparison under way is ended, as by its button. */
  #closed(): void {
    if (this.tapped === null) return;
    if (this.pictures.state === 'ready') this.#close();
    else this.#stop();
  }
}
