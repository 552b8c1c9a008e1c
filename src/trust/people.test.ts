import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarmOf, type CalmTrust, type Person, stepTrust, type Trust, type TrustEvent, welcome } from './people.ts';

const NOW_MS = 5000;
const PINNED = new Uint8Array(32).fill(1);
const OTHER = new Uint8Array(32).fill(2);
const THIRD = new Uint8Array(32).fill(3);

const CALM: Record<CalmTrust['state'], CalmTrust> = {
  seen: { state: 'seen' },
  verified: { state: 'verified', atMs: 1, how: 'sas' },
  rotated: { state: 'rotated', atMs: 1 },
};
const STATES: Record<Trust['state'], Trust> = {
  ...CALM,
  changed: { state: 'changed', sinceMs: 1, offeredKey: OTHER, was: CALM.verified },
  revoked: { state: 'revoked', atMs: 1, by: 'user' },
};
const EVENTS = {
  met: { kind: 'met', key: PINNED, namedByLink: false },
  named: { kind: 'met', key: PINNED, namedByLink: true },
  otherMet: { kind: 'met', key: OTHER, namedByLink: false },
  otherNamed: { kind: 'met', key: OTHER, namedByLink: true },
  confirmed: { kind: 'confirmed', key: PINNED, how: 'sas' },
  otherConfirmed: { kind: 'confirmed', key: OTHER, how: 'sas' },
  accepted: { kind: 'accepted', key: OTHER },
  thirdAccepted: { kind: 'accepted', key: THIRD },
  declined: { kind: 'declined' },
  rotated: { kind: 'rotated', newKey: OTHER },
  blocked: { kind: 'blocked' },
  revoked: { kind: 'revoked' },
  forgotten: { kind: 'forgotten' },
} as const satisfies Record<string, TrustEvent>;

function personIn(trust: Trust): Person {
  return { key: PINNED, trust, firstSeenMs: 1, lastSeenMs: 1, calls: 1, previousKeys: [] };
}

/** Every cell of the protocol page's table: the state after each event, in each state. */
const TABLE: Record<keyof typeof EVENTS, Record<'unknown' | Trust['state'], string>> = {
  met: {
    unknown: 'seen',
    seen: 'seen',
    verified: 'verified',
    changed: 'verified',
    rotated: 'rotated',
    revoked: 'revoked',
  },
  named: {
    unknown: 'verified',
    seen: 'verified',
    verified: 'verified',
    changed: 'verified',
    rotated: 'rotated',
    revoked: 'revoked',
  },
  otherMet: {
    unknown: 'seen',
    seen: 'changed',
    verified: 'changed',
    changed: 'changed',
    rotated: 'changed',
    revoked: 'revoked',
  },
  otherNamed: {
    unknown: 'verified',
    seen: 'changed',
    verified: 'changed',
    changed: 'changed',
    rotated: 'changed',
    revoked: 'revoked',
  },
  confirmed: {
    unknown: 'unknown',
    seen: 'verified',
    verified: 'verified',
    changed: 'changed',
    rotated: 'verified',
    revoked: 'revoked',
  },
  otherConfirmed: {
    unknown: 'unknown',
    seen: 'seen',
    verified: 'verified',
    changed: 'changed',
    rotated: 'rotated',
    revoked: 'revoked',
  },
  accepted: {
    unknown: 'unknown',
    seen: 'seen',
    verified: 'verified',
    changed: 'seen',
    rotated: 'rotated',
    revoked: 'revoked',
  },
  thirdAccepted: {
    unknown: 'unknown',
    seen: 'seen',
    verified: 'verified',
    changed: 'changed',
    rotated: 'rotated',
    revoked: 'revoked',
  },
  declined: {
    unknown: 'unknown',
    seen: 'seen',
    verified: 'verified',
    changed: 'verified',
    rotated: 'rotated',
    revoked: 'revoked',
  },
  rotated: {
    unknown: 'unknown',
    seen: 'rotated',
    verified: 'rotated',
    changed: 'rotated',
    rotated: 'rotated',
    revoked: 'revoked',
  },
  blocked: {
    unknown: 'unknown',
    seen: 'revoked',
    verified: 'revoked',
    changed: 'revoked',
    rotated: 'revoked',
    revoked: 'revoked',
  },
  revoked: {
    unknown: 'unknown',
    seen: 'revoked',
    verified: 'revoked',
    changed: 'revoked',
    rotated: 'revoked',
    revoked: 'revoked',
  },
  forgotten: {
    unknown: 'unknown',
    seen: 'unknown',
    verified: 'unknown',
    changed: 'unknown',
    rotated: 'unknown',
    revoked: 'unknown',
  },
};

const stateOf = (person: Person | null) => person?.trust.state ?? 'unknown';
const cells = Object.entries(TABLE).flatMap(([event, row]) =>
  Object.entries(row).map(([from, to]) => ({ event: event as keyof typeof EVENTS, from, to })),
);

