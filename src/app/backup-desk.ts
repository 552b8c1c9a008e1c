/** Backup, another key, and erasing: what changes one's own identity. Each ends with a page that starts afresh. */
import { toBase64Url } from '../base/base64url.ts';
import type { KeptIdentity } from '../call/keeping.ts';
import { identityFingerprint } from '../trust/link.ts';
import type { PeopleBook } from './people-book.ts';
import type { BackupView, PeopleAction, PeopleView } from './people-view.ts';

type Progress = (doneRatio: number) => void;

/** A backup that was opened and checked whole; nothing is changed before `take`. */
export interface OpenedBackup {
  /** ms since 1970 */
  readonly madeMs: number;
  /** Of the identity in it, base64url; null when there is none. */
  readonly fingerprint: string | null;
  readonly peopleCount: number;
  /** @returns `kept: false` when the identity could not be written: then nothing was changed */
  take(): Promise<{ readonly kept: boolean; readonly addedCount: number }>;
}

export interface BackupPorts {
  /** @throws where the browser fails */
  exportEverything(
    passphrase: string,
    nowMs: number,
    progress: Progress,
  ): Promise<{ readonly file: Uint8Array; readonly hasIdentity: boolean }>;
  readBackup(
    file: Uint8Array,
    passphrase: string,
    progress: Progress,
  ): Promise<OpenedBackup | 'wrong-passphrase-or-damaged' | 'newer'>;
  /** @returns null when it could not be kept */
  startOver(): Promise<KeptIdentity | null>;
  /** Another key, signed by the present one; null when there is none to sign with, or it could not be kept. */
  renewIdentity(nowS: number): Promise<KeptIdentity | null>;
  /** Another key, and the word of the present one that it must not be trusted any more; null as above. */
  revokeIdentity(nowS: number): Promise<KeptIdentity | null>;
  eraseEverything(): Promise<'erased' | 'unreadable' | 'not-erased'>;
  saveFile(name: string, bytes: Uint8Array): void;
  saveTextFile(name: string, text: string): void;
  /** Starts the page anew. */
  reload(): void;
  /** Calendar time, ms since 1970. */
  dateMs(): number;
}

export interface BackupDeskOptions {
  readonly ports: BackupPorts;
  readonly book: PeopleBook;
  show(change: Partial<PeopleView>): void;
}

type BackupAction = Extract<
  PeopleAction,
  {
    kind:
      | 'make-backup'
      | 'open-backup'
      | 'import-backup'
      | 'drop-backup'
      | 'renew'
      | 'revoke'
      | 'start-anew'
      | 'erase'
      | 'reload';
  }
>;

export class BackupDesk {
  readonly #options: BackupDeskOptions;
  identity: KeptIdentity | null = null;
  #opened: OpenedBackup | null = null;
  /** Rises with every beginning and every cancelling; work that comes too late says nothing. */
  #turn = 0;

  constructor(options: BackupDeskOptions) {
    this.#options = options;
  }

  act(action: BackupAction): void {
    const { ports } = this.#options;
    switch (action.kind) {
      case 'make-backup':
        return void this.#attempt((progress) => this.#make(action.passphrase, progress), 'making');
      case 'open-backup':
        return void this.#attempt((progress) => this.#open(action.file, action.passphrase, progress), 'opening');
      case 'import-backup':
        return void this.#attempt(() => this.#import(), 'opening');
      case 'drop-backup':
        return this.reset();
      case 'start-anew':
        return void this.#takeNewKey(() => ports.startOver());
      case 'renew':
        return void this.#takeNewKey(() => ports.renewIdentity(Math.floor(ports.dateMs() / 1000)));
      case 'revoke':
        return void this.#takeNewKey(() => ports.revokeIdentity(Math.floor(ports.dateMs() / 1000)));
      case 'erase':
        return void this.#erase();
      case 'reload':
        return ports.reload();
    }
  }

  /** Forgets what was opened; cancels what is under way. */
  reset(): void {
    this.#turn++;
    this.#opened = null;
    this.#options.show({ backup: { state: 'none' }, eraseFailed: false });
  }

  async #attempt(work: (progress: Progress) => Promise<BackupView>, what: 'making' | 'opening'): Promise<void> {
    const turn = ++this.#turn;
    const show = (backup: BackupView) => turn === this.#turn && this.#options.show({ backup });
    const progress = (doneRatio: number) => void show({ state: 'working', what, doneRatio });
    progress(0);
    try {
      show(await work(progress));
    } catch {
      show({ state: 'refused', why: 'failed' });
    }
  }

  async #make(passphrase: string, progress: Progress): Promise<BackupView> {
    const { ports, book } = this.#options;
    const turn = this.#turn;
    const nowMs = ports.dateMs();
    const { file, hasIdentity } = await ports.exportEverything(passphrase, nowMs, progress);
    if (turn !== this.#turn) return { state: 'none' };
    ports.saveFile(`humr-${new Date(nowMs).toISOString().slice(0, 10)}.backup`, file);
    book.note('backup-made', null, this.identity?.identity.publicKey ?? null);
    return { state: 'made', hasIdentity };
  }

  async #open(file: Uint8Array, passphrase: string, progress: Progress): Promise<BackupView> {
    const turn = this.#turn;
    const opened = await this.#options.ports.readBackup(file, passphrase, progress);
    if (turn !== this.#turn) return { state: 'none' };
    if (typeof opened === 'string') return { state: 'refused', why: opened };
    this.#opened = opened;
    const { madeMs, fingerprint, peopleCount } = opened;
    const own = this.identity && toBase64Url(identityFingerprint(this.identity.identity.publicKey));
    const identity = fingerprint === null ? 'none' : fingerprint === own ? 'same' : 'other';
    return { state: 'opened', madeMs, identity, peopleCount };
  }

  async #import(): Promise<BackupView> {
    const opened = this.#opened;
    if (!opened) return { state: 'none' };
    const { kept, addedCount } = await opened.take();
    if (!kept) return { state: 'refused', why: 'not-kept' };
    this.#options.book.note('identity-imported', null, null);
    return { state: 'imported', addedCount, kept };
  }

  async #takeNewKey(make: () => Promise<KeptIdentity | null>): Promise<void> {
    const { ports, book, show } = this.#options;
    const made = await make();
    if (!made) return show({ backup: { state: 'refused', why: 'not-kept' } });
    book.note('identity-made', null, made.identity.publicKey);
    ports.reload();
  }

  async #erase(): Promise<void> {
    const { ports, show } = this.#options;
    show({ eraseFailed: false });
    const outcome = await ports.eraseEverything();
    if (outcome === 'not-erased') return show({ eraseFailed: true });
    show({ page: { page: 'erased', outcome }, contacts: [], backup: { state: 'none' } });
  }
}
