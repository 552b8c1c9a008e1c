/**
 * People, keys and rings outside the call's own tiles: which page is shown, and what the user wishes there. Everything
 * shown is read anew from the people book whenever that changes.
 */
import { toBase64Url } from '../base/base64url.ts';
import type { Contact, KeptIdentity } from '../call/keeping.ts';
import { identityFingerprint } from '../trust/link.ts';
import { readSafetyNumber, safetyNumberSlowly } from '../trust/safety-number.ts';
import { BackupDesk, type BackupPorts } from './backup-desk.ts';
import { standingOf } from './call-trust.ts';
import { LockDesk, type LockPorts } from './lock-desk.ts';
import { nameOf, type PeopleBook } from './people-book.ts';
import type { ContactView, Decision, PeopleAction, PeoplePage, PeopleView, TrailLine } from './people-view.ts';
import type { ViewStore } from './store.ts';

export interface DeskPorts extends BackupPorts, LockPorts {
  openIdentity(): Promise<KeptIdentity>;
  /** Lets the page breathe between two stretches of work. */
  breathe(): Promise<void>;
}

/** What of calls the desk needs. */
export interface CallDoor {
  decide(personId: string, decision: Decision): void;
}

/** Ringing and being rung; see `doorbell.ts`. */
export interface Bell {
  /** Who may ring has changed. */
  refresh(): void;
  call(contactId: string): void;
  accept(): void;
  decline(): void;
  silence(): void;
  stop(): void;
}

export interface PeopleDeskOptions {
  readonly store: ViewStore;
  readonly book: PeopleBook;
  readonly calls: CallDoor;
  readonly bell: Bell;
  readonly ports: DeskPorts;
}

/** Characters of a fingerprint that are shown in the trail. */
const SHORT_FINGERPRINT = 8;

export class PeopleDesk {
  readonly #options: PeopleDeskOptions;
  readonly #backup: BackupDesk;
  readonly #lock: LockDesk;
  #identity: KeptIdentity | null = null;

  constructor(options: PeopleDeskOptions) {
    this.#options = options;
    const { ports, book } = options;
    this.#backup = new BackupDesk({ ports, book, show: (change) => this.#backupChanged(change) });
    const view = () => this.#view;
    this.#lock = new LockDesk({ ports, view, show: (change) => this.#show(change), note: (kind) => this.#note(kind) });
    book.subscribe(() => this.#bookChanged());
  }

  /** Opens identity and book, and shows what became of them. */
  async start(): Promise<void> {
    const { book, ports } = this.#options;
    const identity = await ports.openIdentity();
    this.#identity = identity;
    this.#backup.identity = identity;
    await book.open();
    const { publicKey } = identity.identity;
    if (identity.state === 'fresh') book.note('identity-made', null, publicKey);
    if (identity.state === 'restored') book.note('identity-restored', null, publicKey);
    if (identity.state === 'lost') book.note('identity-lost', null, null);
    const fingerprint = identity.state === 'lost' ? identity.fingerprint : toBase64Url(identityFingerprint(publicKey));
    this.#show({ identity: identity.state, fingerprint });
  }

  /** For whoever is about to sign, in the tap that wants it. @returns whether the key signs */
  async unlock(): Promise<boolean> {
    if (this.#view.identity === 'locked') await this.#lock.act('unlock-key');
    return this.#view.identity !== 'locked';
  }

  #backupChanged(change: Partial<PeopleView>): void {
    this.#show(change);
    if (change.backup?.state === 'made' && change.backup.hasIdentity) this.#lock.backedUp();
  }

  #note(kind: 'identity-locked' | 'identity-unlocked'): void {
    this.#options.book.note(kind, null, this.#identity?.identity.publicKey ?? null);
  }

  act(action: PeopleAction): void {
    const { book, calls, bell } = this.#options;
    switch (action.kind) {
      case 'decide':
        return calls.decide(action.personId, action.decision);
      case 'rename':
        return void book.renamed(action.id, action.text);
      case 'allow-ringing':
        return void book.mayRing(action.id, action.mayRing);
      case 'block':
        return void book.blocked(action.id);
      case 'forget':
        return this.#forget(action.id);
      case 'confirm':
        return this.#confirm(action.id, action.how);
      case 'scanned':
        return this.#scanned(action.id, action.text);
      case 'call':
        this.#showPage(null);
        void book.missedSeen(action.id);
        return void this.unlock().then((isOpen) => isOpen && bell.call(action.id));
      case 'accept-ring':
        return void this.unlock().then((isOpen) => isOpen && bell.accept());
      case 'decline-ring':
        return bell.decline();
      case 'silence-ring':
        return bell.silence();
      case 'stop-ring':
        return bell.stop();
      case 'save-trail':
        return void this.#saveTrail();
      case 'lock-key':
      case 'unlock-key':
      case 'remove-lock':
        return void this.#lock.act(action.kind);
      case 'show-list':
      case 'show-person':
      case 'show-key':
      case 'show-trail':
      case 'close':
        return this.#turn(action);
      default:
        return this.#backup.act(action);
    }
  }

