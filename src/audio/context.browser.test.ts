import { afterEach, describe, expect, it, vi } from 'vitest';
import { sound, whenRevived } from './context.ts';

const PATIENT = { timeout: 8_000 };

afterEach(() => {
  vi.restoreAllMocks();
});

/** It has run for a moment, so that everybody was told. */
async function running(): Promise<AudioContext> {
  const { context } = sound();
  await context.resume();
  const fromS = context.currentTime;
  await expect.poll(() => context.currentTime - fromS, PATIENT).toBeGreaterThan(0.05);
  return context;
}

describe('the context', () => {
  it('renders 10 ms at once, so that the voice waits for no rest of a frame', ({ skip }) => {
    skip(!('renderQuantumSize' in BaseAudioContext.prototype), 'this browser renders in quanta of 128 only');
    const { context } = sound();
    const { renderQuantumSize } = context as AudioContext & { readonly renderQuantumSize?: number };
    expect([context.sampleRate, renderQuantumSize]).toEqual([48_000, 480]);
  });
});

describe('a context that is stopped from outside', () => {
  it('goes on by itself, and whoever plays is told', async () => {
    const context = await running();
    const revived = vi.fn();
    whenRevived(revived);
    await context.suspend();
    await expect.poll(() => context.state, PATIENT).toBe('running');
    await expect.poll(() => revived.mock.calls.length, PATIENT).toBeGreaterThan(0);
  });

  it('is asked again and again while the system refuses, as during a phone call', async () => {
    const context = await running();
    // What browsers with that state do until the call on the phone is over.
    const interrupted = vi.spyOn(context, 'state', 'get').mockReturnValue('interrupted' as AudioContextState);
    const resume = vi.spyOn(context, 'resume').mockRejectedValue(new DOMException('busy', 'InvalidStateError'));
    context.dispatchEvent(new Event('statechange'));
    await expect.poll(() => resume.mock.calls.length, PATIENT).toBeGreaterThan(2);
    interrupted.mockRestore();
    resume.mockRestore();
    await context.suspend();
    await expect.poll(() => context.state, PATIENT).toBe('running');
  });
});
