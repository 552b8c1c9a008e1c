/**
 * The second place: files of the origin's private file system (OPFS), which survive a damaged IndexedDB. Each copy has
 * two slots written in turn, so that a browser killed while writing still has the one before.
 */

/** Read as bytes; what they are worth, their seals tell. */
export type Copies =
  | { readonly state: 'found'; readonly files: readonly Uint8Array[] }
  | { readonly state: 'absent' | 'unreachable' };

export type CopyName = 'identity' | 'people';
export type CopyWritten = 'written' | 'no-space' | 'unavailable';

const FOLDER = 'humr';
const SLOTS = [0, 1] as const;
/** No file of ours comes near it. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** Whether there is such a place here at all; older Safari can read but not write it from a page. */
const isOffered = typeof FileSystemFileHandle === 'function' && 'createWritable' in FileSystemFileHandle.prototype;

export async function readCopies(name: CopyName): Promise<Copies> {
  if (!isOffered) return { state: 'absent' };
  try {
    const folder = await openFolder();
    const files = (await Promise.all(SLOTS.map((slot) => readSlot(folder, name, slot)))).filter((it) => it !== null);
    return files.length > 0 ? { state: 'found', files } : { state: 'absent' };
  } catch (error) {
    // Private windows refuse with SecurityError: there is no such place, rather than one out of reach.
    return { state: nameOf(error) === 'SecurityError' ? 'absent' : 'unreachable' };
  }
}

/** @param generation whose parity chooses the slot: the newest file is never the one overwritten */
export async function writeCopy(name: CopyName, generation: number, bytes: Uint8Array): Promise<CopyWritten> {
  if (!isOffered) return 'unavailable';
  try {
    const handle = await (await openFolder()).getFileHandle(fileName(name, generation % 2), { create: true });
    // Written beside and moved into place at close, says the File System standard: a file is old or new, never half.
    const stream = await handle.createWritable();
    await stream.write(bytes as BufferSource);
    await stream.close();
    return 'written';
  } catch (error) {
    return nameOf(error) === 'QuotaExceededError' ? 'no-space' : 'unavailable';
  }
}

/** @returns whether they are gone */
export async function dropCopies(): Promise<boolean> {
  if (!isOffered) return true;
  try {
    await (await navigator.storage.getDirectory()).removeEntry(FOLDER, { recursive: true });
    return true;
  } catch (error) {
    return nameOf(error) === 'NotFoundError' || nameOf(error) === 'SecurityError';
  }
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
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
