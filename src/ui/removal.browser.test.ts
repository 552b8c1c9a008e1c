import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { CallView, PersonView, Wishes } from '../app/view.ts';
import { DEFAULT_TERMS } from '../call/invitation-terms.ts';
import type { CallElement } from './call.ts';
import './call.ts';
import './theme.css';
import { callView, deepFocus, person } from './views.test-kit.ts';

const wishes = { removePerson: vi.fn<Wishes['removePerson']>() };
let call: CallElement | undefined;

function show(names: readonly string[], change: Partial<CallView> = {}, state: Partial<PersonView> = {}): void {
  if (call === undefined) {
    call = document.createElement('humr-call') as CallElement; // defined by the import above
    document.body.append(call);
  }
  const people = names.map((name) => person({ id: `id of ${name}`, name, ...state }));
  const view = callView({ people, invitation: { ...DEFAULT_TERMS, over: null }, ...change });
  if (view.screen.name !== 'call') throw new TypeError('no call');
  Object.assign(call, { view, call: view.screen.call, wishes });
}

afterEach(() => {
  call?.remove();
  call = undefined;
  vi.clearAllMocks();
});

const remove = (name: string) => page.getByRole('group', { name }).getByRole('button', { name: /^Remove/ });
const dialog = page.getByRole('dialog');

describe('removing somebody', () => {
  it('asks, says what follows, and happens only after that', async () => {
    show(['Bo', 'Cy']);
    await remove('Cy').click();
    await expect.element(page.getByRole('heading', { name: 'Remove Cy from the call?' })).toBeVisible();
    await expect.element(dialog).toHaveAccessibleDescription(/Cy is told that you did it.*The call gets a new link/);
    await expect.poll(() => deepFocus()?.textContent).toContain('Remove Cy from the call?');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => dialog.query()).toBeNull();
    await remove('Cy').click();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => dialog.query()).toBeNull();
    expect(wishes.removePerson).not.toHaveBeenCalled();
    await remove('Cy').click();
    await userEvent.keyboard('{Tab}{Tab}{Enter}');
    expect(wishes.removePerson).toHaveBeenCalledExactlyOnceWith('id of Cy');
    await expect.poll(() => dialog.query()).toBeNull();
  });

  it('is offered to whoever made the link, from three people on, in fingers’ size', async () => {
    show(['Bo', 'Cy']);
    await expect.element(remove('Bo')).toBeVisible();
    const { width, height } = remove('Bo').element().getBoundingClientRect();
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(52);
    show(['Bo', 'Cy'], { invitation: null });
    await expect.poll(() => remove('Bo').query()).toBeNull();
    show(['Bo']);
    await expect.poll(() => remove('Bo').query()).toBeNull();
    show(['Bo', 'Cy'], {}, { connection: { state: 'joining' } });
    await expect.poll(() => remove('Bo').query()).toBeNull();
    show(['Bo', 'Cy'], {}, { connection: { state: 'reconnecting', sinceMs: 0, isWaiting: false } });
    await expect.element(remove('Bo')).toBeVisible();
  });

  it('is asked no more when they leave by themselves', async () => {
    show(['Bo', 'Cy']);
    await remove('Cy').click();
    await expect.element(dialog).toBeVisible();
    show(['Bo', 'Di']);
    await expect.poll(() => dialog.query()).toBeNull();
    expect(wishes.removePerson).not.toHaveBeenCalled();
  });

  it('is told with both names, each in its own direction', async () => {
    show(['Bo'], { notices: [{ id: 1, code: 'PEER_REMOVED_BY', personName: 'Cy', byName: 'أنا' }] });
    const line = page.getByText('removed', { exact: false }).first();
    await expect.element(line).toHaveTextContent('أنا removed Cy from the call.');
    expect([...line.element().querySelectorAll('bdi')].map((it) => it.textContent)).toEqual(['أنا', 'Cy']);
  });
});
