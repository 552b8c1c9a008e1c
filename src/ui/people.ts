/**
 * `<humr-people>`: the people one has met, one of them, one's own key and the trail, in a dialog that fills a phone.
 *
 * Properties: `people`, `wishes`, `inCall` (then nobody is called from here). Loaded when first wished for.
 */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ContactView, PeoplePage, PeopleView, TrailLine } from '../app/people-view.ts';
import type { Wishes } from '../app/view.ts';
import { dialogStyles } from './dialog-styles.ts';
import { closeIcon, lockIcon, peopleIcon, phoneIcon, warningIcon } from './icons.ts';
import { initialOf, namedText } from './named-text.ts';
import './own-key.ts';
import { fillDate, peopleSentences, verifiedWords } from './people-sentences.ts';
import { pageStyles } from './people-styles.ts';
import './person.ts';
import { fillCount, fillName } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';
import { dateText, timeText } from './units-words.ts';

@customElement('humr-people')
export class PeopleElement extends LitElement {
  static override styles = [
    base,
    buttons,
    dialogStyles,
    pageStyles,
    css`
      ul {
        display: grid;
        gap: var(--space-1);
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        padding-block: var(--space-1);
        border-block-end: 1px solid var(--line);
      }

      li:last-child {
        border-block-end: 0;
      }

      .person {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        flex: 1;
        min-inline-size: 0;
        justify-content: start;
        gap: 0 var(--space-3);
        padding: var(--space-2);
        border-color: transparent;
        border-radius: var(--round-small);
        background: transparent;
        text-align: start;
      }

      .disc {
        display: grid;
        grid-row: span 3;
        place-items: center;
        inline-size: 2.75rem;
        block-size: 2.75rem;
        border-radius: 50%;
        background: var(--sunk);
        font-weight: 700;
      }

      .name {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        min-inline-size: 0;
      }

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

      .person .small {
        font-weight: 400;
      }

      .empty {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        padding-block: var(--space-6);
        text-align: center;
      }

      .empty svg {
        inline-size: 3rem;
        block-size: 3rem;
        color: var(--quiet);
      }

      .trail li {
        display: grid;
        gap: 0;
        padding-block: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) people!: PeopleView;

  @property({ attribute: false }) wishes!: Wishes;

  @property({ type: Boolean }) inCall = false;

  protected override updated(changed: PropertyValues<this>): void {
    const dialog = this.renderRoot.querySelector('dialog');
    const before = changed.get('people')?.page ?? null;
    const { page } = this.people;
    if (page === null) return dialog?.close();
    if (!dialog?.open) dialog?.showModal();
    if (!isSame(before, page)) {
      this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
      this.renderRoot.querySelector('.body')?.scrollTo(0, 0);
    }
  }

  protected override render(): TemplateResult {
    const { page } = this.people;
    return html`<dialog
      aria-labelledby="title"
      @cancel=${(event: Event) => page?.page === 'erased' && event.preventDefault()}
      @close=${() => this.people.page !== null && this.wishes.people({ kind: 'close' })}
    >
      ${page === null ? nothing : this.#page(page)}
    </dialog>`;
  }

  #page(page: PeoplePage): TemplateResult {
    const person = page.page === 'person' ? this.people.contacts.find(({ id }) => id === page.id) : undefined;
    const back = page.page !== 'list' && page.page !== 'erased' && !(this.inCall && page.page === 'person');
    return html`<div class="top">
        ${
          back
            ? html`<button type="button" class="back" @click=${() => this.wishes.people({ kind: 'show-list' })}>
                ${peopleSentences.back}
              </button>`
            : nothing
        }
        <h2 id="title" tabindex="-1">${headingOf(page, person)}</h2>
        ${
          page.page === 'erased'
            ? nothing
            : html`<button
                type="button"
                class="close"
                aria-label=${peopleSentences.close}
                @click=${() => this.wishes.people({ kind: 'close' })}
              >
                ${closeIcon}
              </button>`
        }
      </div>
      <div class="body">${this.#body(page, person)}</div>`;
  }

  #body(page: PeoplePage, person: ContactView | undefined): TemplateResult {
    switch (page.page) {
      case 'list':
        return this.#list();
      case 'person':
        return person
          ? html`<humr-person
              .contact=${person}
              .number=${page.number}
              .scan=${page.scan}
              .callable=${person.callable && !this.inCall}
              .wishes=${this.wishes}
            ></humr-person>`
          : this.#list();
      case 'key':
        return html`<humr-own-key .people=${this.people} .inCall=${this.inCall} .wishes=${this.wishes}></humr-own-key>`;
      case 'trail':
        return this.#trail(page.lines, page.damagedCount);
      case 'erased':
        return html`<div class="stack">
          <p>${page.outcome === 'erased' ? peopleSentences.erase.erasedHelp : peopleSentences.erase.unreadableHelp}</p>
          <button type="button" class="primary" @click=${() => this.wishes.people({ kind: 'reload' })}>
            ${peopleSentences.erase.again}
          </button>
        </div>`;
    }
  }

  #list(): TemplateResult {
    const { list, contacts, damagedIds } = this.people;
    const { listStates } = peopleSentences;
    return html`<div class="stack">
      ${list in listStates ? html`<p class="note small">${listStates[list as keyof typeof listStates]}</p>` : nothing}
      ${
        contacts.length === 0
          ? html`<div class="empty">${peopleIcon}<p class="soft">${peopleSentences.empty}</p></div>`
          : html`<p class="small soft">${peopleSentences.listHelp}</p>
              <ul aria-label=${peopleSentences.heading}>
                ${contacts.map((contact) => this.#item(contact))}
              </ul>`
      }
      ${damagedIds.map(
        (id) => html`<p class="note small">
          ${peopleSentences.damaged}
          <button type="button" @click=${() => this.wishes.people({ kind: 'forget', id })}>
            ${peopleSentences.forgetDamaged}
          </button>
        </p>`,
      )}
      <div class="ways">
        <button type="button" @click=${() => this.wishes.people({ kind: 'show-key' })}>${peopleSentences.key.open}</button>
        <button type="button" @click=${() => this.wishes.people({ kind: 'show-trail' })}>
          ${peopleSentences.trail.open}
        </button>
      </div>
    </div>`;
  }

  #item(contact: ContactView): TemplateResult {
    const { id, standing, lastSeenMs, missed } = contact;
    const name = shownName(contact);
    return html`<li>
      <button type="button" class="person" @click=${() => this.wishes.people({ kind: 'show-person', id })}>
        <span class="disc" aria-hidden="true">${initialOf(name)}</span>
        <span class="name"><bdi>${name}</bdi>${standing === 'verified' ? lockIcon : nothing}</span>
        <span class="small ${isAlarming(standing) ? 'alarming' : 'soft'}">${standingWords(contact)}</span>
        <span class="small ${missed ? 'alarming' : 'soft'}">
          ${missed ? missedWords(missed) : fillDate(peopleSentences.lastSeen, lastSeenMs)}
        </span>
      </button>
      ${
        contact.callable && !this.inCall
          ? html`<button
              type="button"
              class="call"
              aria-label=${fillName(peopleSentences.callNamed, name)}
              @click=${() => this.wishes.people({ kind: 'call', id })}
            >
              ${phoneIcon}
            </button>`
          : nothing
      }
    </li>`;
  }

  #trail(lines: readonly TrailLine[], damagedCount: number): TemplateResult {
    const { trail } = peopleSentences;
    return html`<div class="stack">
      <p class="small soft">${trail.help}</p>
      ${damagedCount > 0 ? html`<p class="note small">${warningIcon}${fillCount(trail.damaged, damagedCount)}</p>` : nothing}
      ${
        lines.length === 0
          ? html`<p class="soft">${trail.empty}</p>`
          : html`<ul class="trail" aria-label=${trail.heading}>
              ${lines.map(
                ({ atMs, kind, name, fingerprint }) => html`<li>
                  <span>${namedText(kindWords(kind), name ?? trail.formerly)}</span>
                  <span class="small soft">${timeText(atMs)}${fingerprint ? ` · ${fingerprint}` : ''}</span>
                </li>`,
              )}
            </ul>`
      }
      <button type="button" ?disabled=${lines.length === 0} @click=${() => this.wishes.people({ kind: 'save-trail' })}>
        ${trail.save}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-people': PeopleElement;
  }
}

function isSame(before: PeoplePage | null, now: PeoplePage): boolean {
  if (before?.page === 'person' && now.page === 'person') return before.id === now.id;
  return before?.page === now.page;
}

function headingOf(page: PeoplePage, person: ContactView | undefined): string | TemplateResult {
  const { key, trail, erase, heading } = peopleSentences;
  switch (page.page) {
    case 'person':
      return person ? html`<bdi>${shownName(person)}</bdi>` : heading;
    case 'key':
      return key.heading;
    case 'trail':
      return trail.heading;
    case 'erased':
      return page.outcome === 'erased' ? erase.erased : erase.unreadable;
    case 'list':
      return heading;
  }
}

function kindWords(kind: string): string {
  const { kinds } = peopleSentences.trail;
  return kind in kinds ? kinds[kind as keyof typeof kinds] : kind;
}

export function shownName({ petname, selfName }: ContactView): string {
  return petname || selfName || peopleSentences.unnamed;
}

export function standingWords({ standing, how, verifiedMs }: ContactView): string {
  return verifiedWords(how, verifiedMs) || peopleSentences.standings[standing];
}

function isAlarming(standing: ContactView['standing']): boolean {
  return standing === 'changed' || standing === 'needs-checking';
}

function missedWords({ count, lastMs }: NonNullable<ContactView['missed']>): string {
  const { missed, missedMany } = peopleSentences;
  return fillCount(count === 1 ? missed : missedMany, count).replaceAll('{date}', () => dateText(lastMs));
}
