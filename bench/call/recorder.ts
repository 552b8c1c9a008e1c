/** Records, with the time of every frame, what a page's microphone takes and what it receives. */
import type { BrowserContext, Page } from 'playwright-core';
import type { Recording } from './chirps.ts';

declare global {
  var benchCaptured: MediaStreamTrack | undefined;
}

/** To be called before the page opens: keeps the microphone's own sound where `record` finds it. */
export async function prepareRecording(context: BrowserContext): Promise<void> {
  await context.addInitScript(keepCaptured);
}

/** Runs in the page. */
function keepCaptured(): void {
  const media = navigator.mediaDevices;
  const getUserMedia = media.getUserMedia.bind(media);
  media.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    globalThis.benchCaptured = stream.getAudioTracks()[0]?.clone();
    return stream;
  };
}

export async function record(page: Page, which: 'captured' | 'received', seconds: number): Promise<Recording> {
  const { base64, frameMs, frameSamples } = await page.evaluate(recordTrack, { which, seconds });
  const bytes = Buffer.from(base64, 'base64');
  const samples = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { samples, frameMs, frameSamples };
}

/**
 * Runs in the page. A frame's time stamp is when it was captured or handed to the loudspeaker, on the clock that
 * `performance.timeOrigin` puts on everybody's calendar: it does not depend on when this script gets to run.
 */
async function recordTrack({ which, seconds }: { which: 'captured' | 'received'; seconds: number }) {
  const live = globalThis.heardConnections.find((it) => it.connectionState === 'connected');
  const received = live?.getReceivers().find((it) => it.track.kind === 'audio')?.track;
  const track = which === 'captured' ? globalThis.benchCaptured : received;
  if (!track) throw new Error(`nothing is ${which}`);
  const reader = new MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader();
  const frameMs: number[] = [];
  const parts: Float32Array[] = [];
  for (let lengthS = 0; lengthS < seconds; ) {
    const { value } = await reader.read();
    if (!value) break;
    const part = new Float32Array(value.numberOfFrames);
    value.copyTo(part, { planeIndex: 0, format: 'f32-planar' });
    if (value.sampleRate !== 48_000 || part.length !== (parts[0]?.length ?? part.length)) {
      throw new Error(`frame of ${part.length} samples at ${value.sampleRate} Hz`);
    }
    parts.push(part);
    frameMs.push(performance.timeOrigin + value.timestamp / 1000);
    lengthS += part.length / value.sampleRate;
    value.close();
  }
  await reader.cancel();
  const bytes = new Uint8Array(await new Blob(parts as Float32Array<ArrayBuffer>[]).arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return { base64: btoa(text), frameMs, frameSamples: parts[0]?.length ?? 0 };
}
