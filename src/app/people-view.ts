/** What the UI shows of people, keys and rings, and what may be wished about them. No browser API appears here. */

export type HowVerified = 'link' | 'sas' | 'number' | 'qr';

/** Where somebody's key stands, in one word. `new`: no record, or one that began with this very call. */
export type Standing =
  | 'new'
  | 'seen'
  | 'verified'
  | 'changed'
  | 'rotated'
  | 'blocked'
  | 'revoked'
  /** The record came back from a copy that may be old: its marks do not count until they are renewed. */
  | 'needs-checking';

/** Why nothing is sent to somebody and nothing is heard of them until the user decides. */
export type Hold =
  | 'pictures' // the seven pictures differ
  | 'changed' // another key where a verified person was expected
  | 'stranger'; // the link names another key: this is not who sent it

/** Whose place an unknown key takes. */
export interface ExpectedView {
  readonly id: string;
  /** The name the user knows them by. */
  readonly name: string;
  /** When they were verified, ms since 1970. */
  readonly verifiedMs: number | null;
  readonly how: HowVerified | null;
  readonly lastSeenMs: number;
  /** Expected by a name only, which anybody may choose: it may be somebody else of that name. */
  readonly byName: boolean;
}

/** What is known of somebody's key in a call. */
export interface KnownView {
  /** Id of their record in the people list, once there is one. */
  readonly contactId: string | null;
  readonly standing: Standing;
  readonly how: HowVerified | null;
  /** ms since 1970. */
  readonly verifiedMs: number | null;
  readonly hold: Hold | null;
  /** For `hold: 'changed'`. */
  readonly expected: ExpectedView | null;
  /** The name of a contact that theirs could be taken for, though the key is another. */
  readonly namesake: string | null;
  /** The name they give themselves, where the user knows them by another. */
  readonly alias: string | null;
  /** They told that they hold us: they hear nothing of us until they have decided. */
  readonly holdsUs: boolean;
}

export const UNKNOWN: KnownView = {
  contactId: null,
  standing: 'new',
  how: null,
  verifiedMs: null,
  hold: null,
  expected: null,
  namesake: null,
  alias: null,
  holdsUs: false,
};

/** One person of the list. Times in ms since 1970. */
export interface ContactView {
  readonly id: string;
  /** The name the user gave or verified; empty when none. */
  readonly petname: string;
  /** The name they last gave themselves. */
  readonly selfName: string;
  readonly standing: Standing;
  readonly how: HowVerified | null;
  readonly verifiedMs: number | null;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly calls: number;
  /** When their keys of before were replaced, oldest first. */
  readonly replacedMs: readonly number[];
  readonly missed: { readonly count: number; readonly lastMs: number } | null;
  /** They can be called without a link. */
  readonly callable: boolean;
  readonly mayRing: boolean;
}

type IdentityState = 'unknown' | 'fresh' | 'kept' | 'restored' | 'locked' | 'lost' | 'temporary';

/** The passkey lock of one's own key. `absent`: this browser, or this key, can have none. */
export interface LockView {
  readonly state: 'unknown' | 'absent' | 'off' | 'on';
  /** A backup of this key was made here: without one it is not locked. */
  readonly hasBackup: boolean;
  readonly isAsking: boolean;
  readonly trouble: 'refused' | 'unsupported' | 'not-kept' | null;
}

/** Long work on a backup, or what came of it. */
export type BackupView =
  | { readonly state: 'none' }
  | { readonly state: 'working'; readonly what: 'making' | 'opening'; readonly doneRatio: number }
  | { readonly state: 'made'; readonly hasIdentity: boolean }
  | { readonly state: 'refused'; readonly why: 'wrong-passphrase-or-damaged' | 'newer' | 'not-kept' | 'failed' }
  | {
      readonly state: 'opened';
      readonly madeMs: number;
      /** Whether it holds an identity, and whether that is the one in use. */
      readonly identity: 'none' | 'same' | 'other';
      readonly peopleCount: number;
    }
  | { readonly state: 'imported'; readonly addedCount: number; readonly kept: boolean };

export interface TrailLine {
  readonly atMs: number;
  readonly kind: string;
  /** The person's name today; null for one's own key or somebody forgotten. */
  readonly name: string | null;
  /** First characters of the key's fingerprint, or null. */
  readonly fingerprint: string | null;
}

/** What the camera read from the other screen: their number is ours, another one, or it was no safety number. */
export type ScanFinding = 'same' | 'differs' | 'no-number';

