/**
 * Messages that must change nothing: falsified, repeated, reflected, misdirected or from elsewhere. Each is made for one
 * moment of one call; whoever gets it must be afterwards exactly who they were before.
 */
import { toBase64Url } from '../src/base/base64url.ts';
import { type Envelope, MAX_BODY_BYTES, MESSAGE_TYPE, openEnvelope, sealEnvelope } from '../src/trust/envelope.ts';
import type { RoomKeys } from '../src/trust/room.ts';
import type { Chance } from './chance.ts';
import { BODY_FIELDS, ENVELOPE_FIELDS, falsify, resize } from './fields.ts';
import type { Person } from './person.ts';
import type { Letter } from './post.ts';

export interface Probe {
  readonly kind: string;
  /** Delivered by the carrier; or, as text, by a participant over the data channel. */
  readonly sealed: Uint8Array | string;
  /** The text is a removal: heard by what judges those, for the path itself rightly counts it as a sign of life. */
  readonly isRemoval?: boolean;
}

/** What the carrier knows at this moment. */
export interface Moment {
  readonly keys: RoomKeys;
  readonly target: Person;
  /** Everything carried so far in this call. */
  readonly letters: readonly Letter[];
  /** Letters this person has read to the end: they count no more. */
  readonly consumed: ReadonlySet<Letter>;
  /** Letters of an earlier call of the same people in the same room, and of another room with its keys. */
  readonly earlier: readonly Letter[];
  readonly elsewhere: readonly Letter[];
  readonly elsewhereKeys: RoomKeys;
}

const NAMES: Readonly<Record<number, string>> = { 1: 'HELLO', 2: 'OFFER', 3: 'ANSWER', 4: 'OPEN', 16: 'SIG' };

type Maker = (chance: Chance, moment: Moment) => Probe | null;

/** Whatever a carrier does that does not have the link. */
const outsiders: readonly Maker[] = [
  (chance, { letters }) => {
    const { sealed } = chance.pick(letters);
    const { bytes, how } = falsify(chance, sealed, chance.pick(ENVELOPE_FIELDS), chance.pick(letters).sealed);
    return { kind: `outsider ${how}`, sealed: bytes };
  },
  (chance, { letters }) => {
    const { bytes, how } = resize(chance, chance.pick(letters).sealed);
    return { kind: `outsider ${how}`, sealed: bytes };
  },
  (chance) => ({ kind: 'outsider noise', sealed: chance.bytes(chance.pick([0, 1, 57, 255, 256, 512, 1024])) }),
  (chance, { elsewhere }) =>
    elsewhere.length === 0 ? null : { kind: 'outsider: letter of another room', sealed: chance.pick(elsewhere).sealed },
  (chance, { letters, target }) => {
    const own = letters.filter(({ writer }) => writer === target.name);
    return own.length === 0 ? null : { kind: 'outsider: reflected', sealed: chance.pick(own).sealed };
  },
  repeat,
  repeat,
];

/** Newer letters rather than older ones: they meet more that could change. */
function repeat(chance: Chance, { consumed }: Moment): Probe | null {
  const letters = [...consumed].slice(chance.pick([0, -3]));
  return letters.length === 0 ? null : { kind: 'outsider: repeated', sealed: chance.pick(letters).sealed };
}

/** Whatever somebody does who has the link: opens, changes, seals again. */
const insiders: readonly Maker[] = [
  alterBody,
  alterBody,
  alterBody,
  alterLength,
  alterType,
  misdirect,
  rename,
  transplant,
];

/** What no version of the app says over the data channel. */
const NONSENSE = [
  '',
  '{',
  'null',
  '7',
  '[]',
  '{}',
  '{"kind":7}',
  '{"kind":"__proto__"}',
  '{"kind":"toString"}',
  '{"__proto__":{"kind":"bye"}}',
  '{"constructor":{"prototype":{"kind":"bye"}}}',
  '{"kind":"hello","name":7,"muted":false}',
  '{"kind":"hello","name":"x","muted":"no"}',
  '{"kind":"muted"}',
  '{"kind":"candidates","candidates":1e400}',
  '{"kind":"candidates","candidates":"A"}',
  '{"kind":"candidates","candidates":"////"}',
  '{"kind":"restart","description":""}',
  '{"kind":"restart","description":["GG8VAAAA"]}',
  `{"kind":"bye","padding":"${'a'.repeat(5_000)}"}`,
  '['.repeat(4_000),
  '\ud800\u0000',
] as const;

export function makeProbe(chance: Chance, moment: Moment): Probe | null {
  if (moment.letters.length === 0) return null;
  return chance.pick(chance.happens(0.4) ? outsiders : insiders)(chance, moment);
}

