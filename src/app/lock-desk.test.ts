import { describe, expect, it } from 'vitest';
import { LockDesk, type LockPorts } from './lock-desk.ts';
import { type LockView, NO_PEOPLE, type PeopleView } from './people-view.ts';

function deskWith(lock: Partial<LockView>, ports: Partial<LockPorts> = {}) {
  let view: PeopleView = { ...NO_PEOPLE, identity: 'kept', fingerprint: 'own', lock: { ...NO_PEOPLE.lock, ...lock } };
  const asked: string[] = [];
  const noted: string[] = [];
  const note = <T>(what: string, outcome: T) => {
    asked.push(what);
    return Promise.resolve(outcome);
  };
  const desk = new LockDesk({
    ports: {
      readTrail: () => note('trail', { entries: [], damagedCount: 0 }),
      canLock: () => note('can', true),
      lockIdentity: () => note('lock', 'locked'),
      unlockIdentity: () => note('unlock', true),
      removeLock: () => note('remove', 'removed'),
      whenUnlocked: () => undefined,
      ...ports,
    },
    view: () => view,
    show: (change) => {
      view = { ...view, ...change };
    },
    note: (kind) => noted.push(kind),
  });
  return { desk, asked, noted, lock: () => view.lock };
}

describe('the lock of the own key', () => {
  it('is not put on what no backup can bring back', async () => {
    const { desk, asked, noted, lock } = deskWith({ state: 'off', hasBackup: false });
    await desk.act('lock-key');
    expect([asked, noted]).toEqual([[], []]);
    expect(lock()).toEqual({ state: 'off', hasBackup: false, isAsking: false, trouble: 'not-kept' });
  });

  it('counts only a backup of this key', async () => {
    const entry = (fingerprint: string) => ({ kind: 'backup-made' as const, atMs: 1, contactId: null, fingerprint });
    for (const [fingerprint, hasBackup] of [
      ['other', false],
      ['own', true],
    ] as const) {
      const readTrail = async () => ({ entries: [entry(fingerprint)], damagedCount: 0 });
      const { desk, lock } = deskWith({}, { readTrail });
      await desk.look();
      expect(lock()).toMatchObject({ state: 'off', hasBackup });
    }
  });

  it('is on once the passkey was made, and is written down', async () => {
    const { desk, noted, lock } = deskWith({ state: 'off', hasBackup: true });
    await desk.act('lock-key');
    expect(lock()).toMatchObject({ state: 'on', isAsking: false, trouble: null });
    expect(noted).toEqual(['identity-locked']);
  });

  it('stays as it is when the passkey is refused', async () => {
    const off = deskWith({ state: 'off', hasBackup: true }, { lockIdentity: async () => 'refused' });
    await off.desk.act('lock-key');
    expect(off.lock()).toMatchObject({ state: 'off', trouble: 'refused' });
    const on = deskWith({ state: 'on' }, { removeLock: async () => 'refused' });
    await on.desk.act('remove-lock');
    expect(on.lock()).toMatchObject({ state: 'on', trouble: 'refused' });
    expect([...off.noted, ...on.noted]).toEqual([]);
  });

  it('is asked for once at a time', async () => {
    const { desk, asked } = deskWith({ state: 'on' });
    await Promise.all([desk.act('remove-lock'), desk.act('remove-lock')]);
    expect(asked).toEqual(['remove']);
  });
});
