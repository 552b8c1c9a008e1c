import { describe, expect, it } from 'vitest';
import { rosterOf } from './group.ts';
import { personOf } from './handshake-fixture.ts';
import { isNamed, joinLists, judgeKick, type Kick, type KickTerms, sidsOf, signKick } from './kick.ts';
import { identityFingerprint } from './link.ts';

const people = ['anna', 'bert', 'carl', 'dora'].map(personOf);
const [anna, bert, carl, dora] = people as [Person, Person, Person, Person];
type Person = ReturnType<typeof personOf>;
const member = ({ sid, identity }: Person) => ({ sid, key: identity.publicKey });
const list = (...of: Person[]) => rosterOf(of.map(member));
const invite = {
  secret: new Uint8Array(16).fill(5),
  hostFingerprint: identityFingerprint(anna.identity.publicKey),
  oneUse: false,
  relayOnly: false,
};
const terms: KickTerms = {
  epoch: 3,
  secret: new Uint8Array(16).fill(6),
  removed: list(carl),
  staying: list(anna, bert, dora),
};
const kick = (change: Partial<KickTerms> = {}, by = anna): Promise<Kick> =>
  signKick(by.identity, { ...terms, ...change });
const judged = (it: Kick, reader = bert, held = 2) => judgeKick(it, invite, member(reader), held);

describe('a removal', () => {
  it('is followed by everybody who stays, when the maker of the link signed it', async () => {
    expect(judged(await kick())).toBe('follow');
    expect(judged(await kick(), dora, 0)).toBe('follow');
  });

  it('is signed over what the protocol page says', async () => {
    const removed = Buffer.concat([carl.identity.publicKey, carl.sid]);
    const staying = [anna, bert, dora].map(({ identity, sid }) => Buffer.concat([identity.publicKey, sid]));
    const statement = Buffer.concat([
      Buffer.from('humr/1 kick\0'),
      Buffer.from([0, 0, 0, 3]),
      terms.secret,
      Buffer.from([1]),
      removed,
      ...staying.sort(Buffer.compare),
    ]);
    expect((await kick()).signature).toEqual(await anna.identity.sign(statement));
  });

  it('is stale when it is repeated, or older than what is held', async () => {
    expect(judged(await kick(), bert, 3)).toBe('stale');
    expect(judged(await kick(), bert, 4)).toBe('stale');
  });

  it('comes from nobody but the maker of the link', async () => {
    expect(judged(await kick({}, bert))).toBe('not-maker');
    // Of the kicker by somebody else, too.
    expect(judged(await kick({ removed: list(anna), staying: list(bert, dora) }, bert), dora)).toBe('not-maker');
    expect(judgeKick(await kick(), { ...invite, hostFingerprint: null }, member(bert), 0)).toBe('not-maker');
  });

  it.each<[string, Partial<KickTerms>]>([
    ['its own maker', { removed: list(anna), staying: list(bert, dora) }],
    ['its own maker, who stays', { removed: list(anna) }],
    ['its own maker in another session', { removed: rosterOf([{ ...member(anna), sid: new Uint8Array(16) }]) }],
    ['somebody who stays', { removed: list(bert) }],
    ['without the maker among those who stay', { staying: list(bert, dora) }],
  ])('contradicts itself when it removes %s', async (_what, change) => {
    expect(judged(await kick(change), bert)).toBe('contradicts');
  });

  it('moves nobody who is not named in this very session', async () => {
    expect(judged(await kick(), carl)).toBe('not-named');
    expect(judgeKick(await kick(), invite, { ...member(bert), sid: new Uint8Array(16) }, 0)).toBe('not-named');
    expect(judgeKick(await kick(), invite, { ...member(bert), key: carl.identity.publicKey }, 0)).toBe('not-named');
  });

  it('may remove somebody we do not know: they may be gone already', async () => {
    expect(judged(await kick({ removed: list(personOf('emil')) }))).toBe('follow');
  });

  it('falls with any change of what is signed', async () => {
    const signed = await kick();
    for (const change of [
      { epoch: 4 },
      { secret: new Uint8Array(16) },
      { removed: list(personOf('emil')) },
      { removed: list(carl, personOf('emil')) },
      { staying: list(anna, bert) },
      { signature: new Uint8Array(64) },
      { signature: signed.signature.with(5, signed.signature[5]! ^ 1) },
    ]) {
      expect([change, judged({ ...signed, ...change })]).toEqual([change, 'bad-signature']);
    }
    // Where one list ends and the next begins is signed as well.
    const shifted = { ...signed, removed: list(carl, dora), staying: list(anna, bert) };
    expect(judged(shifted)).toBe('bad-signature');
  });
});

describe('the lists of a removal', () => {
  it('name people by key and session', () => {
    expect(isNamed(terms.staying, member(dora))).toBe(true);
    expect(isNamed(terms.staying, member(carl))).toBe(false);
    expect(sidsOf(list(carl))).toEqual([carl.sid]);
  });

  it('are joined in order, each once, within the bound', () => {
    expect(joinLists(null, list(carl), 16)).toEqual(list(carl));
    expect(joinLists(list(carl, bert), list(dora, carl), 16)).toEqual(list(bert, carl, dora));
    const most = joinLists(list(anna, bert, carl), list(dora), 2);
    expect(most.length).toBe(96);
    expect(isNamed(most, member(dora))).toBe(true);
  });
});
