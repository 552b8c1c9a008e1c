import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { CallView } from '../app/view.ts';
import './theme.css';
import './call.ts';
import type { CallElement } from './call.ts';
import { callView, person } from './views.test-kit.ts';

const wishes = { toggleMute: vi.fn(), leave: vi.fn() };
const closed = vi.fn();
let frame: HTMLIFrameElement;
let call: CallElement;

/** An empty frame stands for the window, which only a tap can open. */
beforeEach(() => {
  frame = document.createElement('iframe');
  document.body.append(frame);
  const small = Object.assign(frame.contentWindow!, { close: closed }); // a frame in the page has a window
  vi.stubGlobal('documentPictureInPicture', { requestWindow: async () => small });
  call = document.createElement('humr-call') as CallElement; // defined by the import above
});

afterEach(() => {
  call.remove();
  frame.remove();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

function show(change: Partial<CallView>): void {
  const view = callView({ people: [person({ name: 'Bo' })], ...change }, { nowMs: 1_005_000 });
  if (view.screen.name !== 'call') throw new TypeError('no call');
  Object.assign(call, { view, call: view.screen.call, wishes });
  if (!call.isConnected) document.body.append(call);
}

const inside = (selector: string) => frame.contentDocument?.querySelector<HTMLElement>(selector) ?? null;

async function open(): Promise<void> {
  await page.getByRole('button', { name: 'Call in a small window' }).click();
  await vi.waitUntil(() => inside('button'));
}

it('shows who speaks, for how long, and lets mute and leave', async () => {
  const speaking = person({ id: 'c', name: 'Cleo', meter: { levelDbfs: -20, speaking: true } });
  show({ people: [person({ name: 'Bo' }), speaking], connectedSinceMs: 1_000_000 });
  await open();
  expect(inside('h1')?.textContent).toBe('Cleo');
  expect(inside('[role=timer]')?.textContent).toBe('0:05');
  expect((inside('meter') as HTMLMeterElement).value).toBeGreaterThan(0.5);
  expect(getComputedStyle(inside('body')!).backgroundColor).toBe(getComputedStyle(document.body).backgroundColor);
  inside('button')?.click();
  inside('button.danger')?.click();
  expect([wishes.toggleMute.mock.calls.length, wishes.leave.mock.calls.length]).toEqual([1, 1]);

  show({
    people: [person({ name: 'Bo' }), { ...speaking, meter: { levelDbfs: -90, speaking: false } }],
    mute: { state: 'muted', speakingWhileMuted: false },
  });
  await vi.waitUntil(() => inside('button')?.textContent?.includes('Unmute'));
  expect(inside('h1')?.textContent, 'a pause changes nothing').toBe('Cleo');
});

it('goes with the call', async () => {
  show({});
  await open();
  call.remove();
  expect(closed).toHaveBeenCalledOnce();
});

it('is not offered where there is nobody, or no such window', async () => {
  show({ people: [] });
  await call.updateComplete;
  expect(page.getByRole('button', { name: 'Call in a small window' }).elements()).toEqual([]);
  Reflect.deleteProperty(globalThis, 'documentPictureInPicture');
  vi.unstubAllGlobals();
  Reflect.deleteProperty(globalThis, 'documentPictureInPicture');
  show({});
  await call.updateComplete;
  expect(page.getByRole('button', { name: 'Call in a small window' }).elements()).toEqual([]);
});
