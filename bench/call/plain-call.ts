/** Calls without the app: what a page makes of `getUserMedia` and a peer connection, with or without RNNoise between. */
import type { Page } from 'playwright-core';

/** Connects two empty pages; the first speaks, the second listens. */
export async function connectPlain(speaker: Page, listener: Page, withRnnoise: boolean): Promise<void> {
  const offer = await speaker.evaluate(offerVoice, { withRnnoise, suppressorPath: '/suppressor/' });
  const answer = await listener.evaluate(answerAndPlay, offer);
  await speaker.evaluate(
    (sdp) => globalThis.heardConnections[0]?.setRemoteDescription({ type: 'answer', sdp }),
    answer,
  );
}

interface Suppressor {
  loadRnnoise(urls: { url: string; simdUrl: string }): Promise<ArrayBuffer>;
  RnnoiseWorkletNode: new (
    context: AudioContext,
    options: { wasmBinary: ArrayBuffer; maxChannels: number },
  ) => AudioWorkletNode;
}

/** Runs in the page: the voice behind RNNoise as its package shows it, or with the browser's own processing. */
async function offerVoice({ withRnnoise, suppressorPath }: { withRnnoise: boolean; suppressorPath: string }) {
  const audio = { echoCancellation: true, noiseSuppression: !withRnnoise, autoGainControl: true, channelCount: 1 };
  let stream = await navigator.mediaDevices.getUserMedia({ audio });
  if (withRnnoise) {
    const path = (file: string) => `${suppressorPath}${file}`;
    const suppressor: Suppressor = await import(/* @vite-ignore */ path('index.js'));
    const wasmBinary = await suppressor.loadRnnoise({ url: path('rnnoise.wasm'), simdUrl: path('rnnoise_simd.wasm') });
    const context = new AudioContext({ sampleRate: 48_000 });
    await context.audioWorklet.addModule(path('rnnoise/workletProcessor.js'));
    const destination = context.createMediaStreamDestination();
    const node = new suppressor.RnnoiseWorkletNode(context, { wasmBinary, maxChannels: 1 });
    context.createMediaStreamSource(stream).connect(node).connect(destination);
    await context.resume();
    stream = destination.stream;
  }
  const connection = new RTCPeerConnection();
  connection.addTrack(stream.getAudioTracks()[0]!, stream);
  await connection.setLocalDescription();
  while (connection.iceGatheringState !== 'complete') {
    await new Promise((resolve) => connection.addEventListener('icegatheringstatechange', resolve, { once: true }));
  }
  return connection.localDescription!.sdp;
}

/** Runs in the page. */
async function answerAndPlay(offer: string): Promise<string> {
  const connection = new RTCPeerConnection();
  connection.ontrack = ({ track }) => {
    const element = new Audio();
    element.srcObject = new MediaStream([track]);
    void element.play();
    document.body.append(element); // keeps it from being collected
  };
  await connection.setRemoteDescription({ type: 'offer', sdp: offer });
  await connection.setLocalDescription();
  while (connection.iceGatheringState !== 'complete') {
    await new Promise((resolve) => connection.addEventListener('icegatheringstatechange', resolve, { once: true }));
  }
  return connection.localDescription!.sdp;
}
