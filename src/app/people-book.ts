/**
 * The people one has met, between the calls and the store: reads records at once from memory, changes them through the
 * store, and writes the trail. What a key means is decided in `trust/people.ts`; here is only when that is asked.
 */
import { toBase64Url } from '../base/base64url.ts';
import { equalBytes } from '../base/bytes.ts';
import type {
  Contact,
  ContactDraft,
  ContactList,
  ContactStore,
  Renewal,
  TrailEntry,
  TrailKind,
} from '../call/keeping.ts';
import { normaliseName } from '../call/name.ts';
import { identityFingerprint } from '../trust/link.ts';
import { type Person, stepTrust, type TrustEvent } from '../trust/people.ts';
import { nameSkeleton } from '../trust/skeleton.ts';

export interface BookPorts {
  readonly contacts: ContactStore;
  noteTrust(entry: TrailEntry): Promise<boolean>;
  /** One's own change of key; null when there was none. */
  loadRenewal(): Promise<Renewal | null>;
  /** Calendar time, ms since 1970. */
  dateMs(): number;
}

export interface Meeting {
  /** The identity key proven, 32 bytes. */
  readonly key: Uint8Array;
  /** What they call themselves, normalised. */
  readonly name: string;
  /** The link's fingerprint is this key's. */
  readonly namedByLink: boolean;
  /** p of this call, 32 bytes. */
  readonly pairSecret: Uint8Array | null;
}

const NOTHING: ContactList = { state: 'temporary', contacts: [], damagedIds: [] };

/** Which line of the trail a change of state leaves. */
const TRAIL_OF: Readonly<Record<TrustEvent['kind'], TrailKind>> = {
  met: 'met',
  confirmed: 'verified',
  accepted: 'accepted',
  declined: 'declined',
  rotated: 'rotated',
  blocked: 'blocked',
  revoked: 'revoked',
  forgotten: 'forgotten',
};

export class PeopleBook {
  readonly #ports: BookPorts;
  #list: ContactList = NOTHING;
  #renewal: Renewal | null | undefined;
  #byKey = new Map<string, Contact>();
  /** By the skeleton of the name they are known by. */
  #bySkeleton = new Map<string, Contact[]>();
  readonly #listeners = new Set<() => void>();
  /** Changes follow each other, so that each sees what the one before it made. */
  #last: Promise<void> = Promise.resolve();

  constructor(ports: BookPorts) {
    this.#ports = ports;
  }

  /** One's own change of key, once the book is open. */
  get renewal(): Renewal | null {
    return this.#renewal ?? null;
  }

  get list(): ContactList {
    return this.#list;
  }

