/** Alerts on thresholds: each is raised once when its value stays too high, and cleared once when it stays low again. */

export type AlertCode = 'loss' | 'concealment' | 'delay' | 'device-busy';

interface Rule {
  /** Raised above, cleared below; the gap between keeps an alert from flapping. */
  readonly raiseAbove: number;
  readonly clearBelow: number;
  /** How long either must hold. */
  readonly forMs: number;
}

/** Ratios 0..1 but `delay`, ms there and back, and `device-busy`, lost quanta a second. */
const RULES: Readonly<Record<AlertCode, Rule>> = {
  loss: { raiseAbove: 0.12, clearBelow: 0.05, forMs: 3_000 },
  concealment: { raiseAbove: 0.05, clearBelow: 0.02, forMs: 3_000 },
  delay: { raiseAbove: 800, clearBelow: 500, forMs: 5_000 },
  'device-busy': { raiseAbove: 4, clearBelow: 1, forMs: 5_000 },
};

export interface Alert {
  readonly code: AlertCode;
  readonly raised: boolean;
  readonly value: number;
}

export class Alerts {
  readonly #states = new Map<AlertCode, { raised: boolean; crossedMs: number | null }>();

  /** Whatever is raised now. */
  get raised(): readonly AlertCode[] {
    return [...this.#states].filter(([, { raised }]) => raised).map(([code]) => code);
  }

  /** @returns the alerts that were raised or cleared by these values; codes not given stay as they are */
  note(values: Partial<Record<AlertCode, number>>, nowMs: number): readonly Alert[] {
    const changed: Alert[] = [];
    for (const [code, value] of Object.entries(values) as [AlertCode, number][]) {
      const { raiseAbove, clearBelow, forMs } = RULES[code];
      const state = this.#states.get(code) ?? { raised: false, crossedMs: null };
      this.#states.set(code, state);
      const isCrossed = state.raised ? value < clearBelow : value > raiseAbove;
      state.crossedMs = isCrossed ? (state.crossedMs ?? nowMs) : null;
      if (state.crossedMs === null || nowMs - state.crossedMs < forMs) continue;
      state.raised = !state.raised;
      state.crossedMs = null;
      changed.push({ code, raised: state.raised, value });
    }
    return changed;
  }
}
