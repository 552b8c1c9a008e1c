/** Records one's microphone in a running call, before and behind the chain; neither track is touched. */
import type { Job, RecordTracks, Take } from '../call/ports.ts';
import { recordSideBySide } from './trial.ts';

/** A context that does not start, or a track that gives nothing, must not be waited for. */
const PATIENCE_MS = 3_000;

type Outcome = Awaited<Job<readonly Take[]>['result']>;

export const recordTracks: RecordTracks<MediaStreamTrack> = (tracks, lengthMs, heard) => {
  let finish!: (outcome: Outcome) => void; // set before the constructor below returns
  const result = new Promise<Outcome>((resolve) => {
    finish = resolve;
  });
  // One of its own, so that the call's is not disturbed.
  const context = new AudioContext();
  context.resume().catch(() => undefined);
  const timer = setTimeout(finish, lengthMs + PATIENCE_MS, 'failed');
  recordSideBySide(context, tracks, lengthMs, (_blocks, doneRatio) => heard(doneRatio)).then(
    (takes) => finish(takes === 'ended' ? 'failed' : takes),
    () => finish('failed'),
  );
  void result.then(() => {
    clearTimeout(timer);
    context.close().catch(() => undefined);
  });
  return { result, cancel: () => finish('cancelled') };
};
