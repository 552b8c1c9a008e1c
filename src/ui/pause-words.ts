/** What is said of a picture that pauses. Pure: a view in, texts out. */
import type { PersonView } from '../app/view.ts';
import { shownLocale } from './locale.ts';
import { callName, fillName, sentences } from './sentences.ts';

/** @param ids of those who do not get one's own picture now; @returns nothing while everybody does */
export function ownPauseWords(ids: readonly string[], people: readonly PersonView[]): string {
  const there = people.filter(({ connection }) => connection.state === 'connected');
  const without = there.filter(({ id }) => ids.includes(id));
  if (without.length === 0) return '';
  if (without.length === there.length) return sentences.sharing.paused;
  const names = without.map(({ name }) => callName(name));
  return fillName(sentences.sharing.pausedFor, new Intl.ListFormat(shownLocale()).format(names));
}