describe('trust', () => {
  it.each(cells)('$from, $event → $to', ({ event, from, to }) => {
    const person = from === 'unknown' ? null : personIn(STATES[from as Trust['state']]);
    expect(stateOf(stepTrust(person, EVENTS[event], NOW_MS))).toBe(to);
  });

  it('counts calls and remembers when, but only for the pinned key', () => {
    const met = stepTrust(personIn(CALM.seen), EVENTS.met, NOW_MS)!;
    expect(met).toMatchObject({ calls: 2, firstSeenMs: 1, lastSeenMs: NOW_MS });
    expect(stepTrust(met, EVENTS.otherMet, 9000)).toMatchObject({ calls: 2, lastSeenMs: NOW_MS });
  });

  it('keeps the pinned key while another is offered, and the old one when it is accepted', () => {
    const changed = stepTrust(personIn(CALM.verified), EVENTS.otherMet, NOW_MS)!;
    expect(changed.key).toEqual(PINNED);
    const accepted = stepTrust(changed, EVENTS.accepted, 9000)!;
    expect(accepted.key).toEqual(OTHER);
    expect(accepted.previousKeys).toEqual([{ key: PINNED, replacedMs: 9000, wasVerified: true }]);
  });

  it('judges a third key like the second, and accepts only the one the user saw', () => {
    const changed = stepTrust(personIn(CALM.verified), EVENTS.otherMet, NOW_MS);
    const third = stepTrust(changed, { kind: 'met', key: THIRD, namedByLink: false }, NOW_MS);
    expect(third?.trust).toMatchObject({ state: 'changed', offeredKey: THIRD, was: { state: 'verified' } });
    expect(stepTrust(third, EVENTS.accepted, NOW_MS)).toBe(third);
  });

  it('remembers how and when a key was verified', () => {
    const event: TrustEvent = { kind: 'confirmed', key: PINNED, how: 'qr' };
    expect(stepTrust(personIn(CALM.seen), event, NOW_MS)?.trust).toEqual({
      state: 'verified',
      atMs: NOW_MS,
      how: 'qr',
    });
  });

  it('never verifies by anything but a link at the first meeting or the user', () => {
    const keys = fc.constantFrom(PINNED, OTHER, THIRD);
    const event: fc.Arbitrary<TrustEvent> = fc.oneof(
      fc.record({ kind: fc.constant('met' as const), key: keys, namedByLink: fc.constant(false) }),
      fc.record({ kind: fc.constant('accepted' as const), key: keys }),
      fc.record({ kind: fc.constant('rotated' as const), newKey: keys }),
      fc.constantFrom(EVENTS.declined, EVENTS.blocked, EVENTS.revoked, EVENTS.forgotten),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const end = events.reduce<Person | null>((person, each) => stepTrust(person, each, NOW_MS), null);
        expect(stateOf(end)).not.toBe('verified');
      }),
    );
  });

  it('keeps at most 16 previous keys, the latest', () => {
    let person: Person | null = personIn(CALM.seen);
    for (let i = 10; i < 40; i++)
      person = stepTrust(person, { kind: 'rotated', newKey: new Uint8Array(32).fill(i) }, i);
    expect(person?.previousKeys).toHaveLength(16);
    expect(person?.previousKeys.at(-1)?.replacedMs).toBe(39);
  });
});

describe('welcome', () => {
  const pinned = personIn(CALM.verified);
  const blocked = personIn(STATES.revoked);
  const nobody = { known: null, expected: null, isInviter: null };

  it.each([
    ['a new person', { ...nobody, key: OTHER }, 'open'],
    ['who was expected', { ...nobody, key: PINNED, known: pinned, expected: pinned }, 'open'],
    ['another key where someone was expected', { ...nobody, key: OTHER, expected: pinned }, 'hold-changed'],
    [
      'another known person where someone was expected',
      { ...nobody, key: OTHER, known: { ...pinned, key: OTHER }, expected: pinned },
      'hold-changed',
    ],
    ['another key than the link names', { ...nobody, key: OTHER, isInviter: false }, 'hold-not-inviter'],
    ['the key the link names', { ...nobody, key: OTHER, isInviter: true }, 'open'],
    ['a blocked person', { ...nobody, key: PINNED, known: blocked }, 'ignore'],
    ['anybody in the name of a blocked person', { ...nobody, key: OTHER, expected: blocked }, 'ignore'],
  ] as const)('%s', (_, arrival, expected) => {
    expect(welcome(arrival)).toBe(expected);
  });
});

describe('alarm', () => {
  it.each([
    ['seen', CALM.seen, 'none'],
    ['verified', CALM.verified, 'none'],
    ['rotated', CALM.rotated, 'notice'],
    ['changed after seen', { state: 'changed', sinceMs: 1, offeredKey: OTHER, was: CALM.seen }, 'notice'],
    ['changed after verified', STATES.changed, 'wall'],
  ] as const)('%s', (_, trust, expected) => {
    expect(alarmOf(personIn(trust))).toBe(expected);
  });
});
