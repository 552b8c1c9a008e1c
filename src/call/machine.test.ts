import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ANSWER_TIMEOUT_MS,
  begin,
  type Call,
  type CallEvent,
  CONNECT_TIMEOUT_MS,
  LOST_AFTER_MS,
  RESTART_INTERVAL_MS,
  SUSPECT_AFTER_MS,
  step,
} from './machine.ts';

const up: CallEvent = { kind: 'transport', state: 'connected' };
const matches: CallEvent = { kind: 'certificate', verdict: 'matches' };
const channel: CallEvent = { kind: 'channel-proven' };
const tick: CallEvent = { kind: 'tick', dice: 0 };
const heard: CallEvent = { kind: 'heard' };

/** Runs events one after the other, all at `nowMs`; returns where the call ends and the effects of the last. */
function run(start: Call, events: readonly CallEvent[], nowMs = 0): [Call, readonly string[]] {
  let call = start;
  let effects: readonly string[] = [];
  for (const event of events) {
    const [next, wanted] = step(call, event, nowMs);
    call = next;
    effects = wanted.map((effect) => effect.kind);
  }
  return [call, effects];
}

const offering = begin('greeting', 0)[0];
const answering = begin('offer', 0)[0];
const offerer = run(offering, [{ kind: 'answer-read' }, up, matches, channel])[0];
const answerer = run(answering, [{ kind: 'answer-sent' }, up, channel, matches])[0];

