/** The voice chain in a worker, between the frames of two tracks: no audio graph and none of its buffers. */
import trackUrl from '../../worklets/track.ts?worker&url';
import type { FromTrackWorker, ToTrackWorker, TrackLoad } from '../../worklets/track-messages.ts';
import voiceUrl from '../../worklets/voice.ts?worker&url';
import type { VoiceSettings } from '../dsp/voice-messages.ts';
import { openInsertable } from './insertable.ts';
import type { Shell, ShellEvents } from './shell.ts';

/** Longer than a loaded machine takes, shorter than a person waits: after that the worklet is used. */
const LOAD_TIMEOUT_MS = 1_500;

/**
 * Loads the worker, which can be done while the browser asks for the microphone.
 * @param scriptUrl makes the URL one that Trusted Types let through
 * @returns null when it cannot be had
 */
export function startTrackWorker(scriptUrl: (url: string) => string): Promise<Worker | null> {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(scriptUrl(trackUrl), { type: 'module', name: 'humr-track' });
      const give = (result: Worker | null) => {
        clearTimeout(timer);
        if (!result) worker.terminate();
        resolve(result);
      };
      const timer = setTimeout(give, LOAD_TIMEOUT_MS, null);
      worker.onerror = () => give(null);
      worker.onmessage = () => give(worker); // the first thing it says is that it is ready
      const load: TrackLoad = { kind: 'load', chainUrl: new URL(scriptUrl(voiceUrl), document.baseURI).href };
      worker.postMessage(load);
    } catch {
      resolve(null);
    }
  });
}

/** @returns null where the browser cannot take tracks apart */
export function openWorkerShell(
  worker: Worker,
  captured: MediaStreamTrack,
  settings: VoiceSettings,
  events: ShellEvents,
): Shell | null {
  const insertable = openInsertable(captured);
  if (!insertable) return null;
  const { frames, made } = insertable;
  const tell = (message: ToTrackWorker, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  worker.onerror = () => events.failed('worker-failed');
  worker.onmessage = ({ data }: MessageEvent<FromTrackWorker>) => {
    if (data.kind === 'report') events.report(data);
    else if (data.kind === 'failed') events.failed('worker-failed');
  };
  tell(settings);
  tell({ kind: 'start', readable: frames.readable, writable: made.writable }, [frames.readable, made.writable]);
  return {
    kind: 'worker',
    track: made,
    configure: (next) => tell(next),
    close() {
      worker.terminate();
      made.stop();
    },
  };
}
