import { describe, expect, it } from 'vitest';
import { createCounters, writeMetrics } from './counters.ts';

describe('metrics', () => {
  it('are lines Prometheus can read, each value under its name and type', () => {
    const counters = createCounters();
    counters.messagesIn = 12;
    counters.refusals.rate = 3;
    const text = writeMetrics(counters);
    expect(text).toContain('# TYPE humr_relay_messages_in_total counter\nhumr_relay_messages_in_total 12\n');
    expect(text).toContain('humr_relay_refusals_total{reason="rate"} 3\n');
    // Exposition format 0.0.4: comments, or a name with optional labels and a number.
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) .+|[a-z_]+(\{reason="[a-z]+"\})? \d+)$/);
  });
});
