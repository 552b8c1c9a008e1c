/**
 * `<humr-demo>`: a call with oneself, before and after. Loaded when first wished for.
 *
 * Properties: `demo`, `wishes`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DemoView } from '../app/tool-view.ts';
import type { Wishes } from '../app/view.ts';
import { microphoneIcon, playIcon, stopIcon } from './icons.ts';
import { shownRatio } from './level.ts';
import { fillCount, sentences } from './sentences.ts';
import { base, buttons } from './shared-styles.ts';
import './spectrogram.ts';
import { switchStyles } from './switch-styles.ts';
import { toolHeader, toolStyles } from './tool-styles.ts';

@customElement('humr-demo')
export class DemoElement extends LitElement {
  static override styles = [
    base,
    buttons,
    switchStyles,
    toolStyles,
    css`
      meter {
        inline-size: 100%;
        block-size: 0.75rem;
      }

      .stage {
        gap: var(--space-3);
      }

      .big {
        font-size: var(--text-large);
        font-weight: 600;
      }

      .ways {
        align-items: center;
      }
    `,
  ];

  @property({ attribute: false }) demo!: DemoView;

  @property({ attribute: false }) wishes!: Wishes;

  protected override render(): TemplateResult {
    const words = sentences.demo;
    const { phase } = this.demo;
    return html`${toolHeader(words.back, () => this.wishes.closeTool())}
      <main>
        <h1 tabindex="-1">${words.title}</h1>
        <p class="soft">${words.intro}</p>
        ${phase === 'playing' ? this.#playing() : this.#ready()}
        <p class="small soft">${words.credit}</p>
      </main>`;
  }

  #ready(): TemplateResult {
    const words = sentences.demo;
    const { phase, trouble } = this.demo;
    const busy = phase === 'connecting';
    return html`${phase === 'failed' ? html`<p role="alert">${trouble ? troubleText(trouble) : words.failed}</p>` : nothing}
      <div class="ways">
        <button type="button" class="primary large" ?disabled=${busy} @click=${() => this.wishes.playDemo('sample')}>
          ${playIcon}${words.start}
        </button>
        <button type="button" ?disabled=${busy} @click=${() => this.wishes.playDemo('microphone')}>
          ${microphoneIcon}${words.own}
        </button>
      </div>
      <p class="small soft" role="status">${busy ? words.connecting : words.ownHelp}</p>`;
  }

  #playing(): TemplateResult {
    const words = sentences.demo;
    const { denoised, levelDbfs, quieterDb, spectrum } = this.demo;
    const level = shownRatio(levelDbfs);
    return html`<div class="card stage">
        <humr-spectrogram .source=${spectrum} .label=${words.spectrogram}></humr-spectrogram>
        <meter min="0" max="1" .value=${level} aria-label=${words.level}></meter>
        <div class="ways">
          <button
            type="button"
            class="switch"
            role="switch"
            aria-checked=${denoised ? 'true' : 'false'}
            aria-describedby="hearing"
            @click=${() => this.wishes.switchDemo(!denoised)}
          >
            <span class="track"></span>${words.denoised}
          </button>
          <button type="button" @click=${() => this.wishes.stopDemo()}>${stopIcon}${words.stop}</button>
        </div>
        <p id="hearing" class="big" aria-live="polite">${words.hearing[denoised ? 'after' : 'before']}</p>
        <p class="small soft">
          ${quieterDb === null ? words.noise : fillCount(words.quieter, Math.round(quieterDb))}
        </p>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'humr-demo': DemoElement;
  }
}

function troubleText(code: NonNullable<DemoView['trouble']>): string {
  const { title, help } = sentences.troubles[code];
  return `${title}. ${help}`;
}
