import { describe, expect, it } from 'vitest';
import type { Verdict } from './health.ts';
import { type CallHealth, HealthAlarm } from './health-call.ts';

const path = (verdict: Verdict): CallHealth => ({
  score: 0,
  findings: [['path', { verdict, cause: verdict === 'bad' ? 'path-none' : 'path-ok', evidence: [] }]],
});

/** What the alarm tells after each look. */
function told(...looks: readonly Verdict[]): readonly (boolean | null)[] {
  const alarm = new HealthAlarm();
  return looks.map((verdict) => alarm.note(path(verdict))[0]?.raised ?? null);
}

describe('the alarm of a call', () => {
  it('is not raised by one bad look', () => {
    expect(told('bad', 'good', 'bad', 'good')).toEqual([null, null, null, null]);
  });

  it('is raised once, however long it lasts, and cleared once', () => {
    expect(told('bad', 'bad', 'bad', 'bad', 'good', 'good', 'good')).toEqual([
      null,
      true,
      null,
      null,
      null,
      false,
      null,
    ]);
  });

  it('is not cleared by one good look', () => {
    expect(told('bad', 'bad', 'good', 'bad', 'good', 'good')).toEqual([null, true, null, null, null, false]);
  });

  it('keeps the checks apart', () => {
    const alarm = new HealthAlarm();
    const relay = { verdict: 'bad', cause: 'relay-silent', evidence: [] } as const;
    alarm.note({ score: 0, findings: [['relay', relay]] });
    expect(alarm.note(path('bad'))).toEqual([]);
    expect(alarm.note({ score: 0, findings: [['relay', relay], ...path('bad').findings] }).map(({ id }) => id)).toEqual(
      ['relay', 'path'],
    );
  });
});