describe('the call with one person', () => {
  it('goes from a greeting to connected', () => {
    expect(begin('greeting', 0)[1]).toEqual([{ kind: 'make-offer' }]);
    expect(run(offering, [{ kind: 'answer-read' }])[0].phase).toBe('connecting');
    expect(run(offering, [{ kind: 'answer-read' }, up])).toMatchObject([{ phase: 'proving' }, ['compare-certificate']]);
    expect(offerer).toMatchObject({ phase: 'connected', role: 'offerer' });
  });

  it('goes from an offer to connected', () => {
    expect(begin('offer', 0)[1]).toEqual([{ kind: 'make-answer' }]);
    expect(answerer).toMatchObject({ phase: 'connected', role: 'answerer' });
  });

  it('is not connected before certificate and channel are both proven, whatever is heard', () => {
    for (const proof of [[], [matches], [channel], [channel, channel]]) {
      expect(run(offering, [{ kind: 'answer-read' }, up, ...proof, heard, heard])[0].phase).toBe('proving');
    }
  });

  it('takes the proof of a channel that speaks before the transport is told to be up', () => {
    const early = run(offering, [{ kind: 'answer-read' }, channel]);
    expect(early).toMatchObject([{ phase: 'proving' }, ['compare-certificate']]);
    expect(run(early[0], [up, matches])[0].phase).toBe('connected');
  });

  it.each([offering, answering, offerer, answerer])('ends a $phase call at a wrong certificate or proof', (call) => {
    const forged = { phase: 'over', code: 'PEER_FORGED' };
    expect(run(call, [{ kind: 'certificate', verdict: 'differs' }])).toMatchObject([forged, ['close']]);
    expect(run(call, [{ kind: 'forged' }])).toMatchObject([forged, ['close']]);
  });

  it('sends its offer and its answer again when asked again', () => {
    expect(run(offering, [{ kind: 'greeted-again' }])).toEqual([offering, ['resend-offer']]);
    const sent = run(answering, [{ kind: 'answer-sent' }])[0];
    expect(run(sent, [{ kind: 'offered-again' }])).toEqual([sent, ['resend-answer']]);
  });

  it('waits ten seconds for an answer and twenty for a path', () => {
    expect(run(offering, [tick], ANSWER_TIMEOUT_MS)[0].phase).toBe('offering');
    expect(run(offering, [tick], ANSWER_TIMEOUT_MS + 1)[0]).toMatchObject({ phase: 'over', code: 'PEER_SILENT' });
    const connecting = run(offering, [{ kind: 'answer-read' }])[0];
    expect(run(connecting, [{ kind: 'transport', state: 'failed' }], 15_000)[0].phase).toBe('connecting');
    expect(run(connecting, [tick], CONNECT_TIMEOUT_MS)[0].phase).toBe('connecting');
    expect(run(connecting, [tick], CONNECT_TIMEOUT_MS + 1)[0]).toMatchObject({
      phase: 'over',
      code: 'PEER_UNREACHABLE',
    });
  });

  it('suspects after a second and a half of silence and recovers at the first word', () => {
    expect(run(offerer, [tick], SUSPECT_AFTER_MS)[0].phase).toBe('connected');
    const [suspect] = run(offerer, [tick], SUSPECT_AFTER_MS + 1);
    expect(suspect.phase).toBe('reconnecting');
    expect(run(suspect, [heard], 9_000)[0]).toMatchObject({ phase: 'connected', heardMs: 9_000, role: 'offerer' });
  });

  it('suspects nobody whose voice still comes, however late the beats are', () => {
    const flowing = (agoMs: number): CallEvent => ({ kind: 'flowing', agoMs });
    const [late] = run(offerer, [flowing(20)], 1_400);
    expect(run(late, [tick], 1_380 + SUSPECT_AFTER_MS)[0].phase).toBe('connected');
    expect(run(late, [tick], 1_381 + SUSPECT_AFTER_MS)[0].phase).toBe('reconnecting');
    // What came before the last beat tells nothing new, and a path that is given up is not back by it.
    expect(run(run(offerer, [heard], 1_400)[0], [flowing(1_000)], 1_500)[0]).toMatchObject({ heardMs: 1_400 });
    expect(run(run(offerer, [tick], 2_000)[0], [flowing(600)], 2_100)[0].phase).toBe('reconnecting');
  });

  it('lets the offerer restart the path at intervals, and the answerer later, should the other not notice', () => {
    const restarts = (call: Call) => {
      let current = call;
      const times: number[] = [];
      for (let nowMs = 2_000; nowMs <= 12_000; nowMs += 500) {
        const [next, effects] = step(current, tick, nowMs);
        if (effects.some((effect) => effect.kind === 'restart-path')) times.push(nowMs);
        current = next;
      }
      return times;
    };
    const first = 2_000; // the first tick after the silence was long enough
    expect(restarts(offerer)).toEqual([first, first + RESTART_INTERVAL_MS, first + 2 * RESTART_INTERVAL_MS]);
    expect(restarts(answerer)).toEqual([first + 2 * RESTART_INTERVAL_MS]);
  });

  it('tries at once when the network changed, the page woke, or somebody does not want to wait', () => {
    const [suspect] = run(offerer, [tick], 2_000);
    for (const kind of ['network-changed', 'woke', 'retry'] as const) {
      expect(run(suspect, [{ kind }], 2_100)[1]).toEqual(['send-beat', 'restart-path']);
    }
    expect(run(answerer, [{ kind: 'network-changed' }])[1]).toEqual(['send-beat', 'restart-path']);
  });

  it('probes after waking, and believes in the path only if it answers soon', () => {
    const [woken] = run(offerer, [{ kind: 'woke' }], 60_000);
    expect(run(woken, [tick], 60_500)[0].phase).toBe('connected');
    expect(run(woken, [tick], 61_000)[0].phase).toBe('reconnecting');
    expect(run(woken, [heard], 60_100)[0]).toMatchObject({ phase: 'connected', heardMs: 60_100 });
  });

  it('makes a new connection once three restarts were answered in vain', () => {
    const answered = { kind: 'restart-answered' } as const;
    let [call] = run(offerer, [tick], 2_000);
    for (const nowMs of [6_000, 10_000]) call = run(call, [answered, tick], nowMs)[0];
    const [renewed, effects] = run(call, [answered, tick], 14_000);
    expect(effects).toEqual(['send-beat', 'renew-path']);
    expect(run(renewed, [tick], 18_000)[1]).toEqual(['send-beat', 'restart-path']);
    // A new connection is compared like the first.
    expect(run(renewed, [channel])[1]).toEqual(['compare-certificate']);
    expect(run(renewed, [channel, heard])[0].phase).toBe('connected');
  });

  it('goes on trying at least every ten seconds, not everybody at the same time', () => {
    for (const dice of [0, 0.5, 0.99]) {
      let [call] = run(offerer, [tick], 2_000);
      let lastMs = 2_000;
      for (let nowMs = 2_500; nowMs < LOST_AFTER_MS; nowMs += 500) {
        const [next, effects] = step(call, { kind: 'tick', dice }, nowMs);
        call = next;
        if (!effects.some(({ kind }) => kind === 'restart-path')) continue;
        expect(nowMs - lastMs).toBeLessThanOrEqual(10_500);
        lastMs = nowMs;
      }
    }
  });

  it('waits ten minutes for a lost person', () => {
    const [suspect] = run(offerer, [tick], 2_000);
    expect(run(suspect, [tick], 2_000 + LOST_AFTER_MS)[0].phase).toBe('reconnecting');
    expect(run(suspect, [tick], 2_001 + LOST_AFTER_MS)[0]).toMatchObject({ phase: 'over', code: 'PEER_LOST' });
  });

  it('says goodbye when leaving, and only then', () => {
    expect(run(offerer, [{ kind: 'leave' }])[1]).toEqual(['send-bye', 'close']);
    expect(run(offerer, [{ kind: 'remove' }])).toEqual([
      expect.objectContaining({ phase: 'over', code: 'PEER_REMOVED' }),
      ['send-removal', 'close'],
    ]);
    expect(run(offerer, [{ kind: 'bye' }])[1]).toEqual(['close']);
  });

  it('tells somebody who gave up before there was a path from one who left', () => {
    const connecting = run(offering, [{ kind: 'answer-read' }])[0];
    expect(run(connecting, [{ kind: 'bye' }])[0]).toMatchObject({ phase: 'over', code: 'PEER_GAVE_UP' });
    expect(run(offerer, [{ kind: 'bye' }])[0]).toMatchObject({ phase: 'over', code: 'PEER_LEFT' });
  });
});

