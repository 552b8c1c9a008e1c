/**
 * Reads QR codes from the camera: the browser's own detector where there is one, else a decoder that is loaded for it.
 * Frames stay on this device and are forgotten at once.
 */

/** Longest side of the picture that is searched: a code of 73 modules that fills half of it has six pixels a module. */
const SEARCH_PX = 720;
const PAUSE_MS = 100;
/** Of one frame, on the main thread; the decoder stops trying then. */
const DECODE_MS = 20;

export type CameraTrouble = 'denied' | 'missing' | 'busy' | 'failed';

export interface Camera {
  stop(): void;
}

type FindCode = (video: HTMLVideoElement) => Promise<string | null>;

/** Of the Shape Detection API, which TypeScript's library does not know yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

/**
 * Shows the camera in `video` and calls back with every text that is read, again and again, until stopped.
 * @returns why there is no picture, where there is none
 */
export async function openCamera(
  video: HTMLVideoElement,
  found: (text: string) => void,
): Promise<Camera | CameraTrouble> {
  const stream = await openStream();
  if (typeof stream === 'string') return stream;
  let stopped = false;
  const stop = () => {
    stopped = true;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  const find = await makeFinder().catch(() => null);
  if (!find) {
    stop();
    return 'failed';
  }
  video.srcObject = stream;
  await video.play().catch(() => undefined);
  const look = async () => {
    if (stopped) return;
    const text = video.videoWidth > 0 ? await find(video).catch(() => null) : null;
    if (stopped) return;
    if (text !== null) found(text);
    setTimeout(look, PAUSE_MS);
  };
  void look();
  return { stop };
}

async function openStream(): Promise<MediaStream | CameraTrouble> {
  if (!navigator.mediaDevices) return 'missing';
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
    return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'busy';
  }
}

async function makeFinder(): Promise<FindCode> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  const formats: readonly string[] = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (BarcodeDetector && formats.includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue ?? null;
  }
  return loadDecoder();
}

async function loadDecoder(): Promise<FindCode> {
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new TypeError('no canvas');
  return async (video) => {
    const scale = Math.min(1, SEARCH_PX / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = context.getImageData(0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(picture, { format: 'RGBA', timeLimit: DECODE_MS });
    } catch {
      return null; // no code in this frame
    }
  };
}
