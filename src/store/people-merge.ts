/** Which people there are, when two places tell. Changes are numbered, so that the newer place is known. */
import type { Contact, ContactList } from '../call/keeping.ts';
import { contactJson, toBeChecked } from './contact-record.ts';

/** One row of the main place; `contact` is null when its seal is broken. */
export interface Row {
  readonly id: string;
  readonly contact: Contact | null;
}

export interface PeopleEvidence {
  /** Null when the main place does not answer. */
  readonly main: { readonly generation: number; readonly rows: readonly Row[] } | null;
  /** The newest copy whose seal opens. */
  readonly copy: { readonly generation: number; readonly contacts: readonly Contact[] } | null;
  /** Number of the last change by the canary; 0 when it knows of none. */
  readonly canaryGeneration: number;
  /** Something was there that nobody can read: a damaged database, a copy whose seal does not open. */
  readonly isDamaged: boolean;
}

export interface Merged extends ContactList {
  /** Number of the newest change known. */
  readonly generation: number;
  /** Ids whose row in the main place is to be written or deleted, to be what was judged. */
  readonly toMend: readonly string[];
}

/**
 * A copy as new as the newest change known speaks, by its one seal, for everybody. Without it the main place speaks row
 * by row. What is older than the newest change gives back keys and blocks, but nobody from it counts as verified.
 */
export function mergePeople(evidence: PeopleEvidence): Merged {
  const { main, copy, canaryGeneration } = evidence;
  const inMain = main?.generation ?? 0;
  const inCopy = copy?.generation ?? 0;
  const generation = Math.max(inMain, inCopy, canaryGeneration);
  if (inMain === 0 && inCopy === 0) return withNothing(evidence, generation);
  if (copy && inCopy === generation) return fromCopy(main, copy.contacts, generation);
  if (copy && inCopy > inMain) {
    const contacts = copy.contacts.map(toBeChecked);
    return { state: 'restored', contacts, damagedIds: [], generation, toMend: contacts.map(({ id }) => id) };
  }
  return fromRows(main?.rows ?? [], { copy: copy?.contacts ?? [], isNewest: inMain === generation, generation });
}

function withNothing({ canaryGeneration, isDamaged }: PeopleEvidence, generation: number): Merged {
  const state = canaryGeneration > 0 || isDamaged ? 'lost' : 'kept';
  return { state, contacts: [], damagedIds: [], generation, toMend: [] };
}

function fromCopy(main: PeopleEvidence['main'], contacts: readonly Contact[], generation: number): Merged {
  const rows = new Map((main?.rows ?? []).map(({ id, contact }) => [id, contact]));
  const differing = contacts.filter((contact) => !isSame(rows.get(contact.id), contact)).map(({ id }) => id);
  const known = new Set(contacts.map(({ id }) => id));
  const toMend = [...differing, ...[...rows.keys()].filter((id) => !known.has(id))];
  // A main place that does not answer has lost nothing that we know of.
  const isKept = !main || (main.generation === generation && toMend.length === 0);
  return { state: isKept ? 'kept' : 'restored', contacts, damagedIds: [], generation, toMend };
}

function fromRows(
  rows: readonly Row[],
  { copy, isNewest, generation }: { copy: readonly Contact[]; isNewest: boolean; generation: number },
): Merged {
  const sound = rows.flatMap(({ contact }) => (contact ? [isNewest ? contact : toBeChecked(contact)] : []));
  const brokenIds = rows.flatMap(({ id, contact }) => (contact ? [] : [id]));
  // Others in an older copy may have been forgotten since; of these a row is left.
  const replaced = copy.filter(({ id }) => brokenIds.includes(id)).map(toBeChecked);
  const toMend = replaced.map(({ id }) => id);
  const damagedIds = brokenIds.filter((id) => !toMend.includes(id));
  const state = isNewest && replaced.length === 0 ? 'kept' : 'restored';
  return { state, contacts: [...sound, ...replaced], damagedIds, generation, toMend };
}

function isSame(row: Contact | null | undefined, contact: Contact): boolean {
  return JSON.stringify(row && contactJson(row)) === JSON.stringify(contactJson(contact));
}