describe('the call machine under any order of events', () => {
  const event = fc.oneof(
    fc.constantFrom<CallEvent>(
      { kind: 'greeted-again' },
      { kind: 'offered-again' },
      { kind: 'answer-sent' },
      { kind: 'answer-read' },
      matches,
      channel,
      heard,
      { kind: 'flowing', agoMs: 0 },
      tick,
    ),
    fc.constantFrom<CallEvent>(
      up,
      { kind: 'transport', state: 'failed' },
      { kind: 'transport', state: 'disconnected' },
      { kind: 'woke' },
      { kind: 'network-changed' },
      { kind: 'retry' },
      { kind: 'restart-answered' },
    ),
    fc.constantFrom<CallEvent>({ kind: 'bye' }, { kind: 'forged' }, { kind: 'leave' }, { kind: 'replaced' }),
  );
  const schedule = fc.array(fc.tuple(event, fc.integer({ min: 0, max: 5_000 })), { maxLength: 60 });

  it('never connects without a matching certificate and a proven channel, and closes exactly once', () => {
    fc.assert(
      fc.property(fc.constantFrom<'greeting' | 'offer'>('greeting', 'offer'), schedule, (first, events) => {
        let [call] = begin(first, 0);
        let nowMs = 0;
        let closes = 0;
        const proven = new Set<string>();
        for (const [next, waitMs] of events) {
          nowMs += waitMs;
          const before = call.phase;
          const [after, effects] = step(call, next, nowMs);
          if (before === 'proving' || before === 'connecting') proven.add(next.kind);
          closes += effects.filter((effect) => effect.kind === 'close').length;
          if (after.phase === 'connected')
            expect([...proven]).toEqual(expect.arrayContaining(['certificate', 'channel-proven']));
          if (before === 'over') expect(after).toBe(call);
          call = after;
        }
        expect(closes).toBe(call.phase === 'over' ? 1 : 0);
      }),
      { numRuns: 2_000 },
    );
  });
});