/** From somebody who is connected, so only for calls that are. */
export function makeNonsense(chance: Chance): Probe {
  const text = chance.pick(NONSENSE);
  return { kind: `participant says ${text.slice(0, 40)}`, sealed: text };
}

function openLetter(keys: RoomKeys, { sealed }: Letter): Envelope {
  const envelope = openEnvelope(keys, sealed);
  if (typeof envelope === 'string') throw new TypeError(`carried letter is ${envelope}`);
  return envelope;
}

function reseal(chance: Chance, keys: RoomKeys, kind: string, envelope: Envelope): Probe {
  const body = envelope.body.subarray(0, MAX_BODY_BYTES);
  return { kind: `insider ${kind}`, sealed: sealEnvelope(keys, { ...envelope, body }, chance.bytes(24)) };
}

/** Letters this person would look at; a letter to somebody else is dropped however false it is. */
function forTarget({ keys, letters, target }: Moment): Envelope[] {
  return letters
    .filter(({ writer }) => writer !== target.name)
    .map((letter) => openLetter(keys, letter))
    .filter(({ to }) => to === null || toBase64Url(to) === toBase64Url(target.sid));
}

function alterBody(chance: Chance, moment: Moment): Probe | null {
  const envelopes = forTarget(moment);
  if (envelopes.length === 0) return null;
  const envelope = chance.pick(envelopes);
  const others = envelopes.filter(({ type, body }) => type === envelope.type && body !== envelope.body);
  const other = others.length > 0 ? chance.pick(others).body : null;
  const field = chance.pick(BODY_FIELDS[envelope.type]!);
  const { bytes, how } = falsify(chance, envelope.body, field, other);
  return reseal(chance, moment.keys, `${NAMES[envelope.type]} ${how}`, { ...envelope, body: bytes });
}

function alterLength(chance: Chance, moment: Moment): Probe | null {
  const envelopes = forTarget(moment);
  if (envelopes.length === 0) return null;
  const envelope = chance.pick(envelopes);
  const { bytes, how } = resize(chance, envelope.body);
  return reseal(chance, moment.keys, `${NAMES[envelope.type]} ${how}`, { ...envelope, body: bytes });
}

function alterType(chance: Chance, moment: Moment): Probe | null {
  const envelopes = forTarget(moment);
  if (envelopes.length === 0) return null;
  const envelope = chance.pick(envelopes);
  const types = [0, 1, 2, 3, 4, 5, 15, 16, 17, 255].filter((type) => type !== envelope.type);
  const type = chance.pick(types);
  return reseal(chance, moment.keys, `${NAMES[envelope.type]} as type ${type}`, { ...envelope, type });
}

function misdirect(chance: Chance, moment: Moment): Probe | null {
  const envelope = openLetter(moment.keys, chance.pick(moment.letters));
  const to = chance.bytes(16);
  return reseal(chance, moment.keys, `${NAMES[envelope.type]} to a stranger`, { ...envelope, to });
}

/** Under another name: what is bound to a session, or was read before, is worth nothing under a false one. */
function rename(chance: Chance, moment: Moment): Probe | null {
  const { keys, letters, target } = moment;
  const from = chance.pick([chance.bytes(16), target.sid, new Uint8Array(16)]);
  const bound = forTarget(moment).filter(({ type }) => type > MESSAGE_TYPE.offer);
  const own = letters.filter(({ writer }) => writer === target.name).map((letter) => openLetter(keys, letter));
  const envelopes = [...bound, ...own];
  if (envelopes.length === 0) return null;
  const envelope = chance.pick(envelopes);
  const to = chance.happens(0.5) ? null : target.sid;
  return reseal(chance, keys, `${NAMES[envelope.type]} renamed`, { ...envelope, from, to });
}

/** The body of another call in the envelope of this one. Only a greeting of the same room could be taken for news. */
function transplant(chance: Chance, moment: Moment): Probe | null {
  const { keys, earlier, elsewhere, elsewhereKeys, target } = moment;
  const bodies = [
    ...earlier.map((letter) => openLetter(keys, letter)).filter(({ type }) => type !== MESSAGE_TYPE.hello),
    ...elsewhere.map((letter) => openLetter(elsewhereKeys, letter)),
  ];
  if (bodies.length === 0) return null;
  const { type, body } = chance.pick(bodies);
  const from = chance.pick([chance.bytes(16), ...forTarget(moment).map((envelope) => envelope.from)]);
  const to = chance.happens(0.3) ? null : target.sid;
  return reseal(chance, keys, `${NAMES[type]} of another call`, { type, from, to, body });
}
