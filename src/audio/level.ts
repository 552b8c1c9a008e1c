/** Level of a track as it is, by an AnalyserNode: works without worklets, and on what really leaves. */
import { dbfsFromPower } from '../base/units.ts';

/** Samples looked at each time: 43 ms at 48 kHz, so that polling every 50 ms misses little. */
const WINDOW_SAMPLES = 2048;
const POLL_MS = 50;

/** Reports dBFS RMS about twenty times a second until stopped. A disabled track reads as silence. */
export function watchLevel(context: AudioContext, track: MediaStreamTrack, report: (dbfs: number) => void): () => void {
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = new AnalyserNode(context, { fftSize: WINDOW_SAMPLES });
  source.connect(analyser);
  const samples = new Float32Array(WINDOW_SAMPLES);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    let power = 0;
    for (const sample of samples) power += sample * sample;
    report(dbfsFromPower(power / WINDOW_SAMPLES));
  }, POLL_MS);
  return () => {
    clearInterval(timer);
    source.disconnect();
  };
}
