/** A person with a browser of their own: a separate Chromium process whose microphone plays a file. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, obtainChromium } from '../tools/chromium.mjs';
import { RATE_HZ } from './voices.ts';

export interface Caller {
  readonly page: Page;
  /** What the page warned of or threw, for the message of a failing test. */
  readonly complaints: string[];
  /** Everything the page logged. */
  readonly log: string[];
  /** What this person hears of the first other one: the received track itself, from now on. */
  hear(seconds: number): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface CallerOptions {
  /** Sound of the microphone, repeated for ever; null for a browser without one. */
  readonly soundPath: string | null;
  readonly baseURL: string;
  /** A film (YUV4MPEG2) that the camera plays; it may be written after the start, until the camera is opened. */
  readonly cameraPath?: string;
  readonly viewport?: { width: number; height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** A screen that fingers tap. */
  readonly touch?: boolean;
  /** `worklet`: a browser that cannot take tracks apart, as most; else the one there is decides. */
  readonly shell?: 'worker' | 'worklet';
  /** Whether the person answers the microphone prompt with yes. */
  readonly allowMicrophone?: boolean;
  /** False where a test needs the network's own answers, not the app's cache. */
  readonly serviceWorker?: boolean;
  /** Further arguments of Chromium. */
  readonly chromiumArgs?: readonly string[];
  /** Another way to start Chromium, such as inside a network namespace. */
  readonly chromiumPath?: string;
  /** Runs before any script of the page. */
  prepare?(context: BrowserContext): Promise<void>;
}

/** A machine too busy for one shell makes the voice move to the other, and that is said: no fault of the page. */
const MOVED = 'humr · voice moved';

export async function openCaller(options: CallerOptions): Promise<Caller> {
  const { soundPath, baseURL, allowMicrophone = true } = options;
  const browser: Browser = await chromium.launch({
    executablePath: options.chromiumPath ?? (await obtainChromium()),
    args: [
      ...CHROMIUM_ARGS,
      ...(soundPath ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${soundPath}`] : []),
      ...(options.cameraPath ? [`--use-file-for-fake-video-capture=${options.cameraPath}`] : []),
      ...(allowMicrophone ? ['--use-fake-ui-for-media-stream'] : []),
      ...(options.chromiumArgs ?? []),
    ],
  });
  const context = await browser.newContext({
    baseURL,
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'light',
    hasTouch: options.touch ?? false,
    permissions: ['clipboard-read', 'clipboard-write', ...(allowMicrophone ? ['microphone'] : [])],
    serviceWorkers: options.serviceWorker === false ? 'block' : 'allow',
  });
  await context.addInitScript(rememberConnections);
  if (options.shell === 'worklet') await context.addInitScript(forgetGenerators);
  await options.prepare?.(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  const log: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    log.push(message.text());
    const isComplaint = ['error', 'warning'].includes(message.type()) && !message.text().includes(MOVED);
    if (isComplaint) complaints.push(`${message.type()}: ${message.text()}`);
  });
  return {
    page,
    complaints,
    log,
    hear: async (seconds) => {
      const base64 = await page.evaluate(recordReceived, { seconds, rateHz: RATE_HZ }).catch((error: unknown) => {
        throw new Error(`${error instanceof Error ? error.message : error}\n${log.join('\n')}`);
      });
      const bytes = Buffer.from(base64, 'base64');
      return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    },
    close: () => browser.close(),
  };
}

declare global {
  var heardConnections: RTCPeerConnection[];
  var heardElements: HTMLAudioElement[];
  var MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<AudioData> };
}

/** Runs in the page: keeps the connections where the tests can find them; the app itself shows them to nobody. */
function rememberConnections(): void {
  globalThis.heardConnections = [];
  globalThis.heardElements = [];
  globalThis.Audio = class extends Audio {
    constructor() {
      super();
      globalThis.heardElements.push(this);
    }
  };
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...parameters: ConstructorParameters<typeof RTCPeerConnection>) {
      super(...parameters);
      globalThis.heardConnections.push(this);
    }
  };
}

/** Runs in the page. */
function forgetGenerators(): void {
  Reflect.deleteProperty(globalThis, 'MediaStreamTrackGenerator');
}

/** Runs in the page: samples of the received track, as 32-bit floats in base64. */
async function recordReceived({ seconds, rateHz }: { seconds: number; rateHz: number }): Promise<string> {
  /** The way of two codes is a connection, too, with tracks of the same names; but nobody speaks there. */
  const heardOf = async (connection: RTCPeerConnection) => {
    const stats = [...(await connection.getStats()).values()];
    const heard = new Set(
      stats.filter((it) => it.type === 'inbound-rtp' && it.bytesReceived > 0).map((it) => it.trackIdentifier),
    );
    return connection
      .getReceivers()
      .flatMap(({ track }) => (track.kind === 'audio' && heard.has(track.id) ? track : []));
  };
  const heardTrack = async () => {
    const connected = globalThis.heardConnections.filter((it) => it.connectionState === 'connected');
    return (await Promise.all(connected.map(heardOf))).flat()[0];
  };
  // A call that is just coming back, as on a busy machine, is waited for.
  const untilMs = performance.now() + 8_000;
  let track = await heardTrack();
  while (!track && performance.now() < untilMs) {
    await new Promise(requestAnimationFrame);
    track = await heardTrack();
  }
  if (!track) {
    const states = globalThis.heardConnections.map((it) => it.connectionState).join(', ');
    throw new Error(`nobody is connected: ${states}`);
  }
  const reader = new MediaStreamTrackProcessor({ track: track.clone() }).readable.getReader();
  const samples = new Float32Array(seconds * rateHz);
  let filled = 0;
  while (filled < samples.length) {
    const { value, done } = await reader.read();
    if (done || !value) break;
    if (value.sampleRate !== rateHz) throw new Error(`received at ${value.sampleRate} Hz`);
    const frame = new Float32Array(value.numberOfFrames);
    value.copyTo(frame, { planeIndex: 0, format: 'f32-planar' });
    value.close();
    samples.set(frame.subarray(0, samples.length - filled), filled);
    filled += frame.length;
  }
  await reader.cancel();
  const bytes = new Uint8Array(samples.buffer);
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