export type PeoplePage =
  | { readonly page: 'list' }
  /** `number`: sixty digits, once computed. */
  | { readonly page: 'person'; readonly id: string; readonly number: string | null; readonly scan: ScanFinding | null }
  | { readonly page: 'key' }
  | { readonly page: 'trail'; readonly lines: readonly TrailLine[]; readonly damagedCount: number }
  | { readonly page: 'erased'; readonly outcome: 'erased' | 'unreadable' };

/** Somebody rings, or is rung. */
export type RingView =
  | { readonly state: 'incoming'; readonly id: string; readonly name: string; readonly silenced: boolean }
  | { readonly state: 'calling'; readonly id: string; readonly name: string }
  | {
      readonly state: 'ended';
      readonly id: string;
      readonly name: string;
      readonly why: 'declined' | 'busy' | 'no-answer' | 'unreachable';
    };

export interface PeopleView {
  readonly identity: IdentityState;
  /** base64url; null when unknown. */
  readonly fingerprint: string | null;
  /** What became of the list; `loading` before it was read. */
  readonly list: 'loading' | 'kept' | 'restored' | 'lost' | 'temporary';
  readonly contacts: readonly ContactView[];
  /** Records whose seal is broken, to be forgotten. */
  readonly damagedIds: readonly string[];
  /** The page shown, over whatever screen; null for none. */
  readonly page: PeoplePage | null;
  readonly backup: BackupView;
  readonly lock: LockView;
  /** Set where erasing did not work, until the next try. */
  readonly eraseFailed: boolean;
  readonly ring: RingView | null;
}

export const NO_PEOPLE: PeopleView = {
  identity: 'unknown',
  fingerprint: null,
  list: 'loading',
  contacts: [],
  damagedIds: [],
  page: null,
  backup: { state: 'none' },
  lock: { state: 'unknown', hasBackup: false, isAsking: false, trouble: null },
  eraseFailed: false,
  ring: null,
};

/** What a person decides about somebody who is held in the call. */
export type Decision =
  | 'decline' // not now: the key on record stays, and this person is let go
  | 'accept' // the key is the new one of the person expected
  | 'another' // somebody else, who happens to have that name
  | 'stay'; // not who sent the link, and welcome all the same

export type PeopleAction =
  | { readonly kind: 'show-list' }
  /** @see ContactView.id */
  | { readonly kind: 'show-person'; readonly id: string }
  | { readonly kind: 'show-key' }
  | { readonly kind: 'show-trail' }
  | { readonly kind: 'close' }
  | { readonly kind: 'rename'; readonly id: string; readonly text: string }
  | { readonly kind: 'allow-ringing'; readonly id: string; readonly mayRing: boolean }
  | { readonly kind: 'block'; readonly id: string }
  | { readonly kind: 'forget'; readonly id: string }
  /** The sixty digits were compared and are the same. */
  | { readonly kind: 'confirm'; readonly id: string; readonly how: 'number' | 'qr' }
  /** What the camera read while the safety number of this person was to be scanned. */
  | { readonly kind: 'scanned'; readonly id: string; readonly text: string }
  | { readonly kind: 'call'; readonly id: string }
  | { readonly kind: 'accept-ring' }
  | { readonly kind: 'decline-ring' }
  | { readonly kind: 'silence-ring' }
  | { readonly kind: 'stop-ring' }
  | { readonly kind: 'decide'; readonly personId: string; readonly decision: Decision }
  | { readonly kind: 'make-backup'; readonly passphrase: string }
  | { readonly kind: 'open-backup'; readonly file: Uint8Array; readonly passphrase: string }
  | { readonly kind: 'import-backup' }
  | { readonly kind: 'drop-backup' }
  | { readonly kind: 'save-trail' }
  /** Behind a passkey, out of it for as long as the page lasts, and for good. */
  | { readonly kind: 'lock-key' }
  | { readonly kind: 'unlock-key' }
  | { readonly kind: 'remove-lock' }
  /** Another key, announced by the present one to everybody one meets. */
  | { readonly kind: 'renew' }
  /** Another key, and everybody one meets learns that the present one must not be trusted any more. */
  | { readonly kind: 'revoke' }
  /** Another key, known to nobody yet. */
  | { readonly kind: 'start-anew' }
  | { readonly kind: 'erase' }
  | { readonly kind: 'reload' };

export interface PeopleWishes {
  people(action: PeopleAction): void;
}
