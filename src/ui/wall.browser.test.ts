import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type KnownView, UNKNOWN } from '../app/people-view.ts';
import type { PersonView, Wishes } from '../app/view.ts';
import { deepFocus, person } from './views.test-kit.ts';
import type { WallElement } from './wall.ts';
import './wall.ts';

const wished = vi.fn<Wishes['people']>();
const leave = vi.fn<Wishes['leave']>();

let wall: WallElement | undefined;

function show(people: readonly PersonView[]): void {
  wall ??= document.body.appendChild(document.createElement('humr-wall') as WallElement); // defined by the import above
  const wishes: Partial<Wishes> = { people: wished, leave };
  Object.assign(wall, { people, wishes });
}

const held = (known: Partial<KnownView>, change: Partial<PersonView> = {}) =>
  person({ trust: 'held', known: { ...UNKNOWN, ...known }, ...change });

const changed = (byName = false) =>
  held({
    hold: 'changed',
    expected: { id: 'c', name: 'Ben', verifiedMs: 86_400_000, how: 'sas', lastSeenMs: 0, byName },
  });

afterEach(() => {
  wall?.remove();
  wall = undefined;
  vi.clearAllMocks();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const alarm = page.getByRole('alertdialog');

describe('the wall', () => {
  it('of a changed key names it, says since when the old one was known, and puts not accepting first', async () => {
    show([changed()]);
    await expect.element(alarm).toHaveAccessibleName('This is not the key of Ben.');
    await expect.element(alarm).toHaveAccessibleDescription(/You do not hear each other until you decide/);
    await expect.element(alarm).toHaveTextContent(/Verified by pictures on/);
    await expect.poll(() => deepFocus()?.textContent).toBe('Do not accept');
    await userEvent.keyboard('{Enter}');
    expect(wished).toHaveBeenCalledExactlyOnceWith({ kind: 'decide', personId: 'b', decision: 'decline' });
  });

  it('is not put away by the Escape key, however often', async () => {
    show([changed()]);
    await expect.element(alarm).toBeVisible();
    await userEvent.keyboard('{Escape}{Escape}{Escape}');
    await expect.element(alarm).toBeVisible();
    expect(wished).not.toHaveBeenCalled();
  });

  it('offers another person of that name only where nothing but the name was expected', async () => {
    show([changed()]);
    await expect.element(button('Accept as their new key')).toBeVisible();
    expect(button('Another Ben').query()).toBeNull();
    show([changed(true)]);
    await button('Another Ben').click();
    expect(wished).toHaveBeenCalledExactlyOnceWith({ kind: 'decide', personId: 'b', decision: 'another' });
  });

  it('can be put off while one asks them, and comes back when opened', async () => {
    show([changed()]);
    await button('Ask them another way').click();
    await expect.poll(() => alarm.query()).toBeNull();
    expect(wished).not.toHaveBeenCalled();
    wall?.open('b');
    await expect.element(alarm).toBeVisible();
  });

  it('of a stranger offers to leave first', async () => {
    show([held({ hold: 'stranger' }, { name: '<b>Bo</b>' })]);
    await expect.element(alarm).toHaveAccessibleName('This is not who sent the link.');
    await expect.element(alarm).toHaveTextContent('<b>Bo</b>');
    await expect.poll(() => deepFocus()?.textContent).toBe('Leave the call');
    await button('Talk anyway').click();
    expect(wished).toHaveBeenCalledExactlyOnceWith({ kind: 'decide', personId: 'b', decision: 'stay' });
    await button('Leave the call').click();
    expect(leave).toHaveBeenCalledOnce();
  });

  it('stands for one after the other, and goes with the person', async () => {
    show([changed(), held({ hold: 'stranger' }, { id: 'z', name: 'Zoe' })]);
    await expect.element(alarm).toHaveAccessibleName('This is not the key of Ben.');
    show([held({ hold: 'stranger' }, { id: 'z', name: 'Zoe' })]);
    await expect.element(alarm).toHaveAccessibleName('This is not who sent the link.');
    await expect.poll(() => deepFocus()?.textContent).toBe('Leave the call');
    show([]);
    await expect.poll(() => alarm.query()).toBeNull();
  });

  it('is not for pictures that differ: those have their own', async () => {
    show([held({ hold: 'pictures' })]);
    await wall?.updateComplete;
    expect(alarm.query()).toBeNull();
  });
});
