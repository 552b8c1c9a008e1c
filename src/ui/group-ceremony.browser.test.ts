import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type GroupView, NO_GROUP } from '../app/group-view.ts';
import type { PersonView, Wishes } from '../app/view.ts';
import type { CallElement } from './call.ts';
import './call.ts';
import { callView, deepFocus, person } from './views.test-kit.ts';

const NAMES = ['Dog', 'Cat', 'Lion', 'Horse', 'Unicorn', 'Pig', 'Elephant'] as const;
const pictures = NAMES.map((name) => ({ emoji: '🐶', name }));
const READY: GroupView['pictures'] = { state: 'ready', number: 4, pictures };
const wishes = {
  compareAll: vi.fn<Wishes['compareAll']>(),
  stopComparing: vi.fn<Wishes['stopComparing']>(),
  answerAll: vi.fn<Wishes['answerAll']>(),
  talkAnyway: vi.fn<Wishes['talkAnyway']>(),
};

let call: CallElement | undefined;

function show(group: Partial<GroupView>, change: Partial<PersonView> = {}, names = ['Bo', 'Cy']): void {
  if (call === undefined) {
    call = document.createElement('humr-call') as CallElement; // defined by the import above
    document.body.append(call);
  }
  const people = names.map((name) => person({ id: name, name, pictures, ...change }));
  const view = callView({ people }, { group: { ...NO_GROUP, ...group } });
  if (view.screen.name !== 'call') throw new TypeError('no call');
  Object.assign(call, { view, call: view.screen.call, wishes });
}

afterEach(() => {
  call?.remove();
  call = undefined;
  vi.clearAllMocks();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = page.getByRole('dialog');
const compareWith = (name: string) =>
  page.getByRole('group', { name }).getByRole('button', { name: 'Compare pictures' });

describe('comparing pictures all together', () => {
  it('waits, shows the seven, and takes the answer about those that were shown', async () => {
    show({});
    await compareWith('Cy').click();
    await expect.poll(() => wishes.compareAll.mock.calls.length).toBe(1);
    expect(dialog.query()).toBeNull();
    show({ pictures: { state: 'waiting', missingCount: 2 } });
    await expect.element(page.getByText('Answers still to come: 2.')).toBeVisible();
    show({ pictures: READY });
    await expect.element(page.getByRole('heading', { name: 'Does everybody see these seven pictures?' })).toBeVisible();
    await expect.poll(() => deepFocus()?.textContent).toBe('Does everybody see these seven pictures?');
    const items = page.getByRole('list', { name: 'The seven pictures' }).getByRole('listitem').elements();
    expect(items.map((item) => item.lastChild?.textContent)).toEqual(NAMES);
    await button('They match').click();
    expect(wishes.answerAll).toHaveBeenCalledExactlyOnceWith(4, 'match');
    await expect.poll(() => dialog.query()).toBeNull();
  });

  it('is ended by Cancel and by Escape while it waits, and by neither once there are pictures', async () => {
    for (const close of [() => button('Cancel').click(), () => userEvent.keyboard('{Escape}')]) {
      show({ pictures: { state: 'waiting', missingCount: 1 } });
      await compareWith('Bo').click();
      await expect.element(dialog).toBeVisible();
      await close();
      await expect.poll(() => dialog.query()).toBeNull();
      expect(wishes.stopComparing).toHaveBeenCalledOnce();
      wishes.stopComparing.mockClear();
    }
    for (const close of [() => button('Later').click(), () => userEvent.keyboard('{Escape}')]) {
      show({ pictures: READY });
      await compareWith('Bo').click();
      await expect.element(dialog).toBeVisible();
      await close();
      await expect.poll(() => dialog.query()).toBeNull();
    }
    expect(wishes.stopComparing).not.toHaveBeenCalled();
    expect(wishes.answerAll).not.toHaveBeenCalled();
  });

  it.each([
    ['changed', 'Somebody came or left'],
    ['late', 'Not everybody answered'],
    ['stopped', 'The comparison was ended'],
    ['refused', 'These pictures cannot be trusted.'],
  ] as const)('says when it %s, and leads to one person', async (why, title) => {
    show({ pictures: { state: 'waiting', missingCount: 1 } });
    await compareWith('Cy').click();
    show({ pictures: { state: 'ended', why } });
    await expect.element(page.getByRole('heading', { name: title })).toBeVisible();
    await button('With Cy alone').click();
    await expect.element(page.getByRole('heading', { name: 'Does Cy see these seven pictures?' })).toBeVisible();
  });

  it('goes when the last person goes, and offers no group to two', async () => {
    show({ pictures: { state: 'ended', why: 'changed' } });
    await compareWith('Bo').click();
    await expect.element(button('Try again')).toBeVisible();
    show({ pictures: { state: 'ended', why: 'changed' } }, {}, ['Bo']);
    await expect.poll(() => button('Try again').query()).toBeNull();
    await expect.element(button('With Bo alone')).toBeVisible();
    show({ pictures: { state: 'ended', why: 'changed' } }, {}, []);
    await expect.poll(() => dialog.query()).toBeNull();
  });

  it('with two people in the call is the comparison of a pair', async () => {
    show({}, {}, ['Bo']);
    await compareWith('Bo').click();
    await expect.element(page.getByRole('heading', { name: 'Does Bo see these seven pictures?' })).toBeVisible();
    expect(wishes.compareAll).not.toHaveBeenCalled();
  });
});

describe('what is said of the group', () => {
  it('asks to look when somebody else compares, and warns of lists and pictures that are wrong', async () => {
    show({ askedBy: 'Bo', pictures: READY });
    await expect.element(page.getByText('Bo compares pictures with everybody.')).toBeVisible();
    await button('Show the pictures').click();
    await expect.element(dialog).toBeVisible();
    expect(wishes.compareAll).toHaveBeenCalledOnce();
    show({ listsDiffer: true, pictures: { state: 'ended', why: 'refused' } });
    const notices = page.getByRole('list', { name: 'Notices', includeHidden: true });
    await expect.element(notices).toHaveTextContent('People in this call see different lists.');
    await expect.element(notices).toHaveTextContent('These pictures cannot be trusted.');
  });

  it('is one alarm for all whose pictures differ', async () => {
    show({ pictures: READY });
    await compareWith('Bo').click();
    await button('They differ').click();
    expect(wishes.answerAll).toHaveBeenCalledExactlyOnceWith(4, 'differ');
    show({}, { trust: 'held' });
    await expect.element(page.getByRole('alertdialog')).toHaveTextContent('Somebody may be between you.');
    await button('Compare again').click();
    await expect.poll(() => wishes.compareAll.mock.calls.length).toBe(2);
    await button('Talk anyway').click();
    expect(wishes.talkAnyway.mock.calls).toEqual([['Bo'], ['Cy']]);
  });
});
