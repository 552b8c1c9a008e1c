import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { PersonView, Wishes } from '../app/view.ts';
import type { CallElement } from './call.ts';
import './call.ts';
import { callView, deepFocus, person } from './views.test-kit.ts';

const NAMES = ['Dog', 'Cat', 'Lion', 'Horse', 'Unicorn', 'Pig', 'Elephant'] as const;
const pictures = NAMES.map((name) => ({ emoji: '🐶', name }));
const answerPictures = vi.fn<Wishes['answerPictures']>();
const talkAnyway = vi.fn<Wishes['talkAnyway']>();
const leave = vi.fn<Wishes['leave']>();

let call: CallElement | undefined;

function show(bo: Partial<PersonView>): void {
  if (call === undefined) {
    call = document.createElement('humr-call') as CallElement; // defined by the import above
    document.body.append(call);
  }
  const view = callView({ people: [person({ pictures, ...bo })] });
  if (view.screen.name !== 'call') throw new TypeError('no call');
  const wishes: Partial<Wishes> = { answerPictures, talkAnyway, leave };
  Object.assign(call, { view, call: view.screen.call, wishes });
}

afterEach(() => {
  call?.remove();
  call = undefined;
  vi.clearAllMocks();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = page.getByRole('dialog');
const alarm = page.getByRole('alertdialog');

describe('comparing pictures', () => {
  it('is offered once there are pictures and a connection', async () => {
    show({ pictures: null });
    await expect.element(page.getByRole('group', { name: 'Bo' })).toBeVisible();
    expect(button('Compare pictures').query()).toBeNull();
    show({ connection: { state: 'reconnecting', sinceMs: 0, isWaiting: false } });
    await expect.element(page.getByText('Reconnecting…')).toBeVisible();
    expect(button('Compare pictures').query()).toBeNull();
    show({});
    await expect.element(button('Compare pictures')).toBeVisible();
  });

  it('shows the seven names in order, and takes the answer', async () => {
    show({});
    await button('Compare pictures').click();
    await expect.element(dialog).toBeVisible();
    const items = page.getByRole('list', { name: 'The seven pictures' }).getByRole('listitem').elements();
    expect(items.map((item) => item.lastChild?.textContent)).toEqual(NAMES);
    await button('They match').click();
    expect(answerPictures).toHaveBeenCalledExactlyOnceWith('b', 'match');
    await expect.poll(() => dialog.query()).toBeNull();
    show({ trust: 'compared' });
    await expect.element(page.getByText('Pictures matched')).toBeInTheDocument();
  });

  it('can wait: by its button and by the Escape key nothing is answered', async () => {
    show({});
    for (const close of [() => button('Later').click(), () => userEvent.keyboard('{Escape}')]) {
      await button('Compare pictures').click();
      await expect.element(dialog).toBeVisible();
      await close();
      await expect.poll(() => dialog.query()).toBeNull();
    }
    expect(answerPictures).not.toHaveBeenCalled();
  });

  it('ends when the person is gone', async () => {
    show({});
    await button('Compare pictures').click();
    await expect.element(dialog).toBeVisible();
    show({ id: 'another' });
    await expect.poll(() => dialog.query()).toBeNull();
  });
});

describe('the alarm', () => {
  it('stays until it is decided, and offers to leave first', async () => {
    show({});
    await button('Compare pictures').click();
    await button('They differ').click();
    expect(answerPictures).toHaveBeenCalledExactlyOnceWith('b', 'differ');
    show({ trust: 'held' });
    await expect.element(alarm).toBeVisible();
    await expect.poll(() => deepFocus()?.textContent).toBe('Leave the call');
    await userEvent.keyboard('{Escape}{Escape}');
    await expect.element(alarm).toBeVisible();
    await button('Leave the call').click();
    expect(leave).toHaveBeenCalledOnce();
    await button('Talk anyway').click();
    expect(talkAnyway).toHaveBeenCalledExactlyOnceWith('b');
    show({ trust: 'differs' });
    await expect.poll(() => alarm.query()).toBeNull();
    await expect.element(page.getByText('Pictures differ', { exact: true })).toBeVisible();
  });

  it('leads back to the pictures while the person stays held', async () => {
    show({});
    await button('Compare pictures').click();
    await button('They differ').click();
    show({ trust: 'held' });
    await button('Compare again').click();
    await expect.element(button('They match')).toBeVisible();
    expect(alarm.query()).toBeNull();
    await button('Later').click();
    await expect.element(alarm).toBeVisible();
  });
});
