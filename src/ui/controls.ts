/**
 * `<humr-controls>`: what a hand needs during a call.
 *
 * Properties: `mute`, `talk`, `microphone`, `suppression` (`strengthRatio` 0..1), `talkKey` (`KeyboardEvent.code`), `chat`.
 * Method: `focusFirst()`. Events: `toggle-mute`, `toggle-deafened`, `hold` (detail: whether it is held), `leave`,
 * `chat`, `listen-back`, `suppression` (detail: the wanted `SuppressionView`). Further buttons go into the slot.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { NOTHING_SHARED, type SharingView } from '../app/sharing-view.ts';
import type { ChatView, MicrophoneView, MuteView, SuppressionView, TalkView } from '../app/view.ts';
import { handStyles } from './hand-styles.ts';
import {
  cameraIcon,
  chatIcon,
  deafIcon,
  earIcon,
  leaveIcon,
  microphoneIcon,
  mutedIcon,
  screenIcon,
  soundIcon,
  stopScreenIcon,
} from './icons.ts';
import { fillCount, sentences } from './sentences.ts';
import { keyWords } from './settings-words.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { rangeStyles, switchStyles } from './switch-styles.ts';

@customElement('humr-controls')
export class ControlsElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    switchStyles,
    rangeStyles,
    handStyles,
    css`
      .controls {
        position: relative;
        display: grid;
        gap: var(--space-2) var(--space-4);
        align-items: center;
        max-inline-size: 72rem;
        margin-inline: auto;
      }

      /* They stick, so they are in sight: focusing one must not scroll the page (see scroll-padding in theme.css). */
      button,
      input {
        scroll-margin-block-end: -11rem;
      }

      .tone {
        display: grid;
        grid-template-columns: fit-content(40%) minmax(0, 1fr) auto;
        gap: var(--space-2);
        align-items: center;
      }

      .tone .switch {
        min-inline-size: min-content;
      }

      .strength label {
        margin: 0;
        overflow: hidden;
        font-size: 0.71875rem;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .muted,
      .deaf {
        border-color: transparent;
        background: var(--ink);
        color: var(--room);
      }

      .held {
        border-color: transparent;
        background: var(--warm);
        color: var(--on-warm);
      }

      .hold {
        touch-action: none;
        user-select: none;
      }

      .chat {
        position: relative;
      }

      .unread {
        position: absolute;
        inset-block-start: 2px;
        inset-inline-end: 2px;
        min-inline-size: 1.4em;
        padding-inline: 0.3em;
        border-radius: 999px;
        background: var(--voice);
        color: var(--room);
        font-size: 0.75rem;
        line-height: 1.4em;
        text-align: center;
      }

      .hint {
        position: absolute;
        inset-block-end: calc(100% + var(--space-4));
        inset-inline: 0;
        inline-size: fit-content;
        margin-inline: auto;
        padding: var(--space-2) var(--space-4);
        border-radius: var(--round-small);
        background: var(--ink);
        color: var(--room);
        font-size: var(--text-small);
        font-weight: 600;
        text-align: center;
        pointer-events: none;
      }

      @media (min-width: 48rem) {
        .controls {
          grid-template-columns: minmax(18rem, 28rem) 1fr;
        }

        .hint {
          margin-inline-end: 0;
        }
      }

      /* Where little height is left, only the first row sticks (see the footer of the call). */
      @media (max-width: 47.99rem) and (max-height: 40rem) {
        .hands {
          grid-row: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) mute: MuteView = { state: 'open' };

  @property({ attribute: false }) talk: TalkView = { mode: 'open', held: false, deafened: false };

  @property({ attribute: false }) microphone: MicrophoneView = { state: 'off' };

  @property({ attribute: false }) suppression: SuppressionView = { on: true, strengthRatio: 1 };

  @property() talkKey = '';

  @property({ attribute: false }) chat: Pick<ChatView, 'open' | 'unread'> = { open: false, unread: 0 };

  /** To the control a hand wants first: mute, or leave where there is nothing to mute. */
  focusFirst(): void {
    this.renderRoot.querySelector<HTMLButtonElement>('.hand:enabled')?.focus();
  }

  @property({ attribute: false }) sharing: SharingView = NOTHING_SHARED;

  /** It was said that this browser sends no sound of a screen. */
  @state() private soundTold = false;

  focusChat(): void {
    this.renderRoot.querySelector<HTMLElement>('.chat')?.focus();
  }

  protected override render(): TemplateResult {
    const unheard = this.mute.state === 'muted' && this.mute.speakingWhileMuted;
    return html`<div class="controls">
      ${this.soundTold ? html`<p class="hint" role="status">${sentences.sharing.noSound}</p>` : nothing}
      ${unheard ? html`<p class="hint">${this.#hint()}</p>` : nothing}
      <div class="tone">${this.#switch()} ${this.#strength()} ${this.#listenBackButton()}</div>
      <div class="hands">
        ${this.talk.mode === 'open' ? nothing : this.#holdButton()}
        ${this.talk.mode === 'push-to-talk' ? nothing : this.#muteButton()} ${this.#deafenButton()}
        ${this.sharing.canShare ? this.#shareButton() : nothing} ${this.#cameraButton()} ${this.#chatButton()}
        <slot></slot>
        <button type="button" class="hand danger" @click=${() => this.#tell('leave')}>
          ${leaveIcon}<span>${sentences.call.leave}</span>
        </button>
      </div>
    </div>`;
  }

  #hint(): string {
    if (this.talk.deafened) return sentences.talk.deafHint;
    if (this.talk.mode !== 'push-to-talk') return sentences.call.mutedHint;
    return sentences.talk.holdHint.replace('{key}', () => keyWords(this.talkKey));
  }

  #muteButton(): TemplateResult {
    const open = this.mute.state === 'open';
    return html`<button
      type="button"
      class="hand ${open ? '' : 'muted'}"
      ?disabled=${this.microphone.state !== 'live'}
      @click=${() => this.#tell('toggle-mute')}
    >
      ${open ? microphoneIcon : mutedIcon}<span>${open ? sentences.call.mute : sentences.call.unmute}</span>
    </button>`;
  }

  /** Held by finger, mouse or key; whatever takes any of them away lets go. */
  #holdButton(): TemplateResult {
    const { mode, held } = this.talk;
    const press = (event: Event, down: boolean) => {
      if (event instanceof KeyboardEvent && (event.repeat || !['Space', 'Enter'].includes(event.code))) return;
      if (event instanceof PointerEvent && event.button !== 0) return;
      if (down && event instanceof PointerEvent) (event.currentTarget as Element).setPointerCapture(event.pointerId);
      event.preventDefault();
      this.#hold(down);
    };
    return html`<button
      type="button"
      class="hand hold ${held ? 'held' : ''}"
      aria-pressed=${held ? 'true' : 'false'}
      ?disabled=${this.microphone.state !== 'live'}
      @pointerdown=${(event: PointerEvent) => press(event, true)}
      @pointerup=${(event: PointerEvent) => press(event, false)}
      @pointercancel=${() => this.#hold(false)}
      @lostpointercapture=${() => this.#hold(false)}
      @contextmenu=${(event: Event) => event.preventDefault()}
      @keydown=${(event: KeyboardEvent) => press(event, true)}
      @keyup=${(event: KeyboardEvent) => press(event, false)}
      @blur=${() => this.#hold(false)}
    >
      ${(mode === 'push-to-talk') === held ? microphoneIcon : mutedIcon}
      <span>${mode === 'push-to-talk' ? sentences.talk.holdToTalk : sentences.talk.holdToMute}</span>
    </button>`;
  }

  #deafenButton(): TemplateResult {
    const { deafened } = this.talk;
    const name = deafened ? sentences.talk.hear : sentences.talk.deafen;
    return html`<button
      type="button"
      class="hand minor ${deafened ? 'deaf' : ''}"
      title=${name}
      @click=${() => this.#tell('toggle-deafened')}
    >
      ${deafened ? deafIcon : soundIcon}<span>${name}</span>
    </button>`;
  }

  /** Where sound cannot be had that is said first, and the next press goes on. */
  #share(): void {
    if (this.sharing.own.state === 'on') return this.#tell('stop-share');
    if (!this.sharing.canShareSound && !this.soundTold) {
      this.soundTold = true;
      return;
    }
    this.soundTold = false;
    this.#tell('share');
  }

  #shareButton(): TemplateResult {
    const { state } = this.sharing.own;
    const on = state === 'on';
    const name = on ? sentences.sharing.stop : sentences.sharing.share;
    return html`<button
      type="button"
      class="hand minor worded ${on ? 'held' : ''}"
      title=${name}
      ?disabled=${state === 'choosing'}
      @click=${this.#share}
    >
      ${on ? stopScreenIcon : screenIcon}<span>${name}</span>
    </button>`;
  }

  #cameraButton(): TemplateResult {
    const on = this.sharing.camera !== null;
    const name = on ? sentences.sharing.cameraOff : sentences.sharing.camera;
    return html`<button type="button" class="hand minor camera ${on ? 'held' : ''}" title=${name} @click=${() => this.#tell('camera')}>
      ${cameraIcon}<span>${name}</span>
    </button>`;
  }

  #chatButton(): TemplateResult {
    const { open, unread } = this.chat;
    const name = unread > 0 ? fillCount(sentences.chat.openUnread, unread) : sentences.chat.open;
    return html`<button
      type="button"
      class="hand minor chat ${open ? 'deaf' : ''}"
      title=${name}
      aria-label=${name}
      aria-expanded=${open ? 'true' : 'false'}
      @click=${() => this.#tell('chat')}
    >
      ${chatIcon}<span aria-hidden="true">${sentences.chat.open}</span>
      ${unread > 0 ? html`<b class="unread" aria-hidden="true">${unread}</b>` : nothing}
    </button>`;
  }

  #switch(): TemplateResult {
    const { on, strengthRatio } = this.suppression;
    return html`<button
      type="button"
      class="switch"
      role="switch"
      aria-checked=${on ? 'true' : 'false'}
      @click=${() => this.#wish({ on: !on, strengthRatio })}
    >
      <span class="track"></span>${sentences.call.suppression}
    </button>`;
  }

  #listenBackButton(): TemplateResult | typeof nothing {
    if (this.microphone.state !== 'live') return nothing;
    const { open } = sentences.trial;
    return html`<button type="button" class="icon listen-back" aria-label=${open} title=${open} @click=${() => this.#tell('listen-back')}>
      ${earIcon}
    </button>`;
  }

  #strength(): TemplateResult {
    const percent = Math.round(this.suppression.strengthRatio * 100);
    const shown = fillCount(sentences.call.percent, percent);
    return html`<div class="strength">
      <label for="strength">${sentences.call.strength}</label>
      <input
        id="strength"
        type="range"
        min="0"
        max="100"
        step="5"
        aria-valuetext=${shown}
        .value=${String(percent)}
        @input=${(event: InputEvent) => {
          const { valueAsNumber } = event.currentTarget as HTMLInputElement;
          this.#wish({ on: this.suppression.on, strengthRatio: valueAsNumber / 100 });
        }}
      />
    </div>`;
  }

  #hold(held: boolean): void {
    this.dispatchEvent(new CustomEvent<boolean>('hold', { detail: held }));
  }

  #tell(event: string): void {
    this.dispatchEvent(new CustomEvent(event));
  }

  #wish(detail: SuppressionView): void {
    this.dispatchEvent(new CustomEvent<SuppressionView>('suppression', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-controls': ControlsElement;
  }
}
