/** What stands around a call and is looked at while it runs: the relay, the page's memory, how busy the device is. */
import type { Around } from '../call/health-call.ts';
import type { CarrierTrouble } from '../call/trouble.ts';
import type { ViewStore } from './store.ts';

/** Chromium alone tells (`performance.memory`). */
export function heap(): { usedBytes: number | null; limitBytes: number | null } {
  const { memory } = performance as { memory?: { usedJSHeapSize: number; jsHeapSizeLimit: number } };
  return { usedBytes: memory?.usedJSHeapSize ?? null, limitBytes: memory?.jsHeapSizeLimit ?? null };
}

const PRESSURES = ['nominal', 'fair', 'serious', 'critical'] as const;
const PRESSURE_EVERY_MS = 5_000;

interface PressureWatch {
  observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
}
type PressureObserverMaker = new (
  changed: (records: readonly { readonly state: (typeof PRESSURES)[number] }[]) => void,
) => PressureWatch;

/** Chromium alone tells (W3C Compute Pressure), on devices that let themselves be asked. */
function watchPressure(): () => number | null {
  let pressure: number | null = null;
  const { PressureObserver } = globalThis as { PressureObserver?: PressureObserverMaker };
  if (PressureObserver) {
    const observer = new PressureObserver((records) => {
      const state = records.at(-1)?.state;
      pressure = state ? PRESSURES.indexOf(state) : pressure;
    });
    observer.observe('cpu', { sampleInterval: PRESSURE_EVERY_MS }).catch(() => undefined);
  }
  return () => pressure;
}

export function watchAround(store: ViewStore): () => Around {
  const pressure = watchPressure();
  return () => ({ relay: relayOf(store), ...heap(), pressure: pressure() });
}

function relayOf({ view: { screen } }: ViewStore): Around['relay'] {
  if (screen.name !== 'call') return null;
  const { relay } = screen.call;
  if (relay.state === 'open') return 'open';
  return relay.state === 'waiting' && relay.code.startsWith('RELAY_') ? (relay.code as CarrierTrouble) : null;
}
