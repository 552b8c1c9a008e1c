/** The object stores of the database, version 3. Values are `unknown`: whatever lies on disk is read as a stranger's. */
import type { DBSchema } from 'idb';

export interface HumrDatabase extends DBSchema {
  /** Single records under fixed names. */
  settings: { key: 'settings' | 'running call' | 'renewal'; value: unknown };
  /** `current` is a sealed record since version 2; `identity` a pair of key objects, as version 1 kept it. */
  identity: { key: 'identity' | 'current'; value: unknown };
  /** Sealed, one by one, so that damage to one is not damage to all. */
  people: { key: string; value: unknown };
  /** Counters: `people` is the number of the last change of any person. */
  facts: { key: 'people'; value: unknown };
  /** Sealed trail entries in the order of their writing. */
  trail: { key: number; value: unknown };
  /** Sealed reports of calls, in the order they ended. */
  history: { key: number; value: unknown };
  /** Sealed bundles of lines of the log, oldest first. */
  log: { key: number; value: unknown };
}
