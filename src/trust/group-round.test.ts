import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { groupPictures, type Member } from './group.ts';
import {
  type Commit,
  missingCount,
  type Opening,
  ownCommit,
  ownOpening,
  picturesOf,
  type Round,
  startRound,
  takeCommit,
  takeOpening,
  waysOf,
} from './group-round.ts';
import { personOf } from './handshake-fixture.ts';

const ID = new Uint8Array(16).fill(5);
const people = ['anna', 'bert', 'carl'].map(personOf);
const members: Member[] = people.map(({ sid, identity }) => ({ sid, key: identity.publicKey }));
const [ANNA, BERT, CARL] = [0, 1, 2] as const;

/** SHA-256 of the certificate that one uses towards another. */
const certificate = (from: number, to: number) => new Uint8Array(32).fill(16 * from + to + 1);
const sidOf = (who: number) => members[who]!.sid;

function start(own: number, listed: readonly Member[] = members): Round {
  const towards = [ANNA, BERT, CARL].filter((it) => it !== own);
  const ways = waysOf(towards.map((to) => ({ sid: sidOf(to), own: certificate(own, to) })));
  return startRound({ id: ID, members: listed, ownSid: sidOf(own), ways, nonce: new Uint8Array(16).fill(own + 1) });
}

/** @throws on a refusal */
function taken(next: ReturnType<typeof takeCommit>): Round {
  if (typeof next === 'string') throw new Error(next);
  return next;
}

const commitTo = (round: Round, to: number, from: number, commit: Commit) =>
  takeCommit(round, sidOf(from), commit, certificate(from, to));

/** Everybody has heard every commitment, as it was sent. */
function committed(rounds: readonly Round[]): Round[] {
  return rounds.map((round, to) =>
    rounds.reduce((it, from, at) => (at === to ? it : taken(commitTo(it, to, at, ownCommit(from)))), round),
  );
}

function opened(rounds: readonly Round[]): Round[] {
  return rounds.map((round, to) =>
    rounds.reduce((it, from, at) => (at === to ? it : taken(takeOpening(it, sidOf(at), ownOpening(from)!))), round),
  );
}

const all = () => [start(ANNA), start(BERT), start(CARL)];

describe('a round of pictures', () => {
  it('ends with the same seven for everybody', () => {
    const shown = opened(committed(all())).map(picturesOf);
    expect(shown[0]).toHaveLength(7);
    expect(shown[1]).toEqual(shown[0]);
    expect(shown[2]).toEqual(shown[0]);
  });

  it('opens nothing before all have committed, and shows nothing before all have opened', () => {
    const [anna, bert, carl] = all() as [Round, Round, Round];
    expect([ownOpening(anna), picturesOf(anna), missingCount(anna)]).toEqual([null, null, 2]);
    const one = taken(commitTo(anna, ANNA, BERT, ownCommit(bert)));
    expect([ownOpening(one), missingCount(one)]).toEqual([null, 1]);
    const both = taken(commitTo(one, ANNA, CARL, ownCommit(carl)));
    expect(ownOpening(both)?.nonce).toEqual(anna.nonce);
    expect([picturesOf(both), missingCount(both)]).toEqual([null, 2]);
    const [, bertOpens] = committed([anna, bert, carl]);
    const half = taken(takeOpening(both, sidOf(BERT), ownOpening(bertOpens!)!));
    expect([picturesOf(half), missingCount(half)]).toEqual([null, 1]);
  });

  it('takes an opening that comes before the last commitment', () => {
    const rounds = all();
    const [, bert, carl] = committed(rounds) as [Round, Round, Round];
    let anna = taken(commitTo(rounds[ANNA]!, ANNA, BERT, ownCommit(bert)));
    anna = taken(takeOpening(anna, sidOf(BERT), ownOpening(bert)!));
    expect(ownOpening(anna)).toBeNull();
    anna = taken(commitTo(anna, ANNA, CARL, ownCommit(carl)));
    anna = taken(takeOpening(anna, sidOf(CARL), ownOpening(carl)!));
    expect(picturesOf(anna)).toEqual(picturesOf(opened(committed(rounds))[BERT]!));
  });

  it('has the same outcome when messages come twice, and ignores who is not in it', () => {
    const done = opened(committed(all()));
    const [anna, bert] = done as [Round, Round];
    expect(commitTo(anna, ANNA, BERT, ownCommit(bert))).toBe(anna);
    expect(takeOpening(anna, sidOf(BERT), ownOpening(bert)!)).toBe(anna);
    expect(takeCommit(anna, new Uint8Array(16).fill(9), ownCommit(bert), new Uint8Array(32))).toBe(anna);
    expect(takeOpening(anna, new Uint8Array(16).fill(9), ownOpening(bert)!)).toBe(anna);
    expect(takeOpening(anna, sidOf(ANNA), { ...ownOpening(bert)! })).toBe(anna);
  });

  it('takes for a member’s fingerprint the hash of all certificates it uses', () => {
    const ways = [BERT, CARL].map((to) => Buffer.concat([sidOf(to), certificate(ANNA, to)])).sort(Buffer.compare);
    expect(Buffer.from(ownCommit(start(ANNA)).ways)).toEqual(Buffer.concat(ways));
    const fingerprintOf = (round: Round) =>
      createHash('sha256').update('humr/1 gsas-ways\0').update(ownCommit(round).ways).digest();
    const rounds = committed(all());
    const shares = rounds.map((round, who) => ({
      ...members[who]!,
      ...ownOpening(round)!,
      commitment: ownCommit(round).commitment,
      fingerprint: fingerprintOf(round),
    }));
    expect(picturesOf(opened(rounds)[ANNA]!)).toEqual(groupPictures(shares));
  });
});

