import { describe, expect, it } from 'vitest';
import { type Flow, FlowWatch } from './flow.ts';

const POLL_MS = 40;

/** What a watch says while `outAt` gives the sound that has left when so much has come in. */
function watch(untilMs: number, outAt: (inMs: number) => number): { verdict: Flow; atMs: number } {
  const flow = new FlowWatch();
  for (let inMs = 0; inMs <= untilMs; inMs += POLL_MS) {
    const verdict = flow.note(inMs, Math.max(0, outAt(inMs)));
    if (verdict !== 'flowing') return { verdict, atMs: inMs };
  }
  return { verdict: 'flowing', atMs: untilMs };
}

describe('watching the flow of sound through a shell', () => {
  it('is content with a constant delay, jitter and the drift of two clocks', () => {
    expect(watch(600_000, (inMs) => inMs * 0.9995 - 60 - (inMs % 7) * 10).verdict).toBe('flowing');
  });

  it('notices within 160 ms that nothing comes out any more', () => {
    const { verdict, atMs } = watch(10_000, (inMs) => Math.min(inMs, 5_000));
    expect(verdict).toBe('stalled');
    expect(atMs - 5_000).toBeLessThanOrEqual(160);
  });

  it('expects nothing while nothing comes in', () => {
    const flow = new FlowWatch();
    for (let polls = 0; polls < 1_000; polls++) expect(flow.note(700, 690)).toBe('flowing');
  });

  it('gives a shell a second to begin', () => {
    expect(watch(60_000, (inMs) => inMs - 900).verdict).toBe('flowing');
    expect(watch(60_000, () => 0)).toEqual({ verdict: 'stalled', atMs: 1_000 });
  });

  it('forgives one hole and notices a shell that loses a fifth', () => {
    expect(watch(60_000, (inMs) => inMs - (inMs > 5_000 ? 100 : 0)).verdict).toBe('flowing');
    expect(watch(60_000, (inMs) => inMs * 0.8).verdict).toBe('behind');
  });
});
