/** What the MQTT carrier takes from the platform: sockets, time and chance. Injected, so that tests need none of them. */
import { type OpenWire, openWebSocket } from './wire.ts';

export interface Platform {
  readonly openWire: OpenWire;
  /** Never jumps, whatever happens to the wall clock (FAULTS.md, row 44). */
  nowMs(): number;
  /** Runs `action` once after `delayMs`. @returns what cancels it */
  after(delayMs: number, action: () => void): () => void;
  /** A number in [0, 1). */
  dice(): number;
}

export const BROWSER: Platform = {
  openWire: openWebSocket,
  nowMs: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
  dice: () => Math.random(),
};