  /** Reads the records anew: another tab may have changed them. */
  async open(): Promise<void> {
    if (this.#renewal === undefined) this.#renewal = await this.#ports.loadRenewal();
    this.#list = await this.#ports.contacts.list();
    this.#byKey = new Map(this.#list.contacts.map((contact) => [toBase64Url(contact.person.key), contact]));
    this.#bySkeleton = new Map();
    for (const contact of this.#list.contacts) {
      const skeleton = nameSkeleton(nameOf(contact));
      if (skeleton) this.#bySkeleton.set(skeleton, [...(this.#bySkeleton.get(skeleton) ?? []), contact]);
    }
    for (const listener of this.#listeners) listener();
  }

  /** @returns how to stop */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param key 32 bytes */
  byKey(key: Uint8Array): Contact | null {
    return this.#byKey.get(toBase64Url(key)) ?? null;
  }

  byId(id: string): Contact | null {
    return this.#list.contacts.find((contact) => contact.id === id) ?? null;
  }

  /** Contacts with another key whose names this one could be taken for; verified ones first. */
  namesakes(name: string, key: Uint8Array): readonly Contact[] {
    const alike = name === '' ? [] : (this.#bySkeleton.get(nameSkeleton(name)) ?? []);
    const others = alike.filter(({ person }) => !equalBytes(person.key, key) && person.trust.state !== 'revoked');
    return others.sort((a, b) => Number(wasVerified(b.person)) - Number(wasVerified(a.person)));
  }

  /** The key on record, or a new one, was met in a call that is open to it. */
  met(meeting: Meeting): Promise<void> {
    return this.#inTurn(async () => {
      const { key, namedByLink } = meeting;
      const event = { kind: 'met', key, namedByLink } as const;
      await this.#step(this.byKey(key)?.id ?? null, event, (contact) => withMeeting(contact, meeting));
    });
  }

  /** Another key than this record's was met where its person was expected. */
  metInPlaceOf(id: string, key: Uint8Array): Promise<void> {
    return this.#inTurn(() => this.#step(id, { kind: 'met', key, namedByLink: false }));
  }

  /**
   * The user compared for this key.
   * @param name what to remember them by where no name was given yet
   */
  confirmed(key: Uint8Array, how: 'sas' | 'number' | 'qr', name: string): Promise<void> {
    return this.#inTurn(async () => {
      const contact = this.byKey(key);
      const confirmed = (it: ContactDraft) => ({ ...it, petname: it.petname || name, needsChecking: false });
      if (contact) await this.#step(contact.id, { kind: 'confirmed', key, how }, confirmed);
    });
  }

  /** The user takes this key for the new one of that person. A record the key had of its own goes into theirs. */
  accepted(id: string, key: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      const own = this.byKey(key);
      // The record may have been calm again in between: the key is offered once more, by the user's own word.
      await this.#step(id, { kind: 'met', key, namedByLink: false });
      await this.#step(id, { kind: 'accepted', key });
      if (own && own.id !== id) await this.#ports.contacts.change(own.id, () => null);
      await this.open();
    });
  }

  /** The key on record signed this one in its place. */
  rotated(id: string, newKey: Uint8Array): Promise<void> {
    return this.#inTurn(() => this.#step(id, { kind: 'rotated', newKey }));
  }

  /** The key on record signed that it must not be trusted any more. */
  revoked(id: string): Promise<void> {
    return this.#inTurn(() => this.#step(id, { kind: 'revoked' }));
  }

  declined(id: string): Promise<void> {
    return this.#inTurn(() => this.#step(id, { kind: 'declined' }));
  }

  blocked(id: string): Promise<void> {
    return this.#inTurn(() => this.#step(id, { kind: 'blocked' }));
  }

  forgotten(id: string): Promise<void> {
    return this.#inTurn(() => this.#step(id, { kind: 'forgotten' }));
  }

  /** @param text raw, from a field */
  renamed(id: string, text: string): Promise<void> {
    return this.#change(id, (contact) => contact && { ...contact, petname: normaliseName(text) });
  }

  mayRing(id: string, mayRing: boolean): Promise<void> {
    return this.#change(id, (contact) => contact && { ...contact, mayRing });
  }

  /** They rang and nobody answered. */
  missed(id: string): Promise<void> {
    const lastMs = this.#ports.dateMs();
    return this.#change(id, (it) => it && { ...it, missed: { count: (it.missed?.count ?? 0) + 1, lastMs } });
  }

  missedSeen(id: string): Promise<void> {
    if (!this.byId(id)?.missed) return Promise.resolve();
    return this.#change(id, (it) => it && { ...it, missed: null });
  }

  note(kind: TrailKind, contactId: string | null, key: Uint8Array | null): void {
    const fingerprint = key && toBase64Url(identityFingerprint(key));
    void this.#ports.noteTrust({ atMs: this.#ports.dateMs(), kind, contactId, fingerprint });
  }

  #change(id: string, change: (contact: Contact | null) => ContactDraft | null): Promise<void> {
    return this.#inTurn(async () => {
      await this.#ports.contacts.change(id, change);
      await this.open();
    });
  }

  /** One step of trust, with whatever else of the record it changes; a line of the trail where the state moved. */
  async #step(id: string | null, event: TrustEvent, more: (it: ContactDraft) => ContactDraft = same): Promise<void> {
    const nowMs = this.#ports.dateMs();
    let before: Person | null = null;
    let after: Person | null = null;
    await this.#ports.contacts.change(id, (contact) => {
      before = contact?.person ?? null;
      after = stepTrust(before, event, nowMs);
      if (!after) return null;
      // What does not concern the record leaves it as it is.
      return contact && after === before ? contact : more({ ...(contact ?? EMPTY), person: after });
    });
    await this.open();
    this.#noteStep(id, event, before, after);
  }

  #noteStep(id: string | null, event: TrustEvent, before: Person | null, after: Person | null): void {
    if (before === after) return;
    const key = (after ?? before)?.key ?? null;
    const contactId = id ?? (key && this.byKey(key)?.id) ?? null;
    if (event.kind !== 'met') return this.note(TRAIL_OF[event.kind], contactId, key);
    if (!before) this.note('met', contactId, key);
    const isChanged = after?.trust.state === 'changed';
    if (isChanged && before?.trust.state !== 'changed') this.note('key-changed', contactId, event.key);
    const isVerified = after?.trust.state === 'verified';
    if (isVerified && before?.trust.state !== 'verified' && !isChanged) this.note('verified', contactId, key);
  }

  #inTurn(errand: () => Promise<void>): Promise<void> {
    // A store never throws; should it, the next change must still have its turn.
    this.#last = this.#last.then(errand, errand);
    return this.#last;
  }
}

const EMPTY: Omit<ContactDraft, 'person'> = {
  petname: '',
  selfName: '',
  pairSecret: null,
  earlierSecret: null,
  missed: null,
  needsChecking: false,
  mayRing: true,
};

function same(contact: ContactDraft): ContactDraft {
  return contact;
}

function withMeeting(contact: ContactDraft, { name, namedByLink, pairSecret }: Meeting): ContactDraft {
  const isSame = pairSecret === null || (contact.pairSecret && equalBytes(contact.pairSecret, pairSecret));
  return {
    ...contact,
    petname: contact.petname || (namedByLink ? name : ''),
    selfName: name || contact.selfName,
    pairSecret: pairSecret ?? contact.pairSecret,
    // The other side may not have stored the new one: it was cut off, or had no room.
    earlierSecret: isSame ? contact.earlierSecret : contact.pairSecret,
  };
}

/** What the user calls somebody: the name he gave or verified, else the one they last gave themselves. */
export function nameOf({ petname, selfName }: Pick<Contact, 'petname' | 'selfName'>): string {
  return petname || selfName;
}

/** Whether the pinned key is or was verified, before whatever was offered in its place. */
export function wasVerified({ trust }: Person): boolean {
  return (trust.state === 'changed' ? trust.was : trust).state === 'verified';
}
