import { describe, expect, it } from 'vitest';
import { createDoctor } from './doctor.ts';
import type { Probes } from './doctor-ports.ts';
import { INITIAL_VIEW } from './initial-view.ts';
import { createViewStore } from './store.ts';

const FINE: Probes = {
  listen: async () => ({
    microphone: { peakDbfs: -18, levelDbfs: -30, noiseDbfs: -70, heardSpeech: true },
    chain: {
      shell: 'worker',
      reports: 30,
      lengthMs: 3000,
      missedQuanta: 0,
      estimator: 'learned',
      busyRatio: 0.05,
      delayMs: 20,
    },
  }),
  context: async () => ({
    state: 'running',
    sampleRateHz: 48_000,
    baseLatencyMs: 10,
    outputLatencyMs: 20,
    worklets: true,
  }),
  path: async () => ({ types: ['host'], protocols: ['udp'], tookMs: 50, asked: false, errorCode: 0 }),
  relay: async () => ({ roundTripsMs: [20, 21, 22], bitsPerS: 3e6 }),
  turn: async () => null,
  storage: async () => ({ isOpen: true, isTrue: true, isPersistent: true, freeBytes: 1e9, isFull: false }),
  keys: async () => ({ state: 'kept', signs: true }),
  configuration: async () => ({ isSecure: true, canCall: true, repairedCount: 0, areKept: true, badRelays: 0 }),
  memory: async () => ({ usedBytes: 10e6, limitBytes: 4e9 }),
  headroom: async () => 0.05,
  loop: async () => ({ delayMs: 60, echoDb: null }),
};

/** A doctor whose time limits come when the test says so. */
function practice(probes: Partial<Probes>) {
  const store = createViewStore(INITIAL_VIEW);
  const limits: (() => void)[] = [];
  let copied = '';
  const log: string[] = [];
  const doctor = createDoctor({
    store,
    probes: { ...FINE, ...probes },
    saveTextFile: () => undefined,
    ports: {
      after(_delayMs, callback) {
        limits.push(callback);
        return () => undefined;
      },
      copyText: async (text) => {
        copied = text;
        return true;
      },
      log: ({ detail }) => log.push(detail ?? ''),
      epochS: () => 1_700_000_000,
    },
  });
  const view = () => {
    const { screen } = store.view;
    if (screen.name !== 'doctor') throw new Error(`no doctor but ${screen.name}`);
    return screen.doctor;
  };
  const causes = () =>
    Object.fromEntries(view().checks.map(({ id, state }) => [id, typeof state === 'string' ? state : state.cause]));
  doctor.open();
  return {
    doctor,
    store,
    view,
    causes,
    log,
    copied: () => copied,
    passLimits: () => {
      for (const pass of limits.splice(0)) pass();
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function untilDone(run: ReturnType<typeof practice>): Promise<void> {
  await expect.poll(() => run.view().phase).not.toBe('running');
}

describe('the doctor', () => {
  it('finds a healthy device worth a hundred', async () => {
    const run = practice({});
    run.doctor.start();
    await untilDone(run);
    expect([run.view().phase, run.view().score, run.view().doneRatio]).toEqual(['done', 100, 1]);
    expect(run.log).toEqual(['100 of 100']);
  });

  it('names a probe that never answers, and goes on with the rest', async () => {
    const run = practice({ storage: () => new Promise(() => undefined) });
    run.doctor.start();
    await settled();
    run.passLimits();
    await untilDone(run);
    expect(run.causes()).toMatchObject({ storage: 'timeout', relay: 'relay-ok', loop: 'loop-ok' });
  });

  it('knows what it means when the microphone does not open, and does not blame the chain', async () => {
    const run = practice({ listen: () => new Promise(() => undefined), relay: () => new Promise(() => undefined) });
    run.doctor.start();
    await settled();
    run.passLimits();
    await untilDone(run);
    expect(run.causes()).toMatchObject({ microphone: 'mic-unanswered', chain: 'needs-microphone' });
    expect(run.causes()).toMatchObject({ relay: 'timeout', bandwidth: 'needs-relay' });
  });

  it('does not measure the room on a line that is not there', async () => {
    const run = practice({ relay: async () => ({ roundTripsMs: [], bitsPerS: null }) });
    run.doctor.start();
    await untilDone(run);
    expect(run.causes()).toMatchObject({ relay: 'relay-silent', bandwidth: 'needs-relay' });
  });

  it('names a probe that breaks, and what broke', async () => {
    const run = practice({
      keys: async () => {
        throw new TypeError('no crypto here');
      },
    });
    run.doctor.start();
    await untilDone(run);
    expect(run.causes()).toMatchObject({ keys: 'broken', microphone: 'mic-ok' });
  });

  it('does not judge a chain that had no microphone', async () => {
    const run = practice({ listen: async () => 'MIC_DENIED' });
    run.doctor.start();
    await untilDone(run);
    expect(run.causes()).toMatchObject({ microphone: 'mic-denied', chain: 'needs-microphone' });
    expect(run.log[0]).toMatch(/^\d+ of 100: mic-denied$/);
  });

  it('stops when asked, and when its screen is left', async () => {
    for (const stop of ['stop', 'leave'] as const) {
      let isAborted = false;
      const run = practice({
        listen: (signal) =>
          new Promise(() => {
            signal.addEventListener('abort', () => {
              isAborted = true;
            });
          }),
      });
      run.doctor.start();
      await settled();
      if (stop === 'stop') run.doctor.stop();
      else run.store.update({ screen: { name: 'home' } });
      expect(isAborted).toBe(true);
      await settled();
      expect(run.store.view.screen.name === 'home' || run.view().phase === 'stopped').toBe(true);
    }
  });

  it('writes a result that names causes and evidence', async () => {
    const run = practice({ relay: async () => 'RELAY_UNREACHABLE' });
    run.doctor.start();
    await untilDone(run);
    run.doctor.copy();
    await expect.poll(() => run.view().copied).toBe(true);
    expect(run.copied()).toMatch(/^Humr doctor, 2023-11-14T22:13:20.000Z: \d+ of 100\n/);
    expect(run.copied()).toMatch(/relay +bad +relay-unreachable +RELAY_UNREACHABLE/);
  });
});
