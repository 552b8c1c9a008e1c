/**
 * Who may be heard in this call, and why not: holds what the handshakes proved against the people book, the link and
 * what the user decided. Kept by key, not by session: whoever comes back with the same key is the same person.
 * Asked again at every change; nothing here remembers more than decisions and who was met.
 */
import { toBase64Url } from '../base/base64url.ts';
import type { Contact, Renewal } from '../call/keeping.ts';
import { type Invite, isInviter } from '../trust/link.ts';
import { alarmOf, welcome } from '../trust/people.ts';
import { REVOCATION_BYTES, readRevocation, readRotation } from '../trust/rotation.ts';
import { looksLike } from '../trust/skeleton.ts';
import type { Member } from './member.ts';
import { nameOf, type PeopleBook, wasVerified } from './people-book.ts';
import { type Decision, type ExpectedView, type Hold, type KnownView, type Standing, UNKNOWN } from './people-view.ts';
import type { Trust } from './view.ts';

/** How this call came about: by a link, one's own or another's, or by calling a contact. */
export type Entry =
  | { readonly kind: 'link'; readonly invite: Invite; readonly isOwn: boolean }
  | { readonly kind: 'contact'; readonly contactId: string };

/** What is done about a member now. */
export interface Verdict {
  readonly trust: Trust;
  readonly known: KnownView;
  /** Nothing is sent to them or heard of them: they are held, or it is not known yet who they are. */
  readonly silent: boolean;
}

/** `differs`: they differ, and the user talks all the same. */
export type PicturesFinding = 'compared' | 'held' | 'differs';

/** In a group others may be met before the one who sent the link; only then is it worth a word. */
const INVITER_GRACE_MS = 3_000;

const PENDING: Verdict = { trust: 'new', known: UNKNOWN, silent: true };

export class CallTrust {
  readonly #book: PeopleBook;
  readonly #nowMs: () => number;
  #entry: Entry | null = null;
  #inviterMet = false;
  readonly #pictures = new Map<string, PicturesFinding>();
  readonly #decisions = new Map<string, Decision>();
  /** Keys whose meeting went into the book, with whether there was a record before. */
  readonly #met = new Map<string, { readonly wasKnown: boolean }>();
  /** Since when a key is held for not being the link's, ms. */
  readonly #strangerSinceMs = new Map<string, number>();
  /** Keys whose place-taking went into the book. */
  readonly #reported = new Set<string>();
  /** Keys that took the place of another by its own signature. */
  readonly #renewed = new Set<string>();

  constructor(book: PeopleBook, nowMs: () => number) {
    this.#book = book;
    this.#nowMs = nowMs;
  }

  /** One's own change of key, to be told to everybody. */
  get renewal(): Renewal | null {
    return this.#book.renewal;
  }

  begin(entry: Entry): void {
    this.forget();
    this.#entry = entry;
  }

