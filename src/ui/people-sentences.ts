/** Every text about people and keys, as `sentences.ts` holds the others; those screens come late. */
import type { HowVerified } from '../app/people-view.ts';
import { people } from './english/people.ts';
import { lateSentences } from './sentences.ts';
import { dateText } from './units-words.ts';

export const peopleSentences = lateSentences('people', people);

/** "Verified by pictures on 3 May", or nothing. */
export function verifiedWords(how: HowVerified | null, verifiedMs: number | null): string {
  return how && verifiedMs !== null ? fillDate(peopleSentences.verifiedBy[how], verifiedMs) : '';
}

export function fillDate(sentence: string, dateMs: number): string {
  return sentence.replaceAll('{date}', () => dateText(dateMs));
}
