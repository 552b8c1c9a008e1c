/** Wires hearing oneself within a call, when first wished for. */
import { createListenBack } from './app/listen-back.ts';
import type { ListenBackWishes } from './app/listen-back-view.ts';
import { platformPorts } from './app/platform.ts';
import type { ViewStore } from './app/store.ts';
import { scriptUrl } from './app/trusted.ts';
import { recordTracks } from './audio/both-takes.ts';
import { openTakePlayer } from './audio/trial.ts';
import { loadWeights } from './audio/voice-weights.ts';
import type { ListenBackPorts } from './call/ports.ts';
import { createRenderer } from './work/render.ts';

export function openListenBack(
  store: ViewStore,
  ownSound: ListenBackPorts<MediaStreamTrack>['ownSound'],
): ListenBackWishes {
  const renderTake = createRenderer(scriptUrl, loadWeights);
  const { after } = platformPorts();
  return createListenBack({ store, ports: { recordTracks, renderTake, openTakePlayer, ownSound, after } });
}
