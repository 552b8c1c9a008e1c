import { existsSync, readFileSync } from 'node:fs';
import { DNSMOS_RATE_HZ } from './metrics/dnsmos.ts';
import { resample } from './metrics/resample.ts';
import { STOI_RATE_HZ } from './metrics/stoi.ts';
import { quantised, readWav } from './metrics/wav.ts';

export const RATE_HZ = 48_000;
/** Recordings and the DNSMOS model, beside the project where it was checked out with them. */
export const VOICE_FOLDER = '../shared/voice';

/** What a suppressor hears and what it should leave. All 48 kHz, one length. */
export interface Clip {
  readonly id: string;
  readonly kind: 'noisy' | 'clean' | 'noise';
  /** Sort of noise, such as babble; 'clean' without. */
  readonly noiseClass: string;
  readonly noisy: Float32Array;
  /** The voice alone as it is inside `noisy`; zeros when kind is 'noise'. */
  readonly clean: Float32Array;
  readonly clean16: Float32Array;
  readonly clean10: Float32Array;
  /** Upper end of what the voice recording holds. */
  readonly highestHz: number;
}

export interface Corpus {
  readonly name: string;
  readonly clips: readonly Clip[];
  readonly dnsmosPath: string | null;
}

interface ManifestItem {
  readonly id: string;
  readonly cls: string;
  readonly snr: number | 'noise' | null;
  readonly clean?: string;
  readonly noise?: string;
  readonly gs: number;
  readonly gn: number;
  readonly native?: number;
}

/** Makes the derived signals of a clip from its voice and its noise, and limits the mixture to 16 bits. */
export function makeClip(
  named: Pick<Clip, 'id' | 'kind' | 'noiseClass' | 'highestHz'>,
  clean: Float32Array,
  noise: Float32Array,
): Clip {
  const noisy = clean.map((sample, n) => quantised(sample + (noise[n] ?? 0)));
  const clean16 = resample(clean, RATE_HZ, DNSMOS_RATE_HZ);
  return { ...named, noisy, clean, clean16, clean10: resample(clean, RATE_HZ, STOI_RATE_HZ) };
}

/** The development recordings, or null where they are not beside the project. */
export function loadRecordings(every: number): Corpus | null {
  const manifest = `${VOICE_FOLDER}/dev/manifest.json`;
  if (!existsSync(manifest)) return null;
  // Trusted: the file belongs to the recordings, which its reader placed there.
  const { items } = JSON.parse(readFileSync(manifest, 'utf8')) as { items: ManifestItem[] };
  const chosen = items.filter((item, index) => kindOf(item) !== 'noisy' || index % every === 0);
  const model = `${VOICE_FOLDER}/dnsmos/sig_bak_ovr.onnx`;
  return {
    name: `${VOICE_FOLDER}/dev`,
    clips: chosen.map(loadItem),
    dnsmosPath: existsSync(model) ? model : null,
  };
}

function kindOf(item: ManifestItem): Clip['kind'] {
  return item.snr === 'noise' ? 'noise' : item.cls === 'clean' ? 'clean' : 'noisy';
}

function loadItem(item: ManifestItem): Clip {
  const read = (file: string | undefined, gain: number) => {
    if (!file) return null;
    const { samples, sampleRateHz } = readWav(`${VOICE_FOLDER}/dev/${file}`);
    return resample(samples, sampleRateHz, RATE_HZ).map((sample) => sample * gain);
  };
  const clean = read(item.clean, item.gs);
  const noise = read(item.noise, item.gn);
  const length = (clean ?? noise)?.length ?? 0;
  const named = { id: item.id, kind: kindOf(item), noiseClass: item.cls, highestHz: highestHz(item.native) };
  return makeClip(named, clean ?? new Float32Array(length), noise ?? new Float32Array(length));
}

/** Recordings made at a lower rate hold nothing above these. */
function highestHz(nativeHz: number | undefined): number {
  return nativeHz === 16_000 ? 7_500 : nativeHz === 44_100 ? 16_000 : 20_000;
}