describe('a round with a cheat', () => {
  const [anna, bert, carl] = committed(all()) as [Round, Round, Round];
  const opening = ownOpening(carl)!;

  it.each<[string, Opening]>([
    ['wrong-commitment', { ...opening, nonce: new Uint8Array(16).fill(77) }],
    ['split-view', { ...opening, commitmentSet: new Uint8Array(32) }],
  ])('is refused as %s at the opening, before the others have opened', (refusal, cheat) => {
    expect(takeOpening(anna, sidOf(CARL), cheat)).toBe(refusal);
    expect(takeOpening(bert, sidOf(CARL), cheat)).toBe(refusal);
  });

  it('is refused when somebody opens twice, differently, or before committing, or commits twice', () => {
    const once = taken(takeOpening(anna, sidOf(CARL), opening));
    expect(takeOpening(once, sidOf(CARL), { ...opening, nonce: new Uint8Array(16) })).toBe('wrong-commitment');
    expect(takeOpening(start(ANNA), sidOf(CARL), opening)).toBe('early');
    const other = { ...ownCommit(carl), commitment: new Uint8Array(32).fill(1) };
    expect(commitTo(anna, ANNA, CARL, other)).toBe('twice');
  });

  it('is refused by everybody when each is promised something else', () => {
    const [first, second] = [start(ANNA), start(BERT)];
    const lie = { ...ownCommit(carl), commitment: new Uint8Array(32).fill(3) };
    const atAnna = taken(commitTo(taken(commitTo(first, ANNA, BERT, ownCommit(second))), ANNA, CARL, lie));
    const atBert = taken(commitTo(taken(commitTo(second, BERT, ANNA, ownCommit(first))), BERT, CARL, ownCommit(carl)));
    expect(takeOpening(atAnna, sidOf(BERT), ownOpening(atBert)!)).toBe('split-view');
    expect(takeOpening(atBert, sidOf(ANNA), ownOpening(atAnna)!)).toBe('split-view');
  });

  it('is refused when the certificate is not the one we see, or the group another', () => {
    const round = start(ANNA);
    expect(takeCommit(round, sidOf(CARL), ownCommit(carl), certificate(BERT, ANNA))).toBe('wrong-certificate');
    const alone = waysOf([{ sid: sidOf(ANNA), own: certificate(CARL, ANNA) }]);
    expect(commitTo(round, ANNA, CARL, { ...ownCommit(carl), ways: alone })).toBe('other-group');
    const others = waysOf([
      { sid: sidOf(ANNA), own: certificate(CARL, ANNA) },
      { sid: new Uint8Array(16).fill(8), own: certificate(CARL, BERT) },
    ]);
    expect(commitTo(round, ANNA, CARL, { ...ownCommit(carl), ways: others })).toBe('other-group');
  });

  it('shows other pictures where one sees another key, or was told of another certificate', () => {
    const honest = picturesOf(opened(committed(all()))[ANNA]!);
    const mallory = { sid: sidOf(CARL), key: personOf('mallory').identity.publicKey };
    const deceived = opened(committed([start(ANNA, [members[0]!, members[1]!, mallory]), start(BERT), start(CARL)]));
    expect(picturesOf(deceived[BERT]!)).toEqual(honest);
    expect(picturesOf(deceived[ANNA]!)).toHaveLength(7);
    expect(picturesOf(deceived[ANNA]!)).not.toEqual(honest);
    // Carl tells Anna of another certificate towards Bert than he tells Bert.
    const ways = waysOf([
      { sid: sidOf(ANNA), own: certificate(CARL, ANNA) },
      { sid: sidOf(BERT), own: new Uint8Array(32).fill(99) },
    ]);
    let lied = taken(commitTo(start(ANNA), ANNA, BERT, ownCommit(bert)));
    lied = taken(commitTo(lied, ANNA, CARL, { ...ownCommit(carl), ways }));
    lied = taken(takeOpening(lied, sidOf(BERT), ownOpening(bert)!));
    lied = taken(takeOpening(lied, sidOf(CARL), ownOpening(carl)!));
    expect(picturesOf(lied)).not.toEqual(honest);
  });
});

