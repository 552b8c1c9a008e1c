/**
 * `<humr-own-key>`: one's own key and what can be done about it: backup, another key, erasing everything.
 *
 * Properties: `people`, `inCall` (then nothing that starts the page afresh), `wishes`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { BackupView, PeopleView } from '../app/people-view.ts';
import type { Wishes } from '../app/view.ts';
import { doneIcon, keyIcon, warningIcon } from './icons.ts';
import { strengthOf } from './passphrase-strength.ts';
import { peopleSentences } from './people-sentences.ts';
import { pageStyles } from './people-styles.ts';
import { fillCount } from './sentences.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { dateText } from './units-words.ts';

/** No backup is longer; the app refuses such a file before any work. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** What is asked twice. */
type Sure = 'renew' | 'revoke' | 'anew' | 'erase';

@customElement('humr-own-key')
export class OwnKeyElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    pageStyles,
    css`
      .state {
        display: flex;
        gap: var(--space-2);
        font-weight: 600;
      }

      form {
        display: grid;
        gap: var(--space-3);
      }

      input[type='file'] {
        padding: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) people!: PeopleView;

  @property({ type: Boolean }) inCall = false;

  @property({ attribute: false }) wishes!: Wishes;

  @state() private passphrase = '';

  @state() private openPassphrase = '';

  @state() private file: File | null = null;

  @state() private asking: Sure | null = null;

  protected override render(): TemplateResult {
    return html`<div class="stack">
      ${this.#key()} ${this.#make()} ${this.#open()} ${this.#lock()} ${this.inCall ? nothing : this.#endings()}
    </div>`;
  }

  #key(): TemplateResult {
    const { identity, fingerprint, lock } = this.people;
    const { key } = peopleSentences;
    const isBad = identity === 'lost' || identity === 'temporary' || identity === 'locked';
    return html`<p class="state ${isBad ? 'alarming' : ''}">${isBad ? warningIcon : doneIcon}<span>${key.states[identity]}</span></p>
      ${
        identity === 'locked'
          ? html`<button type="button" class="primary" ?disabled=${lock.isAsking} @click=${() => this.#wish('unlock-key')}>
              ${keyIcon}${peopleSentences.lock.unlock}
            </button>`
          : nothing
      }
      <p class="small soft">${key.help}</p>
      ${
        fingerprint === null
          ? nothing
          : html`<p class="small">${key.fingerprint}: <code dir="ltr">${fingerprint.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>`
      }`;
  }

  #make(): TemplateResult {
    const { backup } = peopleSentences;
    const strength = strengthOf(this.passphrase);
    const { state } = this.people.backup;
    return html`<section aria-labelledby="backup">
      <h3 id="backup">${backup.heading}</h3>
      <p class="small soft">${backup.help}</p>
      <form @submit=${this.#submitMake}>
        <div>
          <label for="passphrase">${backup.passphrase}</label>
          <input
            id="passphrase"
            type="password"
            autocomplete="new-password"
            aria-describedby="strength"
            .value=${this.passphrase}
            @input=${(event: InputEvent) => {
              this.passphrase = (event.currentTarget as HTMLInputElement).value;
            }}
          />
          <p id="strength" class="small soft">${backup.strength[strength]}</p>
        </div>
        <button ?disabled=${strength === 'short' || state === 'working'}>${backup.make}</button>
      </form>
      ${this.#outcome('making')}
    </section>`;
  }

  #open(): TemplateResult {
    const { backup } = peopleSentences;
    const { state } = this.people.backup;
    return html`<section aria-labelledby="open">
      <h3 id="open">${backup.open}</h3>
      <form @submit=${this.#submitOpen}>
        <div>
          <label for="file">${backup.file}</label>
          <input
            id="file"
            type="file"
            accept=".backup,application/octet-stream"
            @change=${(event: Event) => {
              this.file = (event.currentTarget as HTMLInputElement).files?.[0] ?? null;
            }}
          />
        </div>
        <div>
          <label for="open-passphrase">${backup.passphrase}</label>
          <input
            id="open-passphrase"
            type="password"
            autocomplete="current-password"
            .value=${this.openPassphrase}
            @input=${(event: InputEvent) => {
              this.openPassphrase = (event.currentTarget as HTMLInputElement).value;
            }}
          />
        </div>
        <button ?disabled=${this.file === null || this.openPassphrase === '' || state === 'working'}>${backup.open}</button>
      </form>
      ${this.#outcome('opening')}
    </section>`;
  }

  /** Under the half that it concerns. */
  #outcome(half: 'making' | 'opening'): TemplateResult | typeof nothing {
    const view = this.people.backup;
    if (view.state === 'none' || halfOf(view) !== half) return nothing;
    return html`<div role="status" class="stack">${this.#outcomeWords(view)}</div>`;
  }

  #outcomeWords(view: Exclude<BackupView, { state: 'none' }>): TemplateResult {
    const { backup } = peopleSentences;
    const drop = () => this.wishes.people({ kind: 'drop-backup' });
    switch (view.state) {
      case 'working':
        return html`<p>${backup[view.what]}</p>
          <progress max="1" .value=${view.doneRatio} aria-label=${backup[view.what]}></progress>
          <button type="button" @click=${drop}>${backup.cancel}</button>`;
      case 'made':
        return html`<p class="note small">${doneIcon}${view.hasIdentity ? backup.made : backup.madeWithoutKey}</p>`;
      case 'refused':
        return html`<p class="note small alarming">${backup.refused[view.why]}</p>`;
      case 'opened':
        return html`<p>
            ${fillCount(backup.opened, view.peopleCount).replaceAll('{date}', () => dateText(view.madeMs))}
            ${backup.identity[view.identity]}
          </p>
          <div class="ways">
            <button type="button" @click=${drop}>${backup.cancel}</button>
            ${
              this.inCall
                ? nothing
                : html`<button type="button" class="primary" @click=${() => this.wishes.people({ kind: 'import-backup' })}>
                    ${backup.import}
                  </button>`
            }
          </div>`;
      case 'imported':
        return html`<p>${fillCount(backup.imported, view.addedCount)}</p>
          <button type="button" class="primary" @click=${() => this.wishes.people({ kind: 'reload' })}>${backup.goOn}</button>`;
    }
  }

  /** Where the browser or the key can have none, nothing is offered, and that is said. */
  #lock(): TemplateResult | typeof nothing {
    const { lock: words } = peopleSentences;
    const { state, hasBackup, isAsking, trouble } = this.people.lock;
    if (state === 'unknown') return nothing;
    if (state === 'absent') return html`<section><p class="small soft">${words.absent}</p></section>`;
    const isOff = state === 'off';
    return html`<section aria-labelledby="lock">
      <h3 id="lock">${words.heading}</h3>
      <p class="small soft">${isOff ? words.help : words.on}</p>
      ${isOff && !hasBackup ? html`<p class="small" id="lock-backup">${words.backupFirst}</p>` : nothing}
      <button
        type="button"
        ?disabled=${isAsking || (isOff && !hasBackup)}
        aria-describedby=${isOff && !hasBackup ? 'lock-backup' : nothing}
        @click=${() => this.#wish(isOff ? 'lock-key' : 'remove-lock')}
      >
        ${isOff ? words.lock : words.remove}
      </button>
      <div role="status">
        ${isAsking ? html`<p class="small soft">${words.asking}</p>` : nothing}
        ${trouble ? html`<p class="note small alarming">${words.troubles[trouble]}</p>` : nothing}
      </div>
    </section>`;
  }

  #wish(kind: 'lock-key' | 'unlock-key' | 'remove-lock'): void {
    this.wishes.people({ kind });
  }

  #renew(): TemplateResult | typeof nothing {
    const { key, lock } = peopleSentences;
    const { identity } = this.people;
    if (identity === 'lost' || identity === 'temporary') return nothing;
    const isLocked = this.people.lock.state === 'on';
    return html`<section aria-labelledby="renew">
      <h3 id="renew">${key.renew}</h3>
      <p class="small soft">${isLocked ? lock.renewAfter : key.renewHelp}</p>
        ${isLocked ? nothing : this.#sure('renew', key.renew, key.renewSure, 'renew')}
      </section>
      <section aria-labelledby="revoke">
        <h3 id="revoke">${key.revoke}</h3>
        <p class="small soft">${isLocked ? lock.renewAfter : key.revokeHelp}</p>
        ${isLocked ? nothing : this.#sure('revoke', key.revoke, key.revokeSure, 'revoke')}
      </section>`;
  }

  #endings(): TemplateResult {
    const { key, erase } = peopleSentences;
    return html`${this.#renew()}
      <section aria-labelledby="anew">
        <h3 id="anew">${key.startAnew}</h3>
        <p class="small soft">${key.startAnewHelp}</p>
        ${this.#sure('anew', key.startAnew, key.startAnewSure, 'start-anew')}
      </section>
      <section aria-labelledby="erase">
        <h3 id="erase">${erase.heading}</h3>
        <p class="small soft">${erase.help}</p>
        ${this.people.eraseFailed ? html`<p class="note small alarming" role="alert">${erase.failed}</p>` : nothing}
        ${this.#sure('erase', erase.open, erase.sure, 'erase')}
      </section>`;
  }

  /** Two taps for what cannot be undone. */
  #sure(what: Sure, open: string, sure: string, kind: 'renew' | 'revoke' | 'start-anew' | 'erase'): TemplateResult {
    if (this.asking !== what) {
      return html`<button type="button" @click=${() => this.#ask(what)}>${open}</button>`;
    }
    const act = () => {
      this.asking = null;
      this.wishes.people({ kind });
    };
    return html`<div class="ways">
      <button type="button" id="cancel-${what}" @click=${() => this.#ask(null)}>${peopleSentences.erase.cancel}</button>
      <button type="button" class="danger" @click=${act}>${sure}</button>
    </div>`;
  }

  async #ask(what: Sure | null): Promise<void> {
    this.asking = what;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#cancel-${what}`)?.focus();
  }

  #submitMake(event: SubmitEvent): void {
    event.preventDefault();
    this.wishes.people({ kind: 'make-backup', passphrase: this.passphrase });
    this.passphrase = '';
  }

  async #submitOpen(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { file, openPassphrase } = this;
    if (!file) return;
    this.openPassphrase = '';
    // What is too long is read no further than the app needs to see that.
    const bytes = new Uint8Array(await file.slice(0, MAX_FILE_BYTES + 1).arrayBuffer());
    this.wishes.people({ kind: 'open-backup', file: bytes, passphrase: openPassphrase });
  }
}

function halfOf(view: BackupView): 'making' | 'opening' {
  if (view.state === 'working') return view.what;
  return view.state === 'made' ? 'making' : 'opening';
}
