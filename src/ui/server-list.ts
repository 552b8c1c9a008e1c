/**
 * `<humr-server-list>`: servers with their logins, in order: to add, to remove, to move.
 *
 * Properties: `servers`, `words`, `check` (why an entry is refused, or its address as it should be). Event: `servers`
 * (detail: the new list).
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ServerLogin } from '../app/view.ts';
import { closeIcon, downIcon, upIcon } from './icons.ts';
import { networkSentences } from './network-sentences.ts';
import { base, buttons, fields } from './shared-styles.ts';

export type RefusedCode = keyof typeof networkSentences.refused;
export type CheckServer = (
  entry: ServerLogin,
) => { readonly ok: true; readonly url: string } | { readonly ok: false; readonly code: RefusedCode };

const MOST = 8;

@customElement('humr-server-list')
export class ServerListElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      h4 {
        margin: var(--space-3) 0 0;
        font-size: var(--text);
        font-weight: 600;
      }

      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        border-block-end: 1px solid var(--line);
      }

      bdi {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      li button {
        padding: 0;
        border-color: transparent;
        background: transparent;
      }

      form {
        display: grid;
        gap: var(--space-2);
        margin-block-start: var(--space-2);
      }

      .login {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-2);
      }

      [role='alert'] {
        color: var(--danger-ink);
      }
    `,
  ];

  @property({ attribute: false }) servers: readonly ServerLogin[] = [];

  @property({ attribute: false }) words!: typeof networkSentences.relays;

  @property({ attribute: false }) check!: CheckServer;

  @state() private refused: RefusedCode | null = null;

  protected override render(): TemplateResult {
    const { words, refused } = this;
    return html`<h4>${words.heading}</h4>
      <p class="small soft">${words.help}</p>
      ${this.servers.length === 0 ? html`<p class="small">${words.none}</p>` : this.#list()}
      <form @submit=${this.#add} novalidate>
        <div>
          <label for="url">${words.address}</label>
          <input
            id="url"
            name="url"
            dir="ltr"
            autocomplete="off"
            spellcheck="false"
            placeholder=${words.placeholder}
            aria-invalid=${refused === null ? 'false' : 'true'}
            aria-describedby="refused"
          />
        </div>
        <p id="refused" role="alert" class="small">${refused === null ? nothing : networkSentences.refused[refused]}</p>
        <div class="login">
          <div>
            <label for="user">${networkSentences.userName}</label>
            <input id="user" name="user" dir="ltr" autocomplete="off" />
          </div>
          <div>
            <label for="password">${networkSentences.password}</label>
            <input id="password" name="password" type="password" dir="ltr" autocomplete="off" />
          </div>
        </div>
        <button>${words.add}</button>
      </form>`;
  }

  #list(): TemplateResult {
    const last = this.servers.length - 1;
    const button = (sentence: string, at: number, to: number, icon: TemplateResult, off: boolean) =>
      html`<button
        type="button"
        aria-label=${sentence.replace('{url}', () => this.servers[at]!.url)}
        ?disabled=${off}
        @click=${() => this.#move(at, to)}
      >
        ${icon}
      </button>`;
    return html`<ol>
      ${this.servers.map(
        ({ url }, at) =>
          html`<li>
            <bdi class="small">${url}</bdi>
            ${button(networkSentences.up, at, at - 1, upIcon, at === 0)} ${button(networkSentences.down, at, at + 1, downIcon, at === last)}
            ${button(networkSentences.remove, at, -1, closeIcon, false)}
          </li>`,
      )}
    </ol>`;
  }

  /** @param to another place, or −1 to take it out */
  #move(at: number, to: number): void {
    const servers = [...this.servers];
    const [moved] = servers.splice(at, 1);
    if (to >= 0 && moved) servers.splice(to, 0, moved);
    this.#tell(servers);
  }

  #add(event: SubmitEvent): void {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const typed = new FormData(form);
    const text = (name: string) => String(typed.get(name) ?? '');
    const entry = { url: text('url'), userName: text('user'), password: text('password') };
    const checked = this.check(entry);
    this.refused = checked.ok ? this.#whyNot(checked.url) : checked.code;
    if (!checked.ok || this.refused !== null) return form.querySelector('input')?.focus();
    form.reset();
    this.#tell([...this.servers, { ...entry, url: checked.url }]);
  }

  #whyNot(url: string): RefusedCode | null {
    if (this.servers.length >= MOST) return 'FULL';
    return this.servers.some((it) => it.url === url) ? 'TWICE' : null;
  }

  #tell(servers: readonly ServerLogin[]): void {
    this.dispatchEvent(new CustomEvent('servers', { detail: servers }));
  }
}