describe('rounds in any order', () => {
  const names = ['anna', 'bert', 'carl', 'dora', 'emil'];
  const persons = names.map(personOf);
  const listed: Member[] = persons.map(({ sid, identity }) => ({ sid, key: identity.publicKey }));

  /** Seeded, so that a failure can be repeated. */
  function dice(seed: number): (sides: number) => number {
    let state = seed;
    return (sides) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state >>> 8) % sides;
    };
  }

  type Sent = { readonly commit: Commit } | { readonly opening: Opening };

  /** Every channel keeps its order; which one is next is thrown. @returns what each ends with */
  function play(count: number, seed: number, meddle: (from: number, to: number, sent: Sent) => Sent) {
    const draw = dice(seed);
    const members = listed.slice(0, count);
    const channels = new Map<string, Sent[]>();
    const every = [...members.keys()];
    const rounds = every.map((own) => {
      const ways = waysOf(
        every.filter((it) => it !== own).map((to) => ({ sid: members[to]!.sid, own: certificate(own, to) })),
      );
      return startRound({
        id: ID,
        members,
        ownSid: members[own]!.sid,
        ways,
        nonce: new Uint8Array(16).fill(seed + own),
      });
    });
    const ended: (string | null)[] = every.map(() => null);
    const tell = (from: number, sent: Sent) => {
      for (const to of every.filter((it) => it !== from)) {
        const channel = channels.get(`${from} ${to}`) ?? [];
        channels.set(`${from} ${to}`, [...channel, meddle(from, to, sent)]);
      }
    };
    for (const own of every) tell(own, { commit: ownCommit(rounds[own]!) });
    for (;;) {
      const full = [...channels].filter(([, waiting]) => waiting.length > 0);
      const [name, waiting] = full[draw(Math.max(full.length, 1))] ?? [];
      if (!name || !waiting) break;
      const [from, to] = name.split(' ').map(Number) as [number, number];
      const [sent, ...later] = waiting;
      channels.set(name, later);
      const round = rounds[to]!;
      if (!sent || ended[to] !== null) continue;
      const wasOpen = ownOpening(round) !== null;
      const next =
        'commit' in sent
          ? takeCommit(round, members[from]!.sid, sent.commit, certificate(from, to))
          : takeOpening(round, members[from]!.sid, sent.opening);
      if (typeof next === 'string') {
        ended[to] = next;
        continue;
      }
      rounds[to] = next;
      const opening = ownOpening(next);
      if (!wasOpen && opening) tell(to, { opening });
    }
    return every.map((own) => ended[own] ?? picturesOf(rounds[own]!));
  }

  it('come to the same pictures for everybody', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const [first, ...others] = play(3 + (seed % 3), seed, (_from, _to, sent) => sent);
      expect(first, `seed ${seed}`).toHaveLength(7);
      for (const other of others) expect(other, `seed ${seed}`).toEqual(first);
    }
  });

  it('show nobody honest any pictures when one member cheats, whichever way and towards whom', () => {
    const spoil = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 3 ? byte ^ 1 : byte));
    const cheats: ((sent: Sent) => Sent)[] = [
      (sent) => ('opening' in sent ? { opening: { ...sent.opening, nonce: spoil(sent.opening.nonce) } } : sent),
      (sent) =>
        'opening' in sent ? { opening: { ...sent.opening, commitmentSet: spoil(sent.opening.commitmentSet) } } : sent,
      (sent) => ('commit' in sent ? { commit: { ...sent.commit, commitment: spoil(sent.commit.commitment) } } : sent),
      (sent) => ('commit' in sent ? { commit: { ...sent.commit, ways: spoil(sent.commit.ways) } } : sent),
    ];
    for (let seed = 1; seed <= 200; seed++) {
      const count = 3 + (seed % 3);
      const victim = seed % (count - 1);
      const cheat = cheats[seed % cheats.length]!;
      const shown = play(count, seed, (from, to, sent) => (from === count - 1 && to === victim ? cheat(sent) : sent));
      expect(shown[victim] === null || typeof shown[victim] === 'string', `seed ${seed}: ${shown}`).toBe(true);
    }
  });
});
