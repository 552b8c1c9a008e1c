/**
 * What is kept between visits, in the words the app uses; the room `store` keeps it. Trouble is a state to show, never
 * an exception: a call goes on without any of this.
 */
import type { Identity } from '../trust/identity.ts';
import type { Person } from '../trust/people.ts';

/** Why nothing can be kept just now; the page goes on in memory. */
export type StorageTrouble =
  | 'unavailable' // no storage here: switched off, or a private window that refuses it
  | 'slow' // it did not open in time
  | 'blocked' // another tab runs an older version and does not step aside
  | 'newer' // the database was made by a newer version of the app: reload
  | 'not-upgraded' // a migration failed: everything is as it was, in the old version
  | 'busy'; // another tab holds the lock

/** One's own identity key after opening the store. */
export type KeptIdentity =
  /** `fresh`: made now, none was known. `kept`: as it was. `restored`: the first place was lost, another had it. */
  | { readonly state: 'fresh' | 'kept' | 'restored'; readonly identity: Identity; readonly fingerprint: string }
  /**
   * There was an identity and no place gives it back. The one given is for this page only and never kept by itself; the
   * user imports a backup or decides for a new one. The fingerprint is null when even that is unknown.
   */
  | { readonly state: 'lost'; readonly identity: Identity; readonly fingerprint: string | null }
  /** Kept behind a passkey: it shows its public key and signs once the passkey was given in this page. */
  | { readonly state: 'locked'; readonly identity: Identity; readonly fingerprint: string }
  /** Whether there was one cannot be told; this one lasts as long as the page. */
  | { readonly state: 'temporary'; readonly identity: Identity; readonly why: StorageTrouble };

/** One's own change of key, or that the one before is given up; see `trust/rotation.ts`. */
export interface Renewal {
  /** 32 bytes. */
  readonly oldKey: Uint8Array;
  /** A rotation, 164 bytes, signed by both keys; or a revocation, 68 bytes, by the old one. */
  readonly statement: Uint8Array;
}

/** What became of something to be kept. */
export type Keeping =
  | 'kept' // in both places
  | 'one-copy' // in one; the second place refused
  | 'no-space' // the disk or the quota is full: offer to export
  | 'full' // our own bound is reached, nothing changed
  | 'unavailable'; // memory only

/** A person one has met. */
export interface Contact {
  /** Names the record for good; the key may change. */
  readonly id: string;
  readonly person: Person;
  /** The name the user gave; empty when none. */
  readonly petname: string;
  /** The name they last gave themselves, normalised; never proof of anything. */
  readonly selfName: string;
  /** p of the last call, 32 bytes, for calling without a link; null when there is none. */
  readonly pairSecret: Uint8Array | null;
  /** The one before it, still listened to: the other side may not have stored the new one. */
  readonly earlierSecret: Uint8Array | null;
  /** Rings that nobody answered, until they were seen; ms since 1970. */
  readonly missed: { readonly count: number; readonly lastMs: number } | null;
  /** True when the record came back from a copy that may be old: shown as "needs checking", never as verified. */
  readonly needsChecking: boolean;
  /** Whether they may ring here; without it nobody listens for them. */
  readonly mayRing: boolean;
}

export interface ContactList {
  /** `lost`: there were people and no place gives them back. `temporary`: nothing is kept here. */
  readonly state: 'kept' | 'restored' | 'lost' | 'temporary';
  readonly contacts: readonly Contact[];
  /** Records whose seal is broken and that no copy replaces: shown as "needs checking", to be forgotten by the user. */
  readonly damagedIds: readonly string[];
}

export interface ContactStore {
  list(): Promise<ContactList>;
  /**
   * One change of one record, on its newest state even when other tabs change it too.
   * @param id of a record, or null for a new one
   * @param change pure; gets null where there is no such record; null deletes; the same object changes nothing
   */
  change(id: string | null, change: (contact: Contact | null) => ContactDraft | null): Promise<Keeping>;
}

/** A record without its id, which the store gives. */
export type ContactDraft = Omit<Contact, 'id'>;

export type TrailKind =
  | 'identity-made'
  | 'identity-restored'
  | 'identity-lost'
  | 'identity-imported'
  | 'identity-locked'
  | 'identity-unlocked'
  | 'backup-made'
  | 'met'
  | 'verified'
  | 'key-changed'
  | 'accepted'
  | 'declined'
  | 'rotated'
  | 'blocked'
  | 'revoked'
  | 'forgotten'
  | 'needs-checking'
  | 'number-differed'
  | 'lists-differed'
  | 'removed'
  | 'was-removed';

/** One line of the trail of trust: what happened, when, with which key. Stays on this device. */
export interface TrailEntry {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly kind: TrailKind;
  /** Whose; null for one's own. */
  readonly contactId: string | null;
  /** Fingerprint of the key concerned, base64url; null when there is none. */
  readonly fingerprint: string | null;
}
