/**
 * The second place: files of the origin's private file system (OPFS), which survive a damaged IndexedDB. Each copy has
 * two slots written in turn, so that a browser killed while writing still has the one before.
 */
import { dropBucket, hasBuckets, openBucket } from './buckets.ts';

/** Read as bytes; what they are worth, their seals tell. */
export type Copies =
  | { readonly state: 'found'; readonly files: readonly Uint8Array[] }
  | { readonly state: 'absent' | 'unreachable' };

export type CopyName = 'identity' | 'people';
export type CopyWritten = 'written' | 'no-space' | 'unavailable';

type Root = 'origin' | 'bucket';

const FOLDER = 'humr';
const NAMES: readonly CopyName[] = ['identity', 'people'];
const bucketOf = (name: CopyName) => `humr-copy-${name}`;
const SLOTS = [0, 1] as const;
/** No file of ours comes near it. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/**
 * Once in the origin's files and, where there are buckets, once in one: a database that was torn may fall apart only at
 * the start after next, and then a single copy would have to be sound on the very day.
 */
const ROOTS: readonly Root[] = hasBuckets ? ['origin', 'bucket'] : ['origin'];

/** Whether there is such a place here at all; older Safari can read but not write it from a page. */
const isOffered = typeof FileSystemFileHandle === 'function' && 'createWritable' in FileSystemFileHandle.prototype;
/** How many copies of everything there should be. */
export const ROOT_COUNT = isOffered ? ROOTS.length : 0;

export async function readCopies(name: CopyName): Promise<Copies> {
  const perRoot = await Promise.all(ROOTS.map((root) => readRoot(root, name)));
  const files = perRoot.flatMap((copies) => (copies.state === 'found' ? copies.files : []));
  if (files.length > 0) return { state: 'found', files };
  return { state: perRoot.some(({ state }) => state === 'unreachable') ? 'unreachable' : 'absent' };
}

/**
 * Writes every root; the slot is chosen by the parity of `generation`, so that the newest file is never overwritten.
 * @param isThin some root lacked what it should have had: its bucket is begun anew, once the origin's copy is written.
 *   Chromium keeps the names of files in a LevelDB and goes on writing behind a torn end, so that whatever is written
 *   there is gone again at the next start, for ever; only new files are sound.
 * @returns `written` when at least one root has it
 */
export async function writeCopy(
  name: CopyName,
  generation: number,
  bytes: Uint8Array,
  isThin = false,
): Promise<CopyWritten> {
  const file = fileName(name, generation % 2);
  const written: CopyWritten[] = [];
  for (const root of ROOTS) {
    if (root === 'bucket' && isThin && written.includes('written'))
      await dropBucket(bucketOf(name)).catch(() => undefined);
    written.push(await writeRoot(root, name, file, bytes));
  }
  return written.find((it) => it === 'written') ?? written.find((it) => it === 'no-space') ?? 'unavailable';
}

/** @returns whether they are gone */
export async function dropCopies(): Promise<boolean> {
  return (await Promise.all(ROOTS.map(dropRoot))).every((isGone) => isGone);
}

async function readRoot(root: Root, name: CopyName): Promise<Copies> {
  if (!isOffered) return { state: 'absent' };
  try {
    const folder = await openFolder(root, name);
    const files = (await Promise.all(SLOTS.map((slot) => readSlot(folder, name, slot)))).filter((it) => it !== null);
    return files.length > 0 ? { state: 'found', files } : { state: 'absent' };
  } catch (error) {
    // Private windows refuse with SecurityError: there is no such place, rather than one out of reach.
    return { state: nameOf(error) === 'SecurityError' ? 'absent' : 'unreachable' };
  }
}

async function writeRoot(root: Root, name: CopyName, file: string, bytes: Uint8Array): Promise<CopyWritten> {
  if (!isOffered) return 'unavailable';
  try {
    const handle = await (await openFolder(root, name)).getFileHandle(file, { create: true });
    // Written beside and moved into place at close, says the File System standard: a file is old or new, never half.
    const stream = await handle.createWritable();
    await stream.write(bytes as BufferSource);
    await stream.close();
    return 'written';
  } catch (error) {
    return nameOf(error) === 'QuotaExceededError' ? 'no-space' : 'unavailable';
  }
}

async function dropRoot(root: Root): Promise<boolean> {
  if (!isOffered) return true;
  if (root === 'bucket') {
    const dropped = await Promise.allSettled(NAMES.map((name) => dropBucket(bucketOf(name))));
    return dropped.every(({ status }) => status === 'fulfilled');
  }
  try {
    await (await navigator.storage.getDirectory()).removeEntry(FOLDER, { recursive: true });
    return true;
  } catch (error) {
    return nameOf(error) === 'NotFoundError' || nameOf(error) === 'SecurityError';
  }
}

async function openFolder(root: Root, name: CopyName): Promise<FileSystemDirectoryHandle> {
  const bucket = root === 'bucket' ? await openBucket(bucketOf(name)) : null;
  const top = await (bucket ? bucket.getDirectory() : navigator.storage.getDirectory());
  return top.getDirectoryHandle(FOLDER, { create: true });
}

async function readSlot(folder: FileSystemDirectoryHandle, name: CopyName, slot: number): Promise<Uint8Array | null> {
  try {
    const file = await (await folder.getFileHandle(fileName(name, slot))).getFile();
    return file.size > 0 && file.size <= MAX_FILE_BYTES ? new Uint8Array(await file.arrayBuffer()) : null;
  } catch (error) {
    if (nameOf(error) === 'NotFoundError' || nameOf(error) === 'NotReadableError') return null;
    throw error;
  }
}

function fileName(name: CopyName, slot: number): string {
  return `${name}.${slot}`;
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : '';
}
