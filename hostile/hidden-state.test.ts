import { describe, expect, it } from 'vitest';
import { HiddenState } from './hidden-state.ts';

class Counter {
  #count = 0;
  readonly #seen = new Map<string, Uint8Array>();
  readonly clock = new Clock();
  note(): void {
    this.#count++;
    this.#seen.set(`${this.#count}`, Uint8Array.of(this.#count));
  }
}

class Clock {
  nowMs = 0;
}

function createSwitch() {
  let on = false;
  return {
    flip: () => {
      on = !on;
    },
    isOn: () => on,
  };
}

describe('hidden state', () => {
  const hidden = new HiddenState((object) => object instanceof Clock);

  it('shows private fields and what they hold', () => {
    const counter = new Counter();
    const before = hidden.describe(counter);
    expect(hidden.describe(counter)).toBe(before);
    counter.note();
    const after = hidden.describe(counter);
    expect(after).not.toBe(before);
    expect(after).toContain('#count = 1');
    expect(after).toContain('= 01');
  });

  it('shows the variables of closures', () => {
    const it = createSwitch();
    expect(hidden.describe(it)).toContain('on = false');
    it.flip();
    expect(hidden.describe(it)).toContain('on = true');
  });

  it('leaves out what is foreign', () => {
    const counter = new Counter();
    const before = hidden.describe(counter);
    counter.clock.nowMs = 5;
    expect(hidden.describe(counter)).toBe(before);
  });
});
