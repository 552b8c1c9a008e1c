import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { ListenBackView, ReadyListenBack } from '../app/listen-back-view.ts';
import type { CallView, View } from '../app/view.ts';
import './theme.css';
import './listen-back.ts';
import type { ListenBackElement } from './listen-back.ts';
import { callView, deepFocus } from './views.test-kit.ts';

const wishes = { listenBack: vi.fn(), setSuppression: vi.fn() };
let panel: ListenBackElement;

const READY: ReadyListenBack = {
  state: 'ready',
  after: 'sent',
  hearing: 'after',
  playing: false,
  matched: false,
  updating: false,
  lengthMs: 4_000,
  outlinesDbfs: { before: [-20, -50], after: [-25, -70] },
  verdict: { kind: 'quieter', quieterDb: 14 },
  keptRatio: 0.93,
};

beforeEach(() => {
  panel = document.createElement('humr-listen-back');
});

afterEach(() => {
  panel.remove();
  vi.clearAllMocks();
});

async function show(listenBack: ListenBackView, call: Partial<CallView> = {}, rest: Partial<View> = {}): Promise<void> {
  Object.assign(panel, { view: { ...callView(call, rest), listenBack }, wishes });
  if (!panel.isConnected) {
    document.body.append(panel);
    panel.open();
  }
  await panel.updateComplete;
}

const button = (name: string) => page.getByRole('button', { name });

it('leads from the recording to both takes, and the focus goes along', async () => {
  await show({ state: 'off' });
  await button('Record').click();
  await show({ state: 'recording', doneRatio: 0.5 });
  expect(deepFocus()?.textContent).toBe('Cancel');
  await show({ state: 'rendering', doneRatio: 0.5 });
  await show(READY);
  expect(deepFocus()?.textContent).toContain('Play');
  await expect.element(page.getByText('The room is 14 dB quieter.')).toBeVisible();
  await expect.element(page.getByRole('meter', { name: 'Speech kept' })).toHaveAttribute('aria-valuetext', '93 %');
  await button('Play').click();
  await page.getByRole('switch', { name: 'Noise removed' }).click();
  await page.getByRole('switch', { name: 'Equally loud' }).click();
  await button('Record again').click();
  expect(wishes.listenBack.mock.calls.map(([wish]) => wish)).toEqual([
    { kind: 'record' },
    { kind: 'toggle-playing' },
    { kind: 'hear', side: 'before' },
    { kind: 'match', matched: true },
    { kind: 'record' },
  ]);
});

it('says whose ears are meant, and never that something was sent which was not', async () => {
  await show(READY);
  await expect.element(page.getByText('As it went to the others.')).toBeVisible();
  await show({ ...READY, after: 'muted' });
  await expect.element(page.getByText('As the others would have heard you, had you not been muted.')).toBeVisible();
  await show({ ...READY, after: 'rendered', hearing: 'before' });
  await expect.element(page.getByText('As your microphone heard you.')).toBeVisible();
  await show({ ...READY, updating: true });
  await expect.element(page.getByText('The new setting is being tried on this recording…')).toBeVisible();
});

it('says before the recording that nobody hears it where one is muted', async () => {
  await show({ state: 'off' }, { mute: { state: 'muted', speakingWhileMuted: false } });
  await expect.element(page.getByText('You are muted. Nobody hears what you say for this recording.')).toBeVisible();
});

it('sets the strength of the call', async () => {
  await show(READY, {}, { suppression: { on: true, strengthRatio: 0.8 } });
  await page.getByRole('slider', { name: 'Suppression strength' }).fill('40');
  expect(wishes.setSuppression.mock.lastCall).toEqual([{ on: true, strengthRatio: 0.4 }]);
});

it('erases the recording when it closes, and when the call takes it along', async () => {
  await show(READY);
  await button('Close').click();
  await vi.waitUntil(() => wishes.listenBack.mock.calls.length > 0);
  expect(wishes.listenBack.mock.lastCall).toEqual([{ kind: 'end' }]);
  await panel.updateComplete;
  wishes.listenBack.mockClear();
  panel.open();
  await panel.updateComplete;
  panel.remove();
  expect(wishes.listenBack.mock.calls).toEqual([[{ kind: 'end' }]]);
});
