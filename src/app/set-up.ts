/** How long it takes to be connected to somebody, and which step takes it: from the steps a pair logs. */
import type { LogEntry } from '../call/ports.ts';

/** Of the last person who was connected to, ms. */
export interface SetUp {
  /** From the first sign of somebody to being connected. */
  readonly totalMs: number;
  /** Until both descriptions were in: two messages over the relay and the keys. */
  readonly handshakeMs: number;
  /** Until packets flowed. */
  readonly pathMs: number;
  /** Until it was shown whose they are. */
  readonly proofMs: number;
}

export class SetUpClock {
  last: SetUp | null = null;
  /** When each step of each peer was first logged; null once somebody is connected. */
  readonly #steps = new Map<string, Map<string, number> | null>();

  note({ event, peer }: LogEntry, nowMs: number): void {
    if (!peer || !event.startsWith('call ')) return;
    const steps = this.#steps.get(peer);
    if (steps === null) return;
    const all = steps ?? new Map<string, number>();
    this.#steps.set(peer, all);
    const step = event.slice('call '.length);
    if (!all.has(step)) all.set(step, nowMs);
    if (step !== 'connected') return;
    this.#steps.set(peer, null);
    this.last = setUpOf(all, nowMs);
  }

  clear(): void {
    this.#steps.clear();
    this.last = null;
  }
}

/** A step that was not logged took no time. */
function setUpOf(steps: ReadonlyMap<string, number>, connectedMs: number): SetUp {
  const firstMs = Math.min(...steps.values());
  const provingMs = steps.get('proving') ?? connectedMs;
  const connectingMs = steps.get('connecting') ?? provingMs;
  return {
    totalMs: connectedMs - firstMs,
    handshakeMs: connectingMs - firstMs,
    pathMs: provingMs - connectingMs,
    proofMs: connectedMs - provingMs,
  };
}
