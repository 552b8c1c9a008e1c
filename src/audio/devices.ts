/** Microphones and loudspeakers there are (W3C Media Capture, section 9; Audio Output Devices). */
import type { AudioDevice, AudioDevices } from '../call/ports.ts';

/** Chromium's stand-ins for whatever is the default now; the empty id says the same in every browser. */
const STAND_INS = ['', 'default', 'communications'];

/** Empty where the browser does not tell, or not before the microphone is allowed. */
export async function listDevices(): Promise<AudioDevices> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const of = (kind: MediaDeviceKind): AudioDevice[] =>
    all
      .filter((it) => it.kind === kind && !STAND_INS.includes(it.deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  const canChoose = 'setSinkId' in HTMLMediaElement.prototype;
  return { microphones: of('audioinput'), speakers: canChoose ? of('audiooutput') : [] };
}

/** Calls back whenever a device comes or goes, or the default changes; returns how to stop. */
export function watchDevices(changed: () => void): () => void {
  navigator.mediaDevices?.addEventListener('devicechange', changed);
  return () => navigator.mediaDevices?.removeEventListener('devicechange', changed);
}
