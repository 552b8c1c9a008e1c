/** The worker for offline jobs: makes what `offline.ts` does reachable from the page. */
import { expose, transfer } from 'comlink';
import type { Rendered, Take } from '../call/ports.ts';
import type { VoiceSettings, VoiceWeights } from '../dsp/voice-messages.ts';
import { renderTake, type TellProgress } from './offline.ts';

const api = {
  render(
    take: Take,
    sent: Take | null,
    settings: VoiceSettings,
    weights: VoiceWeights | null,
    progress: TellProgress,
  ): Rendered {
    const rendered = renderTake(take, settings, progress, weights, sent);
    return transfer(rendered, [rendered.take.samples.buffer]);
  },
};

export type RenderApi = typeof api;

expose(api);
