/**
 * `<humr-settings-voice>`: what becomes of one's voice, with the levels before and behind the chain beside it.
 *
 * Properties: `view`, `wishes`.
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OwnVoiceView, View, Wishes } from '../app/view.ts';
import type { AudioDevice } from '../call/ports.ts';
import { shownRatio } from './level.ts';
import { fillCount, sentences } from './sentences.ts';
import { choiceRow, rowStyles, sliderRow, switchRow } from './setting-rows.ts';
import { base, buttons, fields } from './shared-styles.ts';
import { meterStyles, rangeStyles, switchStyles } from './switch-styles.ts';

@customElement('humr-settings-voice')
export class SettingsVoiceElement extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    switchStyles,
    rangeStyles,
    meterStyles,
    rowStyles,
    css`
      .levels {
        display: grid;
        grid-template-columns: auto minmax(4rem, 1fr) 4.5em;
        gap: var(--space-1) var(--space-3);
        align-items: center;
        margin: var(--space-2) 0 0;
        padding: var(--space-3) var(--space-4);
        border-radius: var(--round-small);
        background: var(--room);
        font-size: var(--text-small);
      }

      .figure {
        text-align: end;
        font-variant-numeric: tabular-nums;
      }

      .wide {
        grid-column: 1 / -1;
      }

      .unknown {
        grid-column: 2 / -1;
      }
    `,
  ];

  @property({ attribute: false }) view!: View;

  @property({ attribute: false }) wishes!: Wishes;

  protected override firstUpdated(): void {
    this.wishes.refreshDevices();
  }

  protected override render(): TemplateResult {
    const { values } = this.view.settings;
    const { microphones, speakers } = this.view.devices;
    const { voice: words } = sentences.settings;
    const { on, strengthRatio } = this.view.suppression;
    const change = (part: Parameters<Wishes['changeSettings']>[0]) => this.wishes.changeSettings(part);
    return html`<section aria-labelledby="voice">
      <h3 id="voice">${words.heading}</h3>
      ${choiceRow(
        { id: 'microphone', label: words.microphone },
        deviceNames(microphones, values.microphoneId),
        values.microphoneId,
        (microphoneId) => change({ microphoneId }),
      )}
      ${
        speakers.length === 0
          ? nothing
          : choiceRow(
              { id: 'speaker', label: words.speaker },
              deviceNames(speakers, values.speakerId),
              values.speakerId,
              (speakerId) => change({ speakerId }),
            )
      }
      ${switchRow({ id: 'suppression', label: sentences.call.suppression }, on, (suppression) => change({ suppression }))}
      ${sliderRow(
        { id: 'strength', label: sentences.call.strength },
        { ratio: strengthRatio, shown: fillCount(sentences.call.percent, Math.round(strengthRatio * 100)) },
        (suppressionStrengthRatio) => change({ suppressionStrengthRatio }),
      )}
      ${switchRow(
        { id: 'loudness', label: words.loudness, help: words.loudnessHelp },
        values.gainControl,
        (gainControl) => change({ gainControl }),
      )}
      ${switchRow({ id: 'low-cut', label: words.lowCut, help: words.lowCutHelp }, values.highPass, (highPass) =>
        change({ highPass }),
      )}
      ${switchRow({ id: 'gate', label: words.gate, help: words.gateHelp }, values.gate, (gate) => change({ gate }))}
      ${choiceRow({ id: 'shell', label: words.shell }, words.shells, values.voiceShell, (voiceShell) =>
        change({ voiceShell }),
      )}
      ${this.view.voice ? levels(this.view.voice) : html`<p class="small soft">${words.idle}</p>`}
    </section>`;
  }
}

/** Id → name. The system's choice comes first; what was chosen and is unplugged stays, or the choice would seem to change. */
function deviceNames(devices: readonly AudioDevice[], chosenId: string): Record<string, string> {
  const { usualDevice, unnamedDevice, missingDevice } = sentences.settings.voice;
  const names = {
    '': usualDevice,
    ...Object.fromEntries(devices.map(({ id, label }) => [id, label || unnamedDevice])),
  };
  return chosenId in names ? names : { ...names, [chosenId]: missingDevice };
}

function levels(voice: OwnVoiceView): TemplateResult {
  const { voice: words } = sentences.settings;
  return html`<div class="levels" role="group" aria-label=${words.now}>
    <p class="wide">${words.nowShells[voice.shell]} ${words.estimators[voice.estimator]}</p>
    ${level(words.microphone, voice.inputDbfs)} ${level(words.sent, voice.outputDbfs)} ${level(words.room, voice.noiseDbfs)}
    ${kept(voice.keptRatio)}
  </div>`;
}

function level(name: string, levelDbfs: number): TemplateResult {
  const shown = fillCount(sentences.settings.voice.decibels, Math.round(levelDbfs));
  return html`<span>${name}</span>
    <meter aria-label=${name} aria-valuetext=${shown} .value=${shownRatio(levelDbfs)}></meter>
    <span class="figure" aria-hidden="true">${shown}</span>`;
}

function kept(ratio: number | null): TemplateResult | typeof nothing {
  const { voice: words } = sentences.settings;
  if (ratio === null) return html`<span>${words.kept}</span><span class="unknown soft">${words.keptUnknown}</span>`;
  const shown = fillCount(sentences.call.percent, Math.round(ratio * 100));
  return html`<span>${words.kept}</span>
    <meter aria-label=${words.kept} aria-valuetext=${shown} .value=${ratio}></meter>
    <span class="figure" aria-hidden="true">${shown}</span>`;
}
