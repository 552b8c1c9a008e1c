import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  commitmentSetOf,
  entriesOf,
  type GroupShare,
  groupCommitment,
  groupPictures,
  isEntryList,
  isSignedRoster,
  type Member,
  rosterOf,
  signRoster,
} from './group.ts';
import { personOf, ROOM } from './handshake-fixture.ts';

const people = ['anna', 'bert', 'carl'].map(personOf);
const members: Member[] = people.map(({ sid, identity }) => ({ sid, key: identity.publicKey }));
const [anna] = people as [ReturnType<typeof personOf>];

describe('roster', () => {
  const { publicKey } = anna.identity;

  it('is the same in whatever order the members are listed', async () => {
    const signature = await signRoster(anna.identity, ROOM.topic, 3, rosterOf(members));
    expect(isSignedRoster(publicKey, ROOM.topic, 3, rosterOf(members.toReversed()), signature)).toBe(true);
  });

  it('differs when one member is hidden, added or renamed, at another epoch and in another room', async () => {
    const signature = await signRoster(anna.identity, ROOM.topic, 3, rosterOf(members));
    const check = (list: readonly Member[], epoch = 3, topic = ROOM.topic) =>
      isSignedRoster(publicKey, topic, epoch, rosterOf(list), signature);
    expect(check(members.slice(1))).toBe(false);
    expect(check([...members, { sid: new Uint8Array(16), key: new Uint8Array(32) }])).toBe(false);
    expect(check([{ ...members[0]!, sid: new Uint8Array(16).fill(9) }, ...members.slice(1)])).toBe(false);
    expect(check(members, 4)).toBe(false);
    expect(check(members, 3, new Uint8Array(16))).toBe(false);
  });

  it('is signed over what the protocol page says', async () => {
    const listed = members.map(({ key, sid }) => Buffer.concat([key, sid])).sort(Buffer.compare);
    const statement = Buffer.concat([Buffer.from('humr/1 roster\0'), ROOM.topic, Buffer.from([0, 0, 1, 2]), ...listed]);
    const expected = await anna.identity.sign(statement);
    expect(await signRoster(anna.identity, ROOM.topic, 258, rosterOf(members))).toEqual(expected);
  });

  it('is no list when it is cut, empty, out of order, longer than allowed, or names one entry twice', () => {
    const list = rosterOf(members);
    expect(isEntryList(list, 3)).toBe(true);
    expect(isEntryList(list, 2)).toBe(false);
    expect(isEntryList(list.subarray(1), 3)).toBe(false);
    expect(isEntryList(new Uint8Array(0), 3)).toBe(false);
    const [one, two] = entriesOf(list) as [Uint8Array, Uint8Array];
    expect(isEntryList(new Uint8Array([...two, ...one]), 3)).toBe(false);
    expect(isEntryList(new Uint8Array([...one, ...one]), 3)).toBe(false);
  });
});

describe('group pictures', () => {
  /** What everybody sent, when nobody cheats. */
  function shares(): GroupShare[] {
    const open = members.map((member, i) => {
      const nonce = new Uint8Array(16).fill(i + 1);
      return {
        ...member,
        nonce,
        fingerprint: new Uint8Array(32).fill(i),
        commitment: groupCommitment(member.sid, nonce),
      };
    });
    return open.map((share) => ({ ...share, commitmentSet: commitmentSetOf(open) }));
  }

  it('are the same for all, in whatever order the shares came', () => {
    const pictures = groupPictures(shares());
    expect(pictures).toHaveLength(7);
    expect(groupPictures(shares().toReversed())).toEqual(pictures);
  });

  it('are derived as the protocol page says', () => {
    const all = shares();
    const listed = all.map(({ key, sid, fingerprint }) => Buffer.concat([key, sid, fingerprint])).sort(Buffer.compare);
    const salt = createHash('sha256').update(Buffer.concat(listed)).digest();
    const nonces = all.toSorted((a, b) => Buffer.compare(a.sid, b.sid)).map(({ nonce }) => nonce);
    const prk = createHmac('sha256', salt).update(Buffer.concat(nonces)).digest();
    const top42 = createHmac('sha256', prk).update('humr/1 gsas\0\x01').digest().readBigUInt64BE() >> 22n;
    const expected = [36n, 30n, 24n, 18n, 12n, 6n, 0n].map((shift) => Number((top42 >> shift) & 63n));
    expect(groupPictures(all)).toEqual(expected);
  });

  it('change with one certificate', () => {
    const [first, ...rest] = shares() as [GroupShare, ...GroupShare[]];
    expect(groupPictures([{ ...first, fingerprint: new Uint8Array(32).fill(9) }, ...rest])).not.toEqual(
      groupPictures(shares()),
    );
  });

  it('are refused when somebody opens another nonce, holds other commitments or comes twice', () => {
    const [first, ...rest] = shares() as [GroupShare, ...GroupShare[]];
    expect(groupPictures([{ ...first, nonce: new Uint8Array(16) }, ...rest])).toBe('wrong-commitment');
    expect(groupPictures([{ ...first, commitmentSet: new Uint8Array(32) }, ...rest])).toBe('split-view');
    expect(groupPictures(rest)).toBe('split-view');
    expect(groupPictures([first, first, ...rest])).toBe('twice');
  });
});
