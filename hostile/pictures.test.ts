import { describe, expect, it } from 'vitest';
import { makeAnswer, readAnswer, readOpen } from '../src/trust/answer.ts';
import { accepted, personOf, shakeHands } from '../src/trust/handshake-fixture.ts';
import { commitmentOf, pictureCode } from '../src/trust/pictures.ts';
import { chanceOf } from './chance.ts';
import { attempt, interleavings, knownAtLastChoice, type Part } from './pictures.ts';

const TRIALS = 8_192;
const GRINDS = 200;
const BUSY = { timeout: 60_000 };
const PARTS: readonly (readonly [Part, Part])[] = [
  ['responder', 'initiator'],
  ['initiator', 'responder'],
  ['responder', 'responder'],
  ['initiator', 'initiator'],
];

function matchesOf(parts: readonly [Part, Part], committed: boolean, trials: number, grinds: number): number {
  const chance = chanceOf(6, trials, grinds);
  const orders = interleavings(parts, committed);
  let matches = 0;
  for (let trial = 0; trial < trials; trial++) {
    if (attempt(chance, parts, orders[trial % orders.length]!, grinds)) matches++;
  }
  return matches;
}

/** Distance from trials / 64 in standard deviations of a binomial distribution. */
function sigmasFrom64th(matches: number, trials: number): number {
  return Math.abs(matches - trials / 64) / Math.sqrt(trials * (1 / 64) * (63 / 64));
}

describe('a man in the middle limited to 6 bits', () => {
  it.each(PARTS)('as %s to one and %s to the other matches once in 64 tries, within 3 σ', BUSY, (...parts) => {
    expect(sigmasFrom64th(matchesOf(parts, true, TRIALS, 1), TRIALS)).toBeLessThan(3);
  });

  it('gains nothing by grinding, whatever order he chooses', BUSY, () => {
    for (const parts of PARTS) expect(sigmasFrom64th(matchesOf(parts, true, 1_024, GRINDS), 1_024)).toBeLessThan(3);
  });

  it('would win nearly always if nobody had to commit', BUSY, () => {
    const orders = interleavings(['responder', 'responder'], false).filter((turns) => knownAtLastChoice(turns) === 2);
    const chance = chanceOf(7);
    const won = Array.from({ length: 100 }, () => attempt(chance, ['responder', 'responder'], orders[0]!, 600));
    expect(won.filter(Boolean).length).toBeGreaterThan(95);
  });
});

describe('grinding', () => {
  it('is impossible in every order of messages: a nonce of the honest is still unknown at his last choice', () => {
    for (const parts of PARTS) {
      for (const turns of interleavings(parts, true)) expect(knownAtLastChoice(turns)).toBeLessThan(2);
    }
  });

  it('is prevented by the real messages in that order: commitment, nonce, opening', async () => {
    const [caller, host] = [personOf('caller'), personOf('host')];
    const { offer, offerRead, answer, answerBody } = await shakeHands(caller, host);
    // Message 2 fixes the responder's nonce before the initiator has rolled hers.
    expect(offerRead.commitment).toEqual(commitmentOf(host.sid, offer.nonce));
    // Message 3 fixes the initiator's: no second answer can be made to one offer.
    await expect(makeAnswer(offerRead, caller.identity, caller.description, caller.dice)).rejects.toThrow(TypeError);
    // Only its reader can make message 4, and only with the nonce promised.
    const other = { ...offer, noise: structuredClone(offer.noise), nonce: new Uint8Array(16).fill(1) };
    const ground = accepted(readAnswer(other, answerBody));
    const { openBody, pictures } = accepted(readAnswer(offer, answerBody));
    expect(pictures).toEqual(pictureCode(answer.h2, answer.nonce, offer.nonce));
    expect(ground.pictures).not.toEqual(pictures);
    const cheated = structuredClone(answer);
    expect(readOpen(cheated, ground.openBody)).toBe('wrong-commitment');
    expect(accepted(readOpen(answer, openBody)).pictures).toEqual(pictures);
  });
});
