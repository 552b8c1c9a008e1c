import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { CallView } from '../app/view.ts';
import './theme.css';
import './call.ts';
import type { CallElement } from './call.ts';
import { callView, person } from './views.test-kit.ts';

const wishes = { toggleMute: vi.fn(), leave: vi.fn() };
const closed = vi.fn();
const requested = vi.fn<() => Promise<Window>>();
let frame: HTMLIFrameElement;
let call: CallElement;

/** An empty frame stands for the window, which only a tap can open. */
beforeEach(() => {
  frame = document.createElement('iframe');
  document.body.append(frame);
  const small = Object.assign(frame.contentWindow!, { close: closed }); // a frame in the page has a window
  requested.mockResolvedValue(small);
  vi.stubGlobal('documentPictureInPicture', { requestWindow: requested });
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

const smallButton = page.getByRole('button', { name: 'Call in a small window' });

/** As a browser does it: the window's own close, and its way back to the tab, look the same from here. */
function closeByBrowser(): void {
  frame.contentWindow?.dispatchEvent(new PageTransitionEvent('pagehide'));
}

it('that the browser closes leaves the call as it is, and can be opened again', async () => {
  show({});
  await open();
  closeByBrowser();
  show({ people: [person({ name: 'Cleo' })] });
  await call.updateComplete;
  expect(inside('h1')?.textContent, 'nothing is drawn into what is gone').toBe('Bo');
  expect([wishes.leave.mock.calls.length, wishes.toggleMute.mock.calls.length]).toEqual([0, 0]);
  await expect.element(page.getByRole('button', { name: 'Leave' })).toBeVisible();
  await smallButton.click();
  await vi.waitUntil(() => inside('h1')?.textContent === 'Cleo');
  call.remove();
  expect(closed, 'and goes with the call again').toHaveBeenCalledOnce();
});

it('opened once more takes the place of the first, whose end changes nothing then', async () => {
  show({});
  await open();
  const first = frame;
  frame = document.createElement('iframe');
  document.body.append(frame);
  requested.mockResolvedValue(Object.assign(frame.contentWindow!, { close: vi.fn() })); // as above
  await open();
  expect(closed).toHaveBeenCalledOnce();
  first.contentWindow?.dispatchEvent(new PageTransitionEvent('pagehide'));
  show({ people: [person({ name: 'Cleo' })] });
  await vi.waitUntil(() => inside('h1')?.textContent === 'Cleo');
  first.remove();
});

it('that the browser refuses leaves everything as it was', async () => {
  requested.mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  show({});
  await smallButton.click();
  await call.updateComplete;
  expect(inside('button')).toBeNull();
  await expect.element(page.getByRole('button', { name: 'Mute' })).toBeVisible();
});

it('names people as the call does, and never as what they wrote', async () => {
  show({ people: [person({ name: '<b id="x">Bo</b>' })] });
  await open();
  expect(inside('h1 bdi')?.textContent).toBe('<b id="x">Bo</b>');
  expect(inside('#x')).toBeNull();
  for (const [name, shown] of [
    ['', 'Someone'],
    ['You', '“You”, someone else'],
    ['مريم', 'مريم'],
  ] as const) {
    show({ people: [person({ name })] });
    await vi.waitUntil(() => inside('h1')?.textContent === shown);
  }
});

it('shows nobody as speaking who is not connected, and whoever is left when the speaker leaves', async () => {
  const loud = { levelDbfs: -20, speaking: true };
  const gone = { state: 'reconnecting', sinceMs: 1_000_000, isWaiting: false } as const;
  const [bo, cleo] = [person({ id: 'b', name: 'Bo' }), person({ id: 'c', name: 'Cleo', meter: loud })];
  show({ people: [bo, cleo] });
  await open();
  expect([inside('h1')?.textContent, inside('main p')?.textContent]).toEqual(['Cleo', 'Speaking']);
  show({ people: [bo, { ...cleo, connection: gone }] });
  await vi.waitUntil(() => inside('main p')?.textContent?.includes('Reconnecting'));
  expect((inside('meter') as HTMLMeterElement).value).toBe(0);
  show({ people: [bo] });
  await vi.waitUntil(() => inside('h1')?.textContent === 'Bo');
  show({ people: [] });
  await vi.waitUntil(() => inside('h1')?.textContent !== 'Bo');
  expect(inside('main p')?.textContent).toContain('You:');
});

it('offers muting only where it can mute', async () => {
  show({ talk: { mode: 'push-to-talk', held: false, deafened: false } });
  await open();
  const names = () => [...(frame.contentDocument?.querySelectorAll('button') ?? [])].map((it) => it.textContent.trim());
  expect(names()).toEqual(['Leave']);
  show({});
  await vi.waitUntil(() => names().length === 2);
  expect(names()).toEqual(['Mute', 'Leave']);
  const view = callView({ people: [person()] }, { microphone: { state: 'off' } });
  if (view.screen.name !== 'call') throw new TypeError('no call');
  Object.assign(call, { view, call: view.screen.call });
  await vi.waitUntil(() => names().length === 1);
});
