import { describe, expect, it } from 'vitest';
import { type Flow, FlowWatch, LOOK_MS } from './flow.ts';

/** What a watch says while `outAt` gives the sound that has left when so much has come in. */
function watch(untilMs: number, outAt: (inMs: number) => number, lookMs = LOOK_MS): { verdict: Flow; atMs: number } {
  const flow = new FlowWatch();
  for (let inMs = 0; inMs <= untilMs; inMs += lookMs) {
    const verdict = flow.note(inMs, Math.max(0, outAt(inMs)));
    if (verdict !== 'flowing') return { verdict, atMs: inMs };
  }
  return { verdict: 'flowing', atMs: untilMs };
}

describe('watching the flow of sound through a shell', () => {
  it('is content with a constant delay, jitter and the drift of two clocks', () => {
    expect(watch(600_000, (inMs) => inMs * 0.9995 - 60 - (inMs % 7) * 10).verdict).toBe('flowing');
  });

  it('notices within 150 ms that nothing comes out any more', () => {
    expect(watch(10_000, (inMs) => Math.min(inMs, 5_000))).toEqual({ verdict: 'stalled', atMs: 5_150 });
  });

  it('is patient where it comes late itself, but not for ever', () => {
    const hole = (inMs: number) => (inMs > 5_000 && inMs < 6_000 ? 5_000 : inMs);
    expect(watch(10_000, hole).verdict).toBe('stalled');
    expect(watch(10_000, hole, 100).verdict).toBe('flowing');
    expect(watch(10_000, (inMs) => Math.min(inMs, 5_000), 100)).toEqual({ verdict: 'stalled', atMs: 6_500 });
  });

  it('expects nothing while nothing comes in', () => {
    const flow = new FlowWatch();
    for (let looks = 0; looks < 1_000; looks++) expect(flow.note(700, 690)).toBe('flowing');
  });

  it('gives a shell a second to begin', () => {
    expect(watch(60_000, (inMs) => inMs - 900).verdict).toBe('flowing');
    expect(watch(60_000, () => 0)).toEqual({ verdict: 'stalled', atMs: 1_000 });
  });

  it('forgives one hole and notices a shell that loses a third', () => {
    expect(watch(60_000, (inMs) => inMs - (inMs > 5_000 ? 100 : 0)).verdict).toBe('flowing');
    expect(watch(60_000, (inMs) => Math.floor((inMs * 0.67) / 10) * 10).verdict).toBe('behind');
  });
});
