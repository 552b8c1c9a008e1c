import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type ContactView, NO_PEOPLE, type PeopleView } from '../app/people-view.ts';
import type { Wishes } from '../app/view.ts';
import type { PeopleElement } from './people.ts';
import './people.ts';
import { deepFocus } from './views.test-kit.ts';

const NUMBER = Array.from({ length: 12 }, (_, i) => String(10_000 + i)).join('');
const BO: ContactView = {
  id: 'bo',
  petname: 'Bo',
  selfName: 'Bo',
  standing: 'seen',
  how: null,
  verifiedMs: null,
  firstSeenMs: 0,
  lastSeenMs: 0,
  calls: 1,
  replacedMs: [],
  missed: null,
  callable: true,
  mayRing: true,
};
const wished = vi.fn<Wishes['people']>();

let shown: PeopleElement | undefined;

function show(people: Partial<PeopleView>, inCall = false): void {
  shown ??= document.body.appendChild(document.createElement('humr-people') as PeopleElement); // defined by the import above
  const wishes: Partial<Wishes> = { people: wished };
  Object.assign(shown, { people: { ...NO_PEOPLE, list: 'kept', identity: 'kept', ...people }, inCall, wishes });
}

const showPerson = (contact: Partial<ContactView> = {}, scan: null | 'same' | 'differs' | 'no-number' = null) =>
  show({ contacts: [{ ...BO, ...contact }], page: { page: 'person', id: 'bo', number: NUMBER, scan } });

const showKey = (people: Partial<PeopleView> = {}) => show({ page: { page: 'key' }, ...people });

