/**
 * `<humr-settings-network>`: relays, TURN servers, and whether one's network address is hidden.
 *
 * Properties: `settings`, `wishes`.
 */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { checkCredentialsUrl, checkIceUrl, checkRelayUrl } from '../app/server-urls.ts';
import type { ServerLogin, SettingsView, Wishes } from '../app/view.ts';
import { networkSentences } from './network-sentences.ts';
import './server-list.ts';
import { rowStyles, switchRow } from './setting-rows.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { switchStyles } from './switch-styles.ts';

@customElement('humr-settings-network')
export class SettingsNetworkElement extends LitElement {
  static override styles = [base, buttons, fields, switchStyles, rowStyles];

  @property({ attribute: false }) settings!: SettingsView['values'];

  @property({ attribute: false }) wishes!: Wishes;

  @state() private lendRefused = false;

  protected override render(): TemplateResult {
    const { turnServers, turnCredentialsUrl, hideAddress } = this.settings;
    return html`<section aria-labelledby="network">
      <h3 id="network">${networkSentences.heading}</h3>
      <humr-server-list
        .servers=${this.#relays()}
        .words=${networkSentences.relays}
        .check=${({ url }: ServerLogin) => checkRelayUrl(url)}
        @servers=${(event: CustomEvent<readonly ServerLogin[]>) => this.#setRelays(event.detail)}
      ></humr-server-list>
      <humr-server-list
        .servers=${turnServers}
        .words=${networkSentences.turn}
        .check=${(it: ServerLogin) => checkIceUrl(it.url, it.userName !== '' && it.password !== '')}
        @servers=${(event: CustomEvent<readonly ServerLogin[]>) => this.wishes.changeSettings({ turnServers: event.detail })}
      ></humr-server-list>
      <div class="row field">
        <label for="lend">${networkSentences.lend}</label>
        <input id="lend" dir="ltr" autocomplete="off" spellcheck="false" .value=${turnCredentialsUrl} @change=${this.#setLend} />
        <p class="help small soft">${networkSentences.lendHelp}</p>
        ${this.lendRefused ? html`<p class="help small" role="alert">${networkSentences.refused.LEND_URL_ELSEWHERE}</p>` : nothing}
      </div>
      ${switchRow({ id: 'hide', label: networkSentences.hide, help: networkSentences.hideHelp }, hideAddress, (on) =>
        this.wishes.changeSettings({ hideAddress: on }),
      )}
    </section>`;
  }

  #relays(): readonly ServerLogin[] {
    const { relayUrls, relayLogins } = this.settings;
    const logins = new Map(relayLogins.map((login) => [login.url, login]));
    return relayUrls.map((url) => logins.get(url) ?? { url, userName: '', password: '' });
  }

  #setRelays(relays: readonly ServerLogin[]): void {
    const relayLogins = relays.filter(({ userName, password }) => userName !== '' || password !== '');
    this.wishes.changeSettings({ relayUrls: relays.map(({ url }) => url), relayLogins });
  }

  #setLend(event: Event): void {
    const checked = checkCredentialsUrl((event.currentTarget as HTMLInputElement).value, location.href);
    this.lendRefused = !checked.ok;
    if (checked.ok) this.wishes.changeSettings({ turnCredentialsUrl: checked.url });
  }
}