  forget(): void {
    this.#entry = null;
    this.#inviterMet = false;
    for (const memory of [this.#pictures, this.#decisions, this.#met, this.#strangerSinceMs]) memory.clear();
    this.#reported.clear();
    this.#renewed.clear();
  }

  /** Whether somebody with this key is answered at all. @param key 32 bytes */
  admits(key: Uint8Array): boolean {
    if (this.#decisions.get(toBase64Url(key)) === 'decline') return false;
    return this.#book.byKey(key)?.person.trust.state !== 'revoked';
  }

  /** What the user found when comparing the pictures, or decided about somebody held. */
  decide({ name, pair }: Member, finding: PicturesFinding | Decision): void {
    const key = pair.pairing.theirKey();
    if (!key) return;
    if (isPictures(finding)) return this.#comparedPictures(key, finding, name);
    const expected = this.#expected(key, name);
    this.#decisions.set(toBase64Url(key), finding);
    if (!expected) return;
    if (finding === 'accept') void this.#book.accepted(expected.id, key);
    if (finding === 'decline' || finding === 'another') void this.#book.declined(expected.id);
  }

  #comparedPictures(key: Uint8Array, finding: PicturesFinding, name: string): void {
    this.#pictures.set(toBase64Url(key), finding);
    if (finding !== 'compared') return;
    const expected = this.#expected(key, name);
    // Comparing with whoever came in a contact's place is taking the key for theirs, and more.
    if (expected) void this.#book.accepted(expected.id, key);
    else if (!this.#met.has(toBase64Url(key))) this.#decisions.set(toBase64Url(key), 'stay');
    void this.#book.confirmed(key, 'sas', name);
  }

  /** Decides about a member, before any sound passes; what is new goes into the book. */
  look(member: Member): Verdict {
    const { pair, name, holdsUs } = member;
    const key = pair.pairing.theirKey();
    // A key counts only once the channel has proven that it is of those who are heard; then they say their name.
    if (!key || !pair.channelProven || !member.presented) return PENDING;
    if (this.#hearsRevocation(member) || this.#followsRenewal(member, key)) return PENDING;
    const id = toBase64Url(key);
    const isSender = this.#isSender(key);
    if (isSender) this.#inviterMet = true;
    const expected = this.#expected(key, name);
    const hold = this.#holdOf(key, expected);
    if (hold === 'changed' && expected) this.#report(expected, key);
    else if (hold !== 'stranger') this.#meet(member, key, isSender === true);
    const pictures = this.#pictures.get(id) ?? 'new';
    const isShown = hold !== null && (hold !== 'stranger' || this.#isGraceOver(id));
    const known = { ...this.#knownOf(key, name), hold: isShown ? hold : null, holdsUs };
    const trust = isShown ? 'held' : pictures === 'held' ? 'new' : pictures;
    if (!isShown || hold !== 'changed') return { trust, known, silent: hold !== null };
    return { trust, known: { ...known, expected: expected && this.#expectedView(expected) }, silent: true };
  }

  /** A known key was given up by its own word, whoever brings it; until that is written nobody is judged by it. */
  #hearsRevocation({ renewal }: Member): boolean {
    if (renewal?.statement.length !== REVOCATION_BYTES) return false;
    const known = this.#book.byKey(renewal.oldKey);
    if (!known || known.person.trust.state === 'revoked') return false;
    const id = toBase64Url(renewal.oldKey);
    if (this.#renewed.has(id)) return true;
    if (typeof readRevocation(renewal.oldKey, renewal.statement) === 'string') return false;
    this.#renewed.add(id);
    void this.#book.revoked(known.id);
    return true;
  }

  /** A key signed by one that is known takes its place, once; until that is written nobody is judged by it. */
  #followsRenewal({ renewal }: Member, key: Uint8Array): boolean {
    const id = toBase64Url(key);
    if (!renewal || this.#book.byKey(key)) return false;
    const known = this.#book.byKey(renewal.oldKey);
    if (!known || known.person.trust.state === 'revoked') return false;
    if (this.#renewed.has(id)) return true;
    const read = readRotation(renewal.oldKey, renewal.statement);
    if (typeof read === 'string' || toBase64Url(read.newKey) !== id) return false;
    this.#renewed.add(id);
    void this.#book.rotated(known.id, key);
    return true;
  }

  #holdOf(key: Uint8Array, expected: Contact | null): Hold | null {
    const known = this.#book.byKey(key);
    const isExpectedHere = this.#isSender(key);
    const outcome = welcome({
      key,
      known: known?.person ?? null,
      expected: expected?.person ?? null,
      isInviter: this.#waitsForSender(key, known) ? isExpectedHere : null,
    });
    if (outcome === 'hold-changed') return 'changed';
    if (this.#pictures.get(toBase64Url(key)) === 'held') return 'pictures';
    return outcome === 'hold-not-inviter' ? 'stranger' : null;
  }

  /** Whether the link names this key as its maker's; null when it names nobody or is one's own. */
  #isSender(key: Uint8Array): boolean | null {
    return this.#entry?.kind === 'link' && !this.#entry.isOwn ? isInviter(this.#entry.invite, key) : null;
  }

  /** Until the sender is there everybody else must be looked at, but for people who were verified anyway. */
  #waitsForSender(key: Uint8Array, known: Contact | null): boolean {
    const isVerified = known !== null && known.person.trust.state === 'verified' && !known.needsChecking;
    return !this.#inviterMet && !isVerified && this.#decisions.get(toBase64Url(key)) !== 'stay';
  }

  /** Whose place this key takes: of the contact who was called, or of a verified one with the same name. */
  #expected(key: Uint8Array, name: string): Contact | null {
    const decision = this.#decisions.get(toBase64Url(key));
    if (decision === 'another' || decision === 'accept') return null;
    const known = this.#book.byKey(key);
    if (this.#entry?.kind === 'contact') {
      const called = this.#book.byId(this.#entry.contactId);
      return called && called.id !== known?.id ? called : null;
    }
    // Whom one knows by that name from earlier is himself; whoever takes a verified one's name later is not.
    const wasKnown = known !== null && this.#met.get(toBase64Url(key))?.wasKnown !== false;
    if (wasKnown && (wasVerified(known.person) || looksLike(nameOf(known), name))) return null;
    return this.#book.namesakes(name, key).find(({ person }) => wasVerified(person)) ?? null;
  }

  /** The first time: the record says that another key came; where that is only worth a notice, it takes it. */
  #report(expected: Contact, key: Uint8Array): void {
    if (this.#reported.has(toBase64Url(key))) return;
    this.#reported.add(toBase64Url(key));
    void this.#book.metInPlaceOf(expected.id, key).then(() => {
      const person = this.#book.byId(expected.id)?.person;
      if (person && alarmOf(person) === 'notice') return this.#book.accepted(expected.id, key);
      return undefined;
    });
  }

  #meet({ name, pair }: Member, key: Uint8Array, namedByLink: boolean): void {
    const id = toBase64Url(key);
    if (this.#met.has(id)) return;
    this.#met.set(id, { wasKnown: this.#book.byKey(key) !== null });
    void this.#book.met({ key, name, namedByLink, pairSecret: pair.pairing.contactSecret() });
  }

  #isGraceOver(id: string): boolean {
    const nowMs = this.#nowMs();
    const sinceMs = this.#strangerSinceMs.get(id) ?? nowMs;
    this.#strangerSinceMs.set(id, sinceMs);
    return nowMs - sinceMs >= INVITER_GRACE_MS;
  }

  #knownOf(key: Uint8Array, name: string): KnownView {
    const contact = this.#book.byKey(key);
    const namesake = this.#book.namesakes(name, key)[0];
    const isOwnName = contact !== null && contact.person.trust.state === 'verified';
    const flag = namesake && !isOwnName ? nameOf(namesake) : null;
    if (!contact) return { ...UNKNOWN, namesake: flag };
    const { trust } = contact.person;
    const isOther = this.#decisions.get(toBase64Url(key)) === 'another';
    const isReplaced = this.#reported.has(toBase64Url(key)) && !isOther && trust.state === 'seen';
    const isNew = this.#met.get(toBase64Url(key))?.wasKnown === false && trust.state === 'seen';
    return {
      ...UNKNOWN,
      contactId: contact.id,
      standing: isReplaced ? 'changed' : isNew ? 'new' : standingOf(contact),
      how: trust.state === 'verified' ? trust.how : null,
      verifiedMs: trust.state === 'verified' ? trust.atMs : null,
      namesake: flag,
      alias: contact.petname && contact.petname !== name ? name : null,
    };
  }

  #expectedView({ id, petname, selfName, person }: Contact): ExpectedView {
    const trust = person.trust.state === 'changed' ? person.trust.was : person.trust;
    const verified = trust.state === 'verified' ? trust : null;
    return {
      id,
      name: nameOf({ petname, selfName }),
      verifiedMs: verified?.atMs ?? null,
      how: verified?.how ?? null,
      lastSeenMs: person.lastSeenMs,
      byName: this.#entry?.kind !== 'contact',
    };
  }

  /** What somebody is called here: never by a name of their choice where the user gave or verified one. */
  nameOf({ name, pair }: Member): string {
    const key = pair.pairing.theirKey();
    return (key && pair.channelProven && this.#book.byKey(key)?.petname) || name;
  }
}

function isPictures(finding: PicturesFinding | Decision): finding is PicturesFinding {
  return finding === 'compared' || finding === 'held' || finding === 'differs';
}

export function standingOf({ person, needsChecking }: Contact): Standing {
  const { trust } = person;
  if (trust.state === 'revoked') return trust.by === 'user' ? 'blocked' : 'revoked';
  if (needsChecking) return 'needs-checking';
  return trust.state;
}
