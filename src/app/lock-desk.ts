/** The passkey lock of one's own key, as the page about the key shows it. A lock is only put on what a backup can bring back. */
import type { TrailEntry } from '../call/keeping.ts';
import type { LockView, PeopleView } from './people-view.ts';

export interface LockPorts {
  readTrail(): Promise<{ readonly entries: readonly TrailEntry[]; readonly damagedCount: number }>;
  canLock(): Promise<boolean>;
  lockIdentity(): Promise<'locked' | 'refused' | 'unsupported' | 'not-kept'>;
  /** @returns whether the key signs now */
  unlockIdentity(): Promise<boolean>;
  removeLock(): Promise<'removed' | 'refused' | 'not-kept'>;
  /** Tells when the passkey was given, whoever asked for it. */
  whenUnlocked(listener: () => void): void;
}

export interface LockDeskOptions {
  readonly ports: LockPorts;
  view(): PeopleView;
  show(change: Partial<PeopleView>): void;
  note(kind: 'identity-locked' | 'identity-unlocked'): void;
}

export class LockDesk {
  readonly #options: LockDeskOptions;

  constructor(options: LockDeskOptions) {
    this.#options = options;
    options.ports.whenUnlocked(() => {
      if (options.view().identity === 'locked') options.show({ identity: 'kept' });
      this.#change({ state: 'on', trouble: null });
    });
  }

  /** Finds out where the lock stands. */
  async look(): Promise<void> {
    const { ports, view } = this.#options;
    const { entries } = await ports.readTrail();
    const { fingerprint, lock, identity } = view();
    const hasBackup = entries.some((it) => it.kind === 'backup-made' && it.fingerprint === fingerprint);
    if (lock.state === 'on' || identity === 'locked') return this.#change({ state: 'on', hasBackup });
    const isKept = identity === 'fresh' || identity === 'kept' || identity === 'restored';
    this.#change({ state: isKept && (await ports.canLock()) ? 'off' : 'absent', hasBackup });
  }

  /** A backup with this key in it was made just now. */
  backedUp(): void {
    this.#change({ hasBackup: true });
  }

  async act(kind: 'lock-key' | 'unlock-key' | 'remove-lock'): Promise<void> {
    const { view } = this.#options;
    if (view().lock.isAsking) return;
    this.#change({ isAsking: true, trouble: null });
    const trouble = await this.#attempt(kind);
    this.#change({ isAsking: false, trouble });
  }

  async #attempt(kind: 'lock-key' | 'unlock-key' | 'remove-lock'): Promise<LockView['trouble']> {
    const { ports, view, note } = this.#options;
    if (kind === 'unlock-key') return (await ports.unlockIdentity()) ? null : 'refused';
    if (kind === 'remove-lock') {
      const removed = await ports.removeLock();
      if (removed !== 'removed') return removed;
      this.#change({ state: 'off' });
      note('identity-unlocked');
      return null;
    }
    if (view().lock.state !== 'off' || !view().lock.hasBackup) return 'not-kept';
    const locked = await ports.lockIdentity();
    if (locked !== 'locked') return locked;
    this.#change({ state: 'on' });
    note('identity-locked');
    return null;
  }

  #change(change: Partial<LockView>): void {
    const { view, show } = this.#options;
    show({ lock: { ...view().lock, ...change } });
  }
}
