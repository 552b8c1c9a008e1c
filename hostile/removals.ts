/**
 * False removals (`src/trust/kick.ts`), told by somebody who is connected: altered, repeated, of another call, under
 * another key, or contradicting themselves. Whoever hears one must be afterwards exactly who they were before.
 */
import { type KickNews, writeKick } from '../src/call/kick-message.ts';
import { rosterOf } from '../src/trust/group.ts';
import type { Identity } from '../src/trust/identity.ts';
import { type KickTerms, signKick } from '../src/trust/kick.ts';
import type { Chance } from './chance.ts';

/** A true removal of this call, and who is in it. */
export interface TrueRemoval {
  readonly news: KickNews;
  readonly maker: Identity;
  /** Anybody else inside; may sign, but not for the maker. */
  readonly other: Identity;
  readonly otherSid: Uint8Array;
  readonly makerSid: Uint8Array;
}

interface False {
  readonly kind: string;
  readonly text: string;
}

type Maker = (chance: Chance, truth: TrueRemoval) => Promise<False> | False;

const FIELDS = ['secret', 'removed', 'staying', 'key', 'signature'] as const;
/** Higher than whatever was followed. */
const LATER = 9;

/** @param isFollowed whether the true one was: only then is it a repetition */
export async function makeFalseRemoval(chance: Chance, truth: TrueRemoval, isFollowed: boolean): Promise<False> {
  const made = await chance.pick(isFollowed ? [...makers, ...repetitions] : makers)(chance, truth);
  return { ...made, kind: `removal ${made.kind}` };
}

/** The true one, of Anna and Ben who stay, and a third who is gone. */
export async function trueRemoval(
  chance: Chance,
  maker: { identity: Identity; sid: Uint8Array },
  other: { identity: Identity; sid: Uint8Array },
): Promise<TrueRemoval> {
  const terms: KickTerms = {
    epoch: 3,
    secret: chance.bytes(16),
    removed: chance.bytes(48),
    staying: stayingOf(maker.identity, maker.sid, other.identity, other.sid),
  };
  const news: KickNews = { kind: 'kick', ...(await signKick(maker.identity, terms)) };
  return { news, maker: maker.identity, other: other.identity, otherSid: other.sid, makerSid: maker.sid };
}

const makers: readonly Maker[] = [
  alteredByte,
  alteredByte,
  alteredEpoch,
  ofAnotherKey,
  ofAnotherCall,
  contradicting,
  garbled,
];

const repetitions: readonly Maker[] = [
  (_chance, { news }) => ({ kind: 'repeated', text: writeKick(news) }),
  async (chance, { news, maker }) => {
    const terms = { ...news, epoch: 1 + chance.below(news.epoch), secret: chance.bytes(16) };
    return { kind: 'stale', text: writeKick({ ...terms, ...(await signKick(maker, terms)) }) };
  },
];

function alteredByte(chance: Chance, { news }: TrueRemoval): False {
  const field = chance.pick(FIELDS);
  const bytes = news[field].slice();
  bytes[chance.below(bytes.length)]! ^= 1 + chance.below(255);
  const epoch = chance.pick([news.epoch, news.epoch + LATER]);
  return { kind: `${field} altered`, text: writeKick({ ...news, epoch, [field]: bytes }) };
}

function alteredEpoch(chance: Chance, { news }: TrueRemoval): False {
  return { kind: 'epoch altered', text: writeKick({ ...news, epoch: news.epoch + 1 + chance.below(1_000) }) };
}

async function ofAnotherKey(chance: Chance, { news, other, maker }: TrueRemoval): Promise<False> {
  const terms = { ...news, epoch: news.epoch + LATER, secret: chance.bytes(16) };
  const signed = await signKick(other, terms);
  const key = chance.pick([other.publicKey, maker.publicKey]);
  return { kind: 'under another key', text: writeKick({ ...terms, ...signed, key }) };
}

/** Of the same people, in other sessions. */
async function ofAnotherCall(chance: Chance, { news, maker, other }: TrueRemoval): Promise<False> {
  const staying = stayingOf(maker, chance.bytes(16), other, chance.bytes(16));
  const terms = { ...news, epoch: news.epoch + LATER, secret: chance.bytes(16), staying };
  return { kind: 'of another call', text: writeKick({ ...terms, ...(await signKick(maker, terms)) }) };
}

async function contradicting(chance: Chance, truth: TrueRemoval): Promise<False> {
  const { news, maker, makerSid, other, otherSid } = truth;
  const [theMaker, theOther] = [entry(maker, makerSid), entry(other, otherSid)];
  const lists = chance.pick([
    { removed: theMaker, staying: theOther },
    { removed: theMaker, staying: news.staying },
    { removed: theOther, staying: news.staying },
    { removed: news.removed, staying: theOther },
    { removed: entry(maker, chance.bytes(16)), staying: news.staying },
  ]);
  const terms = { ...news, epoch: news.epoch + LATER, secret: chance.bytes(16), ...lists };
  return { kind: 'contradicting itself', text: writeKick({ ...terms, ...(await signKick(maker, terms)) }) };
}

function garbled(chance: Chance, { news }: TrueRemoval): False {
  const text = writeKick({ ...news, epoch: news.epoch + LATER });
  const at = chance.below(text.length);
  const cut = chance.pick([text.slice(0, at), text.slice(0, at) + text.slice(at + 1), `${text}${text}`]);
  return { kind: 'garbled', text: cut };
}

function stayingOf(maker: Identity, makerSid: Uint8Array, other: Identity, otherSid: Uint8Array): Uint8Array {
  return rosterOf([
    { key: maker.publicKey, sid: makerSid },
    { key: other.publicKey, sid: otherSid },
  ]);
}

const entry = ({ publicKey }: Identity, sid: Uint8Array) => rosterOf([{ key: publicKey, sid }]);
