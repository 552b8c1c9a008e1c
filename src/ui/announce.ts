/** What a screen reader is told unasked: who came, who went, whether one is heard. Levels and clocks never. Pure. */
import type { GroupView } from '../app/group-view.ts';
import type { SharingView } from '../app/sharing-view.ts';
import type { CallView, ChatView, PersonView, View } from '../app/view.ts';
import { callName, fillName, sentences } from './sentences.ts';

/** Nobody wants 4 KiB read aloud unasked. */
const SAID_LENGTH = 200;

/** The texts to say after `before` became `after`; usually none. */
export function announcements(before: View | undefined, after: View): readonly string[] {
  if (after.screen.name !== 'call') return [];
  const earlier = before?.screen.name === 'call' ? before.screen.call : undefined;
  const now = after.screen.call;
  const written = before?.screen.name === 'call' ? newEntries(before.chat, after.chat) : [];
  return [
    ...peopleChanges(earlier?.people ?? [], now),
    ...newNotices(earlier, now),
    ...ownChanges(earlier, now),
    ...written,
    ...(before ? groupChanges(before.group, after.group) : []),
    ...(before ? screenChanges(before.sharing, after.sharing, now) : []),
  ];
}

/** What one would not see without looking; a dialog that is open speaks for itself. */
function groupChanges(earlier: GroupView, now: GroupView): readonly string[] {
  const { listsDiffer, listsDifferHelp, asked, endings } = sentences.group;
  const isRefused = ({ pictures }: GroupView) => pictures.state === 'ended' && pictures.why === 'refused';
  return [
    ...(now.listsDiffer && !earlier.listsDiffer ? [`${listsDiffer} ${listsDifferHelp}`] : []),
    ...(now.askedBy !== null && earlier.askedBy === null ? [fillName(asked, callName(now.askedBy))] : []),
    ...(isRefused(now) && !isRefused(earlier) ? [`${endings.refused.title} ${endings.refused.help}`] : []),
  ];
}

function peopleChanges(earlier: readonly PersonView[], now: CallView): readonly string[] {
  const { joined, back, reconnecting } = sentences.announce;
  const texts: string[] = [];
  for (const person of now.people) {
    const { id, name, connection } = person;
    const was = earlier.find((person) => person.id === id)?.connection.state;
    texts.push(...trustChange(earlier, person));
    if (was === connection.state) continue;
    if (connection.state === 'connected') texts.push(fillName(was === 'reconnecting' ? back : joined, name));
    if (connection.state === 'reconnecting') texts.push(fillName(reconnecting, name));
  }
  return [...texts, ...departures(earlier, now)];
}

/** The alarm itself is a dialog and announced as one. */
function trustChange(earlier: readonly PersonView[], { id, name, trust, known }: PersonView): readonly string[] {
  const was = earlier.find((person) => person.id === id)?.trust;
  const texts = knownChange(earlier, { id, name, trust, known });
  if (was === undefined || was === trust || (trust !== 'compared' && trust !== 'differs')) return texts;
  return [...texts, fillName(sentences.announce[trust], name)];
}

/** What their key turned out to be, and whether they hear us; each once. */
function knownChange(
  earlier: readonly PersonView[],
  { id, name, known }: Pick<PersonView, 'id' | 'name' | 'trust' | 'known'>,
): readonly string[] {
  const { verified, changed, namesake, holdsUs, released } = sentences.announce;
  const was = earlier.find((person) => person.id === id)?.known;
  const texts: string[] = [];
  const isNews = was?.standing !== known.standing;
  if (isNews && was !== undefined && known.standing === 'verified') texts.push(fillName(verified, name));
  if (isNews && (known.standing === 'changed' || known.standing === 'rotated')) texts.push(fillName(changed, name));
  if (known.namesake !== null && !was?.namesake && known.hold === null) texts.push(fillName(namesake, name));
  if (known.holdsUs !== (was?.holdsUs ?? false)) texts.push(fillName(known.holdsUs ? holdsUs : released, name));
  return texts;
}

/** Whoever is over or missing, unless a notice says it already. */
function departures(earlier: readonly PersonView[], now: CallView): readonly string[] {
  const present = new Set(now.people.filter(({ connection }) => connection.state !== 'over').map(({ id }) => id));
  return earlier
    .filter(({ id, connection }) => connection.state !== 'over' && !present.has(id))
    .filter(({ name }) => !now.notices.some(({ personName }) => personName === name))
    .map(({ name }) => fillName(sentences.announce.gone, name));
}

function newNotices(earlier: CallView | undefined, now: CallView): readonly string[] {
  const known = new Set(earlier?.notices.map(({ id }) => id));
  return now.notices
    .filter(({ id }) => !known.has(id))
    .map(({ code, personName, byName }) => {
      const { title, help } = sentences.troubles[code];
      return fillName(`${title}. ${help}`, personName, byName);
    });
}

function screenChanges(earlier: SharingView, now: SharingView, { people }: CallView): readonly string[] {
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? '';
  const without = (screens: SharingView['screens'], others: SharingView['screens']) =>
    screens.filter(({ id }) => !others.some((other) => other.id === id));
  const { announceShared, announceStopped } = sentences.sharing;
  return [
    ...without(now.screens, earlier.screens).map(({ id }) => fillName(announceShared, nameOf(id))),
    ...without(earlier.screens, now.screens).map(({ id }) => fillName(announceStopped, nameOf(id))),
  ];
}

/** What the others wrote, while the panel is closed: open, it speaks for itself. */
function newEntries(earlier: ChatView, now: ChatView): readonly string[] {
  if (now.open || now.entries === earlier.entries) return [];
  const known = earlier.entries.at(-1)?.id ?? 0;
  return now.entries.flatMap((entry) => {
    if (entry.id <= known || entry.from === null) return [];
    const { announce, announceFile } = sentences.chat;
    const sentence = fillName(entry.kind === 'text' ? announce : announceFile, entry.from.name);
    return [entry.kind === 'text' ? sentence.replace('{text}', () => entry.text.slice(0, SAID_LENGTH)) : sentence];
  });
}

function ownChanges(earlier: CallView | undefined, now: CallView): readonly string[] {
  if (earlier === undefined) return [];
  const texts: string[] = [];
  const { muted, unmuted, copied } = sentences.announce;
  if (now.mute.state === 'muted' && earlier.mute.state !== 'muted') texts.push(muted);
  if (now.mute.state === 'open' && earlier.mute.state !== 'open') texts.push(unmuted);
  if (speaksUnheard(now) && !speaksUnheard(earlier)) texts.push(sentences.call.mutedHint);
  if (now.linkCopied && !earlier.linkCopied) texts.push(copied);
  if (now.soundBlocked && !earlier.soundBlocked) texts.push(sentences.troubles.SOUND_BLOCKED.title);
  return texts;
}

function speaksUnheard({ mute }: CallView): boolean {
  return mute.state === 'muted' && mute.speakingWhileMuted;
}
