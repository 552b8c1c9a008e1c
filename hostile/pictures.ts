/**
 * A man in the middle who wants both sides to see the same first picture. He holds two sessions and has one free nonce in
 * each; what counts is which nonces of the honest he knows when he fixes the last of his own.
 */
import { type PictureCode, pictureCode } from '../src/trust/pictures.ts';
import type { Chance } from './chance.ts';

/** Part of the man in the middle in one session: who answers a greeting commits first and opens last. */
export type Part = 'initiator' | 'responder';

/**
 * What fixes or tells a nonce, in the order that the handshake enforces: the responder commits in message 2, the
 * initiator tells in message 3, and only then the responder opens in message 4.
 */
const ORDER: Readonly<Record<Part, readonly Move[]>> = {
  // He answers: his commitment goes out before Anna tells hers.
  responder: ['he fixes', 'they tell'],
  // He greets: he must tell in message 3 before Ben opens in message 4.
  initiator: ['he fixes', 'they tell'],
};
/** Without the commitment the responder could wait for message 3 and choose afterwards. */
const UNCOMMITTED: Readonly<Record<Part, readonly Move[]>> = {
  responder: ['they tell', 'he fixes'],
  initiator: ['he fixes', 'they tell'],
};

type Move = 'he fixes' | 'they tell';
export interface Turn {
  readonly side: 0 | 1;
  readonly move: Move;
}

/** Every way to interleave two sessions, keeping the order inside each. */
export function interleavings(parts: readonly [Part, Part], committed: boolean): Turn[][] {
  const orders = committed ? ORDER : UNCOMMITTED;
  const merge = (left: readonly Turn[], right: readonly Turn[]): Turn[][] => {
    if (left.length === 0 || right.length === 0) return [[...left, ...right]];
    const [a, b] = [left[0]!, right[0]!];
    return [
      ...merge(left.slice(1), right).map((rest) => [a, ...rest]),
      ...merge(left, right.slice(1)).map((rest) => [b, ...rest]),
    ];
  };
  const turns = (side: 0 | 1) => orders[parts[side]].map((move) => ({ side, move }));
  return merge(turns(0), turns(1));
}

/** How many of the two honest nonces are known when the last of his own is fixed; to grind he needs both. */
export function knownAtLastChoice(turns: readonly Turn[]): number {
  const last = turns.findLastIndex(({ move }) => move === 'he fixes');
  return turns.slice(0, last).filter(({ move }) => move === 'they tell').length;
}

interface Session {
  readonly h2: Uint8Array;
  theirs: Uint8Array;
  own: Uint8Array;
}

/**
 * One attempt. At his last choice he tries `grinds` nonces and takes the first that would make the pictures match; for
 * an honest nonce that he does not know yet he can only assume one.
 * @returns whether the first pictures, 6 bits, are the same
 */
export function attempt(chance: Chance, parts: readonly [Part, Part], turns: readonly Turn[], grinds: number): boolean {
  const session = (): Session => ({ h2: chance.bytes(32), theirs: chance.bytes(16), own: chance.bytes(16) });
  const truth = [session(), session()] as const;
  const belief = truth.map((it) => ({ ...it, theirs: chance.bytes(16) }));
  const last = turns.findLastIndex(({ move }) => move === 'he fixes');
  for (const { side, move } of turns.slice(0, last))
    if (move === 'they tell') belief[side]!.theirs = truth[side].theirs;
  const { side } = turns[last]!;
  const wanted = codeOf(parts[1 - side]!, belief[1 - side]!)[0];
  for (let i = 0; i < grinds; i++) {
    belief[side]!.own = chance.bytes(16);
    if (codeOf(parts[side], belief[side]!)[0] === wanted) break;
  }
  truth[side].own = belief[side]!.own;
  return codeOf(parts[0], truth[0])[0] === codeOf(parts[1], truth[1])[0];
}

function codeOf(part: Part, { h2, own, theirs }: Session): PictureCode {
  return part === 'initiator' ? pictureCode(h2, own, theirs) : pictureCode(h2, theirs, own);
}