  #turn(action: Extract<PeopleAction, { kind: 'close' | `show-${string}` }>): void {
    switch (action.kind) {
      case 'show-list':
        return this.#showPage({ page: 'list' });
      case 'show-person':
        this.#showPage({ page: 'person', id: action.id, number: null, scan: null });
        void this.#options.book.missedSeen(action.id);
        return void this.#computeNumber(action.id);
      case 'show-key':
        this.#showPage({ page: 'key' });
        return void this.#lock.look();
      case 'show-trail':
        return void this.#showTrail();
      case 'close':
        return this.#showPage(null);
    }
  }

  #showPage(page: PeoplePage | null): void {
    this.#backup.reset();
    this.#show({ page });
  }

  #forget(id: string): void {
    void this.#options.book.forgotten(id);
    const { page } = this.#view;
    if (page?.page === 'person' && page.id === id) this.#showPage({ page: 'list' });
  }

  #confirm(id: string, how: 'number' | 'qr'): void {
    const contact = this.#options.book.byId(id);
    if (contact) void this.#options.book.confirmed(contact.person.key, how, nameOf(contact));
  }

  /** Only what the camera saw counts here: the same marks as verified, another one is said and noted. */
  #scanned(id: string, text: string): void {
    const { page } = this.#view;
    const contact = this.#options.book.byId(id);
    if (page?.page !== 'person' || page.id !== id || page.number === null || !contact) return;
    const read = readSafetyNumber(text);
    const scan = read === null ? 'no-number' : read === page.number ? 'same' : 'differs';
    this.#show({ page: { ...page, scan } });
    if (scan === 'same') this.#confirm(id, 'qr');
    if (scan === 'differs') this.#options.book.note('number-differed', id, contact.person.key);
  }

  async #computeNumber(id: string): Promise<void> {
    const contact = this.#options.book.byId(id);
    if (!contact || !this.#identity) return;
    const { publicKey } = this.#identity.identity;
    const number = await safetyNumberSlowly(publicKey, contact.person.key, () => this.#options.ports.breathe());
    const { page } = this.#view;
    if (page?.page === 'person' && page.id === id) this.#show({ page: { ...page, number } });
  }

  async #showTrail(): Promise<void> {
    const { book, ports } = this.#options;
    const { entries, damagedCount } = await ports.readTrail();
    const lines = entries.map((entry): TrailLine => {
      const contact = entry.contactId === null ? null : book.byId(entry.contactId);
      const fingerprint = entry.fingerprint?.slice(0, SHORT_FINGERPRINT) ?? null;
      return { atMs: entry.atMs, kind: entry.kind, name: contact && nameOf(contact), fingerprint };
    });
    this.#showPage({ page: 'trail', lines: lines.reverse(), damagedCount });
  }

  /** The whole of it as JSON, for whoever wants to look closer. */
  async #saveTrail(): Promise<void> {
    const { ports } = this.#options;
    const { entries } = await ports.readTrail();
    const lines = entries.map((entry) => ({ ...entry, at: new Date(entry.atMs).toISOString() }));
    ports.saveTextFile('humr-trail.json', `${JSON.stringify(lines, null, 2)}\n`);
  }

  #bookChanged(): void {
    const { state, contacts, damagedIds } = this.#options.book.list;
    const shown = contacts.map(contactView).sort((a, b) => b.lastSeenMs - a.lastSeenMs);
    this.#show({ list: state, contacts: shown, damagedIds });
    this.#options.bell.refresh();
  }

  get #view(): PeopleView {
    return this.#options.store.view.people;
  }

  #show(change: Partial<PeopleView>): void {
    this.#options.store.update({ people: { ...this.#view, ...change } });
  }
}

function contactView(contact: Contact): ContactView {
  const { id, petname, selfName, person, pairSecret, missed, mayRing } = contact;
  const verified = person.trust.state === 'verified' ? person.trust : null;
  return {
    id,
    petname,
    selfName,
    standing: standingOf(contact),
    how: verified?.how ?? null,
    verifiedMs: verified?.atMs ?? null,
    firstSeenMs: person.firstSeenMs,
    lastSeenMs: person.lastSeenMs,
    calls: person.calls,
    replacedMs: person.previousKeys.map(({ replacedMs }) => replacedMs),
    missed,
    mayRing,
    callable: pairSecret !== null && person.trust.state !== 'revoked',
  };
}
