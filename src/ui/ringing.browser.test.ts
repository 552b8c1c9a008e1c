import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { RingView } from '../app/people-view.ts';
import type { Wishes } from '../app/view.ts';
import type { RingingElement } from './ringing.ts';
import './ringing.ts';
import { deepFocus } from './views.test-kit.ts';

const wished = vi.fn<Wishes['people']>();

let ringing: RingingElement | undefined;

function show(ring: RingView | null): void {
  ringing ??= document.body.appendChild(document.createElement('humr-ringing') as RingingElement); // defined by the import above
  const wishes: Partial<Wishes> = { people: wished };
  Object.assign(ringing, { ring, wishes });
}

afterEach(() => {
  ringing?.remove();
  ringing = undefined;
  vi.clearAllMocks();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const incoming = { state: 'incoming', id: 'bo', name: 'Bo', silenced: false } as const;

describe('a ring', () => {
  it('that comes in is an alert with the name, and accepting has the focus', async () => {
    show(incoming);
    await expect.element(page.getByRole('alertdialog')).toHaveAccessibleName('Bo calls you.');
    await expect.poll(() => deepFocus()?.textContent).toBe('Accept');
    await button('Accept').click();
    await button('Decline').click();
    await button('Stop the sound').click();
    expect(wished.mock.calls.map(([{ kind }]) => kind)).toEqual(['accept-ring', 'decline-ring', 'silence-ring']);
    show({ ...incoming, silenced: true });
    await expect.element(button('Silent')).toBeDisabled();
  });

  it('that comes in is not answered by the Escape key', async () => {
    show(incoming);
    await expect.element(page.getByRole('alertdialog')).toBeVisible();
    await userEvent.keyboard('{Escape}{Escape}');
    await expect.element(page.getByRole('alertdialog')).toBeVisible();
    expect(wished).not.toHaveBeenCalled();
  });

  it('that goes out is given up by its button and by the Escape key', async () => {
    show({ state: 'calling', id: 'bo', name: 'Bo' });
    await expect.element(page.getByRole('dialog')).toHaveAccessibleName('Calling Bo…');
    await userEvent.keyboard('{Escape}');
    await button('Cancel').click();
    expect(wished.mock.calls).toEqual([[{ kind: 'stop-ring' }], [{ kind: 'stop-ring' }]]);
  });

  it.each([
    ['declined', 'Bo declined.'],
    ['busy', 'Bo is in another call.'],
    ['no-answer', 'Bo does not answer.'],
    ['unreachable', 'The relay cannot be reached.'],
  ] as const)('that was %s says so until it is put away', async (why, words) => {
    show({ state: 'ended', id: 'bo', name: 'Bo', why });
    await expect.element(page.getByRole('dialog')).toHaveAccessibleName(words);
    await button('Close').click();
    expect(wished).toHaveBeenCalledExactlyOnceWith({ kind: 'stop-ring' });
    show(null);
    await expect.poll(() => page.getByRole('dialog').query()).toBeNull();
  });
});
