/** On the browser's fake microphone, which beeps. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FLOOR_DBFS } from '../base/units.ts';
import type { Microphone, VoiceFault } from '../call/ports.ts';
import type { VoiceEstimator, VoiceSettings } from '../dsp/voice-messages.ts';
import type { VoiceShellChoice } from '../settings/schema.ts';
import { createMicrophoneOpener } from './microphone.ts';

const OPEN: VoiceSettings = {
  kind: 'settings',
  suppression: false,
  suppressionStrengthRatio: 0.8,
  gainControl: false,
  muted: false,
};
const MUTED: VoiceSettings = { ...OPEN, muted: true };

/** What the microphone made inside the browser, so that tests can break it. */
let workers: Worker[] = [];
let worklets: AudioWorkletNode[] = [];
let microphone: Microphone<MediaStreamTrack> | null = null;

beforeEach(() => {
  workers = [];
  worklets = [];
  vi.stubGlobal(
    'Worker',
    class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
    },
  );
  vi.stubGlobal(
    'AudioWorkletNode',
    class extends AudioWorkletNode {
      constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
        super(context, name, options);
        worklets.push(this);
      }
    },
  );
});

afterEach(() => {
  microphone?.close();
  microphone = null;
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

interface Happened {
  readonly sentDbfs: number[];
  readonly faults: VoiceFault[];
  reports: number;
  estimator: VoiceEstimator | null;
}

async function open(choice: VoiceShellChoice, scriptUrl = (url: string) => url) {
  const happened: Happened = { sentDbfs: [], faults: [], reports: 0, estimator: null };
  const opened = await createMicrophoneOpener({ scriptUrl })(
    OPEN,
    { shell: choice, deviceId: '' },
    {
      sent: (levelDbfs) => happened.sentDbfs.push(levelDbfs),
      report: ({ estimator }) => {
        happened.reports++;
        happened.estimator = estimator;
      },
      changed: (fault) => happened.faults.push(fault),
      paused: () => undefined,
      ended: () => undefined,
    },
  );
  if (typeof opened === 'string') throw new Error(opened);
  microphone = opened;
  return { microphone: opened, happened };
}

/** Loading and beeping take their time on a busy machine. */
const PATIENT = { timeout: 8_000 };

const MISSING = () => new URL('/missing.js', location.href).href;

/** Waits until a beep has left on the outgoing track, from now on. */
async function expectSound({ sentDbfs }: Happened): Promise<void> {
  sentDbfs.length = 0;
  await expect.poll(() => Math.max(...sentDbfs), PATIENT).toBeGreaterThan(-60);
}

function failProcessor(): void {
  worklets.at(-1)!.dispatchEvent(new ErrorEvent('processorerror'));
}

describe.each(['worker', 'worklet'] as const)('a microphone in the %s', (shell) => {
  it('sends sound and reports', async () => {
    const { microphone, happened } = await open(shell);
    expect(microphone.shell).toBe(shell);
    expect(microphone.processing).toBe('chain');
    await expectSound(happened);
    await expect.poll(() => happened.reports, PATIENT).toBeGreaterThan(5);
    expect(happened.faults).toEqual([]);
  });

  it('takes noise off with the network once its weights are there, and off only when asked to', async () => {
    const { microphone, happened } = await open(shell);
    await expect.poll(() => happened.estimator, PATIENT).toBe('off');
    microphone.configure({ ...OPEN, suppression: true });
    await expect.poll(() => happened.estimator, PATIENT).toBe('learned');
    await expectSound(happened);
  });

  it('sends digital silence while muted, and does not take it for a fault', async () => {
    const { microphone, happened } = await open(shell);
    await expectSound(happened);
    microphone.configure(MUTED);
    await expect.poll(() => happened.sentDbfs.slice(-20).every((dbfs) => dbfs === FLOOR_DBFS), PATIENT).toBe(true);
    expect(microphone.shell).toBe(shell);
    microphone.configure(OPEN);
    await expectSound(happened);
    expect(happened.faults).toEqual([]);
  });

  it('stops everything when closed', async () => {
    const { microphone, happened } = await open(shell);
    await expectSound(happened);
    microphone.close();
    expect(microphone.track.readyState).toBe('ended');
    const count = happened.sentDbfs.length;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(happened.sentDbfs.length).toBe(count);
  });
});

describe('the choice of a shell', () => {
  it('is the worker by itself where the browser has what it needs', async () => {
    expect((await open('auto')).microphone.shell).toBe('worker');
  });

  it('is the worklet where tracks cannot be taken apart or the worker does not load', async () => {
    expect((await open('auto', MISSING)).microphone.shell).toBe('worklet');
    microphone?.close();
    vi.stubGlobal('MediaStreamTrackGenerator', undefined);
    expect((await open('worker')).microphone.shell).toBe('worklet');
  });
});

describe('a shell that fails during a call', () => {
  it('is replaced by the worklet when the worker dies, and a mute stays a mute', async () => {
    const { microphone, happened } = await open('auto');
    await expectSound(happened);
    const before = microphone.track;
    microphone.configure(MUTED);
    workers[0]!.terminate();
    await expect.poll(() => happened.faults, PATIENT).toEqual(['worker-stalled']);
    expect(microphone.shell).toBe('worklet');
    expect(microphone.track).not.toBe(before);
    expect(before.readyState).toBe('ended');
    expect(microphone.track.enabled).toBe(false);
    happened.sentDbfs.length = 0;
    await expect.poll(() => happened.sentDbfs.length, PATIENT).toBeGreaterThan(30);
    expect(Math.max(...happened.sentDbfs)).toBe(FLOOR_DBFS);
    microphone.configure(OPEN);
    await expectSound(happened);
    expect(happened.faults).toEqual(['worker-stalled']);
  });

  it('is replaced at once when the worker reports an error', async () => {
    const { microphone, happened } = await open('auto');
    await expectSound(happened);
    workers[0]!.dispatchEvent(new ErrorEvent('error'));
    await expect.poll(() => happened.faults, PATIENT).toEqual(['worker-failed']);
    expect(microphone.shell).toBe('worklet');
    await expectSound(happened);
  });

  it('is built anew when a processor throws, on the same track', async () => {
    const { microphone, happened } = await open('worklet');
    await expectSound(happened);
    const { track } = microphone;
    failProcessor();
    await expectSound(happened);
    await expect.poll(() => worklets.length, PATIENT).toBe(2);
    expect(microphone.track).toBe(track);
    expect(happened.faults).toEqual([]);
  });

  it('is replaced by the worker when processors throw three times', async () => {
    const { microphone, happened } = await open('worklet');
    for (let strike = 0; strike < 3; strike++) failProcessor();
    await expect.poll(() => happened.faults, PATIENT).toEqual(['worklet-failed']);
    expect(microphone.shell).toBe('worker');
    await expectSound(happened);
  });

  it('is replaced where it never begins and the browser counts no sound', async () => {
    vi.spyOn(MediaStreamTrack.prototype as MediaStreamTrack & { stats: unknown }, 'stats', 'get').mockReturnValue(null);
    vi.stubGlobal(
      'AudioWorkletNode',
      class extends AudioWorkletNode {
        /** Nobody at the other end. */
        override get port(): MessagePort {
          return new MessageChannel().port1;
        }
      },
    );
    const { microphone, happened } = await open('worklet');
    await expect.poll(() => happened.faults, PATIENT).toEqual(['worklet-stalled']);
    expect(microphone.shell).toBe('worker');
    await expectSound(happened);
    await expect.poll(() => happened.reports, PATIENT).toBeGreaterThan(0);
  });

  it('leaves the microphone to the browser when no shell is left', async () => {
    const { microphone, happened } = await open('worklet', MISSING);
    for (let strike = 0; strike < 3; strike++) failProcessor();
    await expect.poll(() => happened.faults, PATIENT).toEqual(['worklet-failed']);
    expect([microphone.shell, microphone.processing]).toEqual(['none', 'unprocessed']);
    await expectSound(happened);
    microphone.configure(MUTED);
    expect(microphone.track.enabled).toBe(false);
  });
});
