/** The learned weights of the voice chain, fetched and checked once for the whole page. */
import type { VoiceWeights } from '../dsp/voice-messages.ts';
import { readWeights } from '../dsp/weights.ts';

const PATH = 'voice/humr-voice-1.bin';

let loading: Promise<VoiceWeights | null> | null = null;

/** @returns null when they cannot be had or are not whole; the next call then tries again */
export function loadWeights(): Promise<VoiceWeights | null> {
  loading ??= fetchWeights().then((weights) => {
    if (!weights) loading = null;
    return weights;
  });
  return loading;
}

async function fetchWeights(): Promise<VoiceWeights | null> {
  try {
    const base = new URL(import.meta.env.BASE_URL, document.baseURI);
    const response = await fetch(new URL(PATH, base));
    if (!response.ok) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return typeof readWeights(bytes) === 'string' ? null : { kind: 'weights', bytes };
  } catch {
    return null; // offline, and not kept
  }
}
