/** Renders takes in a worker of their own, so that the page stays as quick as ever. A job's worker ends with it. */
import { proxy, wrap } from 'comlink';
import type { Job, Rendered, RenderTake } from '../call/ports.ts';
import type { VoiceWeights } from '../dsp/voice-messages.ts';
import type { RenderApi } from './render.worker.ts';
import renderUrl from './render.worker.ts?worker&url';

/**
 * @param scriptUrl makes the TrustedScriptURL that `require-trusted-types-for` asks for
 * @param loadWeights never rejects
 */
export function createRenderer(
  scriptUrl: (url: string) => string,
  loadWeights: () => Promise<VoiceWeights | null>,
): RenderTake {
  return (take, settings, progress, sent = null) => {
    let finish!: (outcome: Outcome) => void; // set before the constructor below returns
    const result = new Promise<Outcome>((resolve) => {
      finish = resolve;
    });
    const worker = openWorker(scriptUrl);
    if (worker) {
      // A script that does not load, or breaks.
      worker.onerror = () => finish('failed');
      const { render } = wrap<RenderApi>(worker);
      const run = async () => render(take, sent, settings, await loadWeights(), proxy(progress));
      run().then(finish, () => finish('failed'));
    } else {
      finish('failed');
    }
    void result.then(() => worker?.terminate());
    return { result, cancel: () => finish('cancelled') };
  };
}

type Outcome = Awaited<Job<Rendered>['result']>;

function openWorker(scriptUrl: (url: string) => string): Worker | null {
  try {
    return new Worker(scriptUrl(renderUrl), { type: 'module', name: 'humr-render' });
  } catch {
    return null; // refused by policy, or no module workers here
  }
}
