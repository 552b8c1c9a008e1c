import { describe, expect, it } from 'vitest';
import type { Contact } from '../call/keeping.ts';
import { mergePeople, type PeopleEvidence } from './people-merge.ts';

const contact = (id: string, calls = 1): Contact => ({
  id,
  person: {
    key: new Uint8Array(32).fill(id.charCodeAt(0)),
    trust: { state: 'verified', atMs: 5, how: 'sas' },
    firstSeenMs: 1,
    lastSeenMs: 1,
    calls,
    previousKeys: [],
  },
  petname: id,
  selfName: '',
  pairSecret: null,
  earlierSecret: null,
  missed: null,
  needsChecking: false,
  mayRing: true,
});
const [ANNA, BEN] = [contact('anna'), contact('ben')];
const row = (of: Contact) => ({ id: of.id, contact: of });
const broken = (of: Contact) => ({ id: of.id, contact: null });
const NOTHING: PeopleEvidence = { main: null, copy: null, canaryGeneration: 0, isDamaged: false };
const merged = (evidence: Partial<PeopleEvidence>) => mergePeople({ ...NOTHING, ...evidence });

describe('merging what two places tell of people', () => {
  it('keeps them when both places agree', () => {
    const main = { generation: 3, rows: [row(ANNA), row(BEN)] };
    const copy = { generation: 3, contacts: [ANNA, BEN] };
    expect(merged({ main, copy, canaryGeneration: 3 })).toEqual({
      state: 'kept',
      contacts: [ANNA, BEN],
      damagedIds: [],
      generation: 3,
      toMend: [],
    });
  });

  it('knows an empty main place beside a copy for a loss', () => {
    const result = merged({ main: { generation: 0, rows: [] }, copy: { generation: 3, contacts: [ANNA] } });
    expect(result).toMatchObject({ state: 'restored', contacts: [ANNA], toMend: ['anna'] });
  });

  it('takes a row back to its word in the copy when its seal is broken or it was exchanged', () => {
    const copy = { generation: 3, contacts: [ANNA, BEN] };
    for (const bad of [broken(ANNA), row(contact('anna', 9))]) {
      const result = merged({ main: { generation: 3, rows: [bad, row(BEN)] }, copy });
      expect(result).toMatchObject({ state: 'restored', contacts: [ANNA, BEN], toMend: ['anna'], damagedIds: [] });
    }
  });

  it('does not bring back whom a newer main place no longer has', () => {
    const result = merged({
      main: { generation: 4, rows: [row(BEN)] },
      copy: { generation: 3, contacts: [ANNA, BEN] },
    });
    expect(result).toMatchObject({ state: 'kept', contacts: [BEN] });
  });

  it('trusts nobody that comes from a copy older than the last change', () => {
    const result = merged({
      main: { generation: 4, rows: [broken(ANNA), row(BEN)] },
      copy: { generation: 3, contacts: [ANNA, BEN] },
    });
    const [ben, anna] = result.contacts;
    expect(ben).toEqual(BEN);
    expect(anna).toMatchObject({
      id: 'anna',
      needsChecking: true,
      person: { key: ANNA.person.key, trust: { state: 'seen' } },
    });
    const stale = merged({
      main: { generation: 0, rows: [] },
      copy: { generation: 3, contacts: [ANNA] },
      canaryGeneration: 4,
    });
    expect(stale.contacts).toMatchObject([{ needsChecking: true, person: { trust: { state: 'seen' } } }]);
  });

  it('puts in quarantine whose seal is broken everywhere', () => {
    const result = merged({ main: { generation: 3, rows: [broken(ANNA), row(BEN)] }, copy: null });
    expect(result).toMatchObject({ contacts: [BEN], damagedIds: ['anna'] });
  });

  it('says that people were lost when only the canary or damage is left', () => {
    expect(merged({ canaryGeneration: 3 }).state).toBe('lost');
    expect(merged({ isDamaged: true }).state).toBe('lost');
    expect(merged({}).state).toBe('kept');
  });

  it('does not call a main place robbed that merely does not answer', () => {
    expect(merged({ main: null, copy: { generation: 3, contacts: [ANNA] }, canaryGeneration: 3 })).toMatchObject({
      state: 'kept',
      contacts: [ANNA],
    });
  });
});
