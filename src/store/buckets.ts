/**
 * Storage buckets (WICG Storage Buckets, Chromium 122): each has database files and private files of its own, and
 * deleting it deletes them. Other browsers keep a file per database anyway.
 */

interface Bucket {
  readonly indexedDB: IDBFactory;
  getDirectory(): Promise<FileSystemDirectoryHandle>;
}

interface Buckets {
  open(name: string, options: { durability: 'strict'; persisted: boolean }): Promise<Bucket>;
  delete(name: string): Promise<void>;
}

const { storageBuckets } = navigator as { storageBuckets?: Buckets };

export const hasBuckets = storageBuckets !== undefined;

/** @returns null where the browser has none */
export async function openBucket(name: string): Promise<Bucket | null> {
  return (await storageBuckets?.open(name, { durability: 'strict', persisted: true })) ?? null;
}

/** Deletes the bucket with its files; no complaint when there was none. */
export async function dropBucket(name: string): Promise<void> {
  await storageBuckets?.delete(name);
}
