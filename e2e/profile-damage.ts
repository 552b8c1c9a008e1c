/** Damage to single places of a Chromium profile, and a look for what must not lie in it, while no browser runs on it. */
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A place of `src/store/keep.ts` as files of the profile. */
export type Place = 'main' | 'bucket' | 'files' | 'canary';
export type Damage = 'garbled' | 'cut' | 'zeroed';

/** Draws a whole number in 0..below−1. */
export type Draw = (below: number) => number;

const FOLDER: Record<Place, string> = {
  main: 'Default/IndexedDB',
  bucket: 'Default/WebStorage',
  files: 'Default/File System',
  canary: 'Default/Local Storage',
};
const FILE: Record<Place, RegExp> = {
  main: /\.(log|ldb)$/,
  bucket: /\.(log|ldb)$|\/\d{8}$/,
  files: /\/t\/\d\d\/\d{8}$/,
  canary: /\.(log|ldb)$/,
};

/**
 * Damages every file of one place; of the storage buckets, in one: two hold the key, one copies.
 * @returns what was hit
 */
export function damage(profile: string, place: Place, how: Damage, draw: Draw): string[] {
  const folder = join(profile, FOLDER[place]);
  const files = filesUnder(folder).filter((path) => FILE[place].test(path));
  const buckets = [...new Set(files.map((path) => path.slice(folder.length + 1).split('/')[0]!))].sort();
  const chosen = place === 'bucket' ? `/${buckets[draw(buckets.length)]}/` : '';
  const hit = files.filter((path) => path.includes(chosen));
  for (const path of hit) damageFile(path, how, draw);
  return hit;
}

/** @returns the files of the whole profile that hold these bytes */
export function filesWith(profile: string, bytes: Buffer): string[] {
  return filesUnder(profile).filter((path) => readFileSync(path).includes(bytes));
}

/** @returns the files of the whole profile that hold any of these, each read once */
export function filesWithAny(profile: string, needles: readonly Buffer[]): string[] {
  return filesUnder(profile).filter((path) => {
    const bytes = readFileSync(path);
    return needles.some((needle) => bytes.includes(needle));
  });
}

function damageFile(path: string, how: Damage, draw: Draw): void {
  const bytes = readFileSync(path);
  if (bytes.length === 0) return;
  if (how === 'cut') return truncateSync(path, draw(bytes.length));
  if (how === 'zeroed') bytes.fill(0, draw(bytes.length));
  else for (let i = 0; i <= bytes.length / 16; i++) bytes[draw(bytes.length)] = draw(256);
  writeFileSync(path, bytes);
}

function filesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