afterEach(() => {
  shown?.remove();
  shown = undefined;
  vi.clearAllMocks();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const dialog = page.getByRole('dialog');

describe('the list of people', () => {
  it('says of each how they stand, with their own name kept apart from ours', async () => {
    const anna: ContactView = { ...BO, id: 'anna', petname: 'Anna', standing: 'verified', how: 'qr', verifiedMs: 1 };
    const eve: ContactView = { ...BO, id: 'eve', petname: '', selfName: '\u202eeve', standing: 'needs-checking' };
    show({ contacts: [anna, BO, eve], page: { page: 'list' } });
    await expect.element(dialog).toHaveAccessibleName('People');
    const items = page.getByRole('list', { name: 'People' }).getByRole('listitem').elements();
    expect(items.map((item) => item.querySelector('bdi')?.textContent)).toEqual(['Anna', 'Bo', '\u202eeve']);
    expect(items[0]?.textContent).toMatch(/Verified by QR code on/);
    expect(items[1]?.textContent).toMatch(/Met before, not verified/);
    expect(items[2]?.textContent).toMatch(/Needs checking/);
  });

  it.each(['restored', 'lost', 'temporary'] as const)('says that it is %s', async (list) => {
    show({ list, page: { page: 'list' } });
    const words = { restored: /second copy/, lost: /was lost/, temporary: /keeps nothing/ }[list];
    await expect.element(page.getByText(words)).toBeVisible();
  });

  it('has nobody called from within a call, and a record that cannot be read is removed by hand', async () => {
    show({ contacts: [BO], damagedIds: ['x'], page: { page: 'list' } }, true);
    await expect.element(button('Remove it')).toBeVisible();
    expect(button('Call Bo').query()).toBeNull();
    await button('Remove it').click();
    expect(wished).toHaveBeenCalledExactlyOnceWith({ kind: 'forget', id: 'x' });
  });
});

describe('a person', () => {
  it('has a safety number of twelve groups and its picture, and is confirmed by either', async () => {
    showPerson();
    const groups = page.getByRole('list', { name: 'Safety number' }).getByRole('listitem');
    await expect
      .poll(() =>
        groups
          .elements()
          .map(({ textContent }) => textContent)
          .join(''),
      )
      .toBe(NUMBER);
    await expect.element(page.getByRole('img', { name: 'QR code of the safety number' })).toBeVisible();
    await button('The numbers are the same').click();
    expect(wished).toHaveBeenCalledExactlyOnceWith({ kind: 'confirm', id: 'bo', how: 'number' });
  });

  it('is scanned until a number was found, and a look at something else does not end it', async () => {
    showPerson();
    await button('Scan their code').click();
    await expect.poll(() => scanner()).not.toBeNull();
    scanner()?.dispatchEvent(new CustomEvent('scanned', { detail: 'a poster' }));
    expect(wished).toHaveBeenLastCalledWith({ kind: 'scanned', id: 'bo', text: 'a poster' });
    showPerson({}, 'no-number');
    await expect.element(page.getByText(/This is no safety number/)).toBeVisible();
    expect(scanner()).not.toBeNull();
    showPerson({ standing: 'verified', how: 'qr', verifiedMs: 1 }, 'same');
    await expect.element(page.getByText('The same number. Bo is verified.')).toBeVisible();
    expect(scanner()).toBeNull();
  });

  it('whose number differs is said at once to whoever listens', async () => {
    showPerson({}, 'differs');
    await expect.element(page.getByRole('alert')).toHaveTextContent(/This is another number.*not marked as verified/);
    expect(page.getByText(/is verified\./).query()).toBeNull();
  });

  it('may ring, or not', async () => {
    showPerson();
    const mayRing = page.getByRole('switch', { name: 'May ring me' });
    await expect.element(mayRing).toBeChecked();
    await mayRing.click();
    expect(wished).toHaveBeenLastCalledWith({ kind: 'allow-ringing', id: 'bo', mayRing: false });
    showPerson({ mayRing: false });
    await expect.element(mayRing).not.toBeChecked();
  });

  it('is blocked and forgotten only after a second word', async () => {
    showPerson();
    for (const [open, sure, kind] of [
      ['Block', 'Block Bo', 'block'],
      ['Forget', 'Forget Bo', 'forget'],
    ] as const) {
      await button(open).click();
      expect(wished).not.toHaveBeenCalledWith({ kind, id: 'bo' });
      await expect.poll(() => deepFocus()?.id).toBe('ending');
      await button(sure).click();
      expect(wished).toHaveBeenLastCalledWith({ kind, id: 'bo' });
    }
  });

  it('that is blocked has no number to compare and cannot be blocked again', async () => {
    showPerson({ standing: 'blocked', callable: false });
    await expect.element(button('Forget')).toBeVisible();
    expect(button('Block').query()).toBeNull();
    expect(page.getByRole('list', { name: 'Safety number' }).query()).toBeNull();
  });
});

function scanner(): Element | null {
  const personElement = shown?.shadowRoot?.querySelector('humr-person');
  return personElement?.shadowRoot?.querySelector('humr-scanner') ?? null;
}

describe('one’s own key', () => {
  it.each([
    ['fresh', /made today/],
    ['kept', /is kept here/],
    ['restored', /came back from its second copy/],
    ['lost', /was lost.*Import a backup, or begin with a new key/],
    ['temporary', /keeps nothing, so your key lasts until this page is closed/],
  ] as const)('that is %s says so', async (identity, words) => {
    showKey({ identity, fingerprint: 'abcdefgh' });
    await expect.element(page.getByText(words)).toBeVisible();
    await expect.element(page.getByText('abcd efgh')).toBeVisible();
    const canSign = identity !== 'lost' && identity !== 'temporary';
    expect(button('Renew your key').query() !== null).toBe(canSign);
  });

  it('is replaced and erased only after a second word, and cancelling has the focus', async () => {
    showKey();
    for (const [open, sure, kind] of [
      ['Renew your key', 'Renew it now', 'renew'],
      ['Begin with a new key', 'Begin with a new key now', 'start-anew'],
      ['Erase everything', 'Erase it all now', 'erase'],
    ] as const) {
      await button(open).click();
      expect(wished).not.toHaveBeenCalledWith({ kind });
      await expect.poll(() => deepFocus()?.textContent).toBe('Cancel');
      await button(sure).click();
      expect(wished).toHaveBeenLastCalledWith({ kind });
    }
  });

  it('is locked with a passkey once it is backed up, where the browser can', async () => {
    const lock = { state: 'off', hasBackup: false, isAsking: false, trouble: null } as const;
    showKey({ lock: { ...lock, state: 'absent' } });
    await expect.element(page.getByText('This browser cannot lock your key with a passkey.')).toBeVisible();
    expect(button('Lock with a passkey').query()).toBeNull();
    showKey({ lock });
    await expect.element(button('Lock with a passkey')).toBeDisabled();
    await expect.element(button('Lock with a passkey')).toHaveAccessibleDescription(/Make a backup first/);
    showKey({ lock: { ...lock, hasBackup: true, trouble: 'refused' } });
    await expect.element(page.getByText('The passkey was not given. Nothing was changed.')).toBeVisible();
    await button('Lock with a passkey').click();
    showKey({ lock: { ...lock, state: 'on' } });
    await button('Remove the lock').click();
    expect(button('Renew your key').query()).toBeNull();
    showKey({ identity: 'locked', lock: { ...lock, state: 'on' } });
    await expect.element(page.getByText(/Your key is locked/)).toBeVisible();
    await button('Unlock with your passkey').click();
    expect(wished.mock.calls.map(([{ kind }]) => kind)).toEqual(['lock-key', 'remove-lock', 'unlock-key']);
  });

  it('is backed up under a passphrase that is long enough, and that does not stay on the page', async () => {
    showKey();
    const passphrase = page.getByLabelText('Passphrase').first();
    await passphrase.fill('short');
    await expect.element(button('Save backup')).toBeDisabled();
    await passphrase.fill('quiet lichen hums under 7 bridges');
    await button('Save backup').click();
    expect(wished).toHaveBeenLastCalledWith({ kind: 'make-backup', passphrase: 'quiet lichen hums under 7 bridges' });
    await expect.element(passphrase).toHaveValue('');
  });

  it('shows how far a backup is, and what came of it under the half it concerns', async () => {
    showKey({ backup: { state: 'working', what: 'opening', doneRatio: 0.5 } });
    await expect.element(page.getByRole('progressbar', { name: 'Being opened…' })).toBeVisible();
    await button('Cancel').click();
    expect(wished).toHaveBeenLastCalledWith({ kind: 'drop-backup' });
    showKey({ backup: { state: 'refused', why: 'wrong-passphrase-or-damaged' } });
    const refused = page.getByRole('region', { name: 'Open backup' }).getByRole('status');
    await expect.element(refused).toHaveTextContent(/passphrase is wrong, or the file is not a whole backup/);
    showKey({ backup: { state: 'opened', madeMs: 0, identity: 'other', peopleCount: 3 } });
    const opened = page.getByRole('region', { name: 'Open backup' }).getByRole('status');
    await expect.element(opened).toHaveTextContent(/with 3 people\. It holds another key .* Importing replaces yours/);
  });
});
