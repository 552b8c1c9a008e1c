/**
 * Tracks as streams of frames (W3C mediacapture-transform) and their counters (W3C mediacapture-extensions), as far as
 * the TypeScript library does not know them. Chromium has both for sound; elsewhere the worklet runs.
 */

interface TrackProcessor {
  readonly readable: ReadableStream<AudioData>;
}

interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<AudioData>;
}

interface Insertable {
  readonly MediaStreamTrackProcessor?: new (init: { track: MediaStreamTrack }) => TrackProcessor;
  readonly MediaStreamTrackGenerator?: new (init: { kind: 'audio' }) => TrackGenerator;
}

/** The frames of one track and the track made of others; null where the browser lacks it. */
export function openInsertable(track: MediaStreamTrack): { frames: TrackProcessor; made: TrackGenerator } | null {
  const { MediaStreamTrackProcessor, MediaStreamTrackGenerator } = globalThis as Insertable;
  if (!MediaStreamTrackProcessor || !MediaStreamTrackGenerator) return null;
  return { frames: new MediaStreamTrackProcessor({ track }), made: new MediaStreamTrackGenerator({ kind: 'audio' }) };
}

export function hasInsertable(): boolean {
  return 'MediaStreamTrackProcessor' in globalThis && 'MediaStreamTrackGenerator' in globalThis;
}

/** Sound that has passed through a track so far, ms; null where the browser does not count it. */
export function passedMs(track: MediaStreamTrack): number | null {
  const { stats } = track as { stats?: { readonly totalFramesDuration?: number } | null };
  return stats?.totalFramesDuration ?? null;
}
