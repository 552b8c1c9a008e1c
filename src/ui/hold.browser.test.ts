import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { View, Wishes } from '../app/view.ts';
import './call.ts';
import { callView, deepFocus, homeView } from './views.test-kit.ts';

type Wished = Pick<Wishes, 'holdTalk' | 'toggleMute' | 'toggleDeafened'>;

let shown: HTMLElement | undefined;

function show(mode: 'open' | 'push-to-talk' | 'push-to-mute', keys: Partial<View['settings']['values']> = {}) {
  const wishes = { holdTalk: vi.fn(), toggleMute: vi.fn(), toggleDeafened: vi.fn() } satisfies Wished;
  const values = { ...homeView.settings.values, talkMode: mode, deafenKey: 'KeyD', ...keys };
  const view = callView(
    { talk: { mode, held: false, deafened: false } },
    { settings: { ...homeView.settings, values } },
  );
  if (view.screen.name !== 'call') throw new TypeError('no call');
  shown = Object.assign(document.createElement('humr-call'), { view, call: view.screen.call, wishes });
  document.body.append(shown);
  return wishes;
}

afterEach(() => {
  shown?.remove();
  shown = undefined;
});

describe('a held key', () => {
  it('opens the microphone while it is down, once', async () => {
    const { holdTalk } = show('push-to-talk');
    await userEvent.keyboard('{ >3}');
    expect(holdTalk.mock.calls).toEqual([[true]]);
    await userEvent.keyboard('{/ }');
    expect(holdTalk.mock.calls).toEqual([[true], [false]]);
  });

  it.each([
    ['the window loses the focus', () => window.dispatchEvent(new Event('blur'))],
    ['the page is left', () => window.dispatchEvent(new Event('pagehide'))],
    ['the page is hidden', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['the call is over', () => shown?.remove()],
  ])('is let go when %s', async (_what, happen) => {
    const { holdTalk } = show('push-to-talk');
    await userEvent.keyboard('{ >}');
    happen();
    expect(holdTalk.mock.calls).toEqual([[true], [false]]);
    await userEvent.keyboard('{/ }');
    expect(holdTalk).toHaveBeenCalledTimes(2);
  });

  it('does nothing where everything is open', async () => {
    const { holdTalk } = show('open');
    await userEvent.keyboard('{ >}{/ }');
    expect(holdTalk).not.toHaveBeenCalled();
  });

  it('leaves a field and a focused button their keys', async () => {
    const { holdTalk, toggleMute } = show('push-to-talk', { talkKey: 'KeyT' });
    await page.getByRole('textbox', { name: 'Invite link' }).click();
    await userEvent.keyboard('tm');
    expect(holdTalk).not.toHaveBeenCalled();
    expect(toggleMute).not.toHaveBeenCalled();
  });
});

describe('other keys', () => {
  it('mute and silence everybody, but not with a modifier', async () => {
    const { toggleMute, toggleDeafened } = show('open');
    await userEvent.keyboard('m');
    await userEvent.keyboard('d');
    await userEvent.keyboard('{Control>}m{/Control}');
    expect(toggleMute).toHaveBeenCalledTimes(1);
    expect(toggleDeafened).toHaveBeenCalledTimes(1);
  });
});

describe('the button to hold', () => {
  const hold = () => page.getByRole('button', { name: 'Hold to talk' });

  it('opens the microphone while it is pressed, by pointer and by key', async () => {
    const { holdTalk } = show('push-to-talk');
    await hold().click();
    expect(holdTalk.mock.calls).toEqual([[true], [false]]);
    (hold().element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter>}');
    expect(holdTalk).toHaveBeenLastCalledWith(true);
    (deepFocus() as HTMLElement).blur();
    expect(holdTalk).toHaveBeenLastCalledWith(false);
  });

  it('takes the place of the mute button only where a key opens the microphone', async () => {
    show('push-to-talk');
    await expect.element(hold()).toBeVisible();
    expect(page.getByRole('button', { name: 'Mute', exact: true }).query()).toBeNull();
    shown?.remove();
    show('push-to-mute');
    await expect.element(page.getByRole('button', { name: 'Hold to mute' })).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
  });
});
