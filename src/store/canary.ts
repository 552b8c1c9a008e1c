/**
 * A word outside IndexedDB that there was an identity, and how many changes of people there were: an empty database is
 * then known for a loss. localStorage reaches the disk some seconds late, so it is one witness among several.
 */
import { isGeneration } from './identity-record.ts';

export interface Canary {
  readonly generation: number;
  /** base64url; empty when an identity was lost before its name was known. */
  readonly fingerprint: string;
}

const IDENTITY_KEY = 'humr-identity';
const PEOPLE_KEY = 'humr-people';
const ERASED_KEY = 'humr-erased';
const LEFT_KEY = 'humr-left';
/** Written by `ui/first-paint.ts`. */
const FIRST_PAINT_KEY = 'humr-first-paint';
const FINGERPRINT = /^[A-Za-z0-9_-]{0,64}$/;

export function readCanary(): Canary | null {
  const [generation = '', fingerprint = ''] = (get(IDENTITY_KEY) ?? '').split('.');
  if (!isGeneration(Number(generation)) || !FINGERPRINT.test(fingerprint)) return null;
  return { generation: Number(generation), fingerprint };
}

export function writeCanary({ generation, fingerprint }: Canary): void {
  set(IDENTITY_KEY, `${generation}.${fingerprint}`);
}

/** @returns number of the last known change of people; 0 when there was none */
export function readPeopleCount(): number {
  const count = Number(get(PEOPLE_KEY));
  return isGeneration(count) ? count : 0;
}

export function writePeopleCount(generation: number): void {
  set(PEOPLE_KEY, String(generation));
}

/** Told to other tabs, whose memory must not bring back what the user erased. */
export function markErased(): void {
  for (const key of [IDENTITY_KEY, PEOPLE_KEY, LEFT_KEY, FIRST_PAINT_KEY]) remove(key);
  set(ERASED_KEY, '1');
}

export function clearErased(): void {
  remove(ERASED_KEY);
}

export function isErased(): boolean {
  return get(ERASED_KEY) !== null;
}

/** A call was left by wish: said at once, for a page that is closed in that moment deletes nothing any more. */
export function markLeft(): void {
  set(LEFT_KEY, '1');
}

export function clearLeft(): void {
  remove(LEFT_KEY);
}

export function isLeft(): boolean {
  return get(LEFT_KEY) !== null;
}

// Switched off or full, it throws; then the other witnesses must do.

function get(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function set(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {}
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {}
}
