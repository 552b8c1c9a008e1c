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

/** Calls back whenever a device comes or goes, the default changes, or the microphone is allowed or forbidden. */
export function watchDevices(changed: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  navigator.mediaDevices?.addEventListener('devicechange', changed, { signal });
  // Firefox and Safari do not tell of every permission.
  navigator.permissions?.query({ name: 'microphone' as PermissionName }).then(
    (status) => status.addEventListener('change', changed, { signal }),
    () => undefined,
  );
  return () => stop.abort();
}
