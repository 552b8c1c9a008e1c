import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';

const NAME = 'humr-test';
const closing: (() => void)[] = [];

async function open(options: Parameters<typeof openDatabase>[0] = {}) {
  const opened = await openDatabase({ name: NAME, ...options });
  if (opened.state === 'open') closing.push(() => opened.db.close());
  return opened;
}

/** A connection of foreign code, in any version, which may not step aside for others. */
function openForeign(version: number, fill: (db: IDBDatabase) => void = () => undefined): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, version);
    request.onupgradeneeded = () => fill(request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      closing.push(() => request.result.close());
      resolve(request.result);
    };
  });
}

/** As version 1 of the app left it. */
const fillVersion1 = (db: IDBDatabase) => {
  db.createObjectStore('settings').put({ version: 1, selfName: 'Anna' }, 'settings');
  db.createObjectStore('identity').put('a pair', 'identity');
};

afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await new Promise<void>((resolve) => {
    indexedDB.deleteDatabase(NAME).onsuccess = () => resolve();
  });
});

describe('opening the database', () => {
  it('comes from version 1 to the present one with everything that was in it', async () => {
    (await openForeign(1, fillVersion1)).close();
    const opened = await open();
    if (opened.state !== 'open') throw new Error(opened.state);
    expect(opened.db.version).toBe(MIGRATIONS.length);
    expect([...opened.db.objectStoreNames]).toEqual([
      'facts',
      'history',
      'identity',
      'log',
      'people',
      'settings',
      'trail',
    ]);
    expect(await opened.db.get('settings', 'settings')).toEqual({ version: 1, selfName: 'Anna' });
    expect(await opened.db.get('identity', 'identity')).toBe('a pair');
  });

  it('takes every step once, in order', async () => {
    const taken: number[] = [];
    const steps = [1, 2, 3, 4].map(
      (step): Migration =>
        () =>
          void taken.push(step),
    );
    for (const upTo of [1, 3, 3, 4]) {
      const opened = await open({ migrations: steps.slice(0, upTo) });
      if (opened.state === 'open') opened.db.close();
    }
    expect(taken).toEqual([1, 2, 3, 4]);
  });

  it('leaves version and data as they were when a step throws half way', async () => {
    (await openForeign(1, fillVersion1)).close();
    const broken: Migration = (db) => {
      db.deleteObjectStore('settings');
      throw new Error('half way');
    };
    expect(await open({ migrations: [MIGRATIONS[0]!, broken] })).toEqual({ state: 'not-upgraded' });
    const before = await openForeign(1);
    expect([...before.objectStoreNames]).toEqual(['identity', 'settings']);
    const stored = await new Promise((resolve) => {
      const request = before.transaction('settings').objectStore('settings').get('settings');
      request.onsuccess = () => resolve(request.result);
    });
    expect(stored).toEqual({ version: 1, selfName: 'Anna' });
  });

  it('tells a database of a newer app from a broken one', async () => {
    (await openForeign(MIGRATIONS.length + 1)).close();
    expect(await open()).toEqual({ state: 'newer' });
  });

  it('steps aside for a newer version in another tab', async () => {
    let closedBy = '';
    await open({ closed: (why) => (closedBy = why) });
    const newer = await openForeign(MIGRATIONS.length + 1);
    expect(newer.version).toBe(MIGRATIONS.length + 1);
    expect(closedBy).toBe('versionchange');
  });

  it('waits for an old tab only so long, and is not in the way once it opens', async () => {
    const old = await openForeign(1, fillVersion1);
    expect(await open({ timeoutMs: 50 })).toEqual({ state: 'blocked' });
    old.close();
    const opened = await open();
    expect(opened.state).toBe('open');
  });

  it('calls a database that never answers slow', async () => {
    const original = indexedDB.open;
    indexedDB.open = (...parameters) => {
      const request = original.apply(indexedDB, parameters);
      request.addEventListener('success', (event) => event.stopImmediatePropagation());
      closing.push(() => request.readyState === 'done' && request.result.close());
      return request;
    };
    try {
      expect(await open({ timeoutMs: 50 })).toEqual({ state: 'slow' });
    } finally {
      indexedDB.open = original;
    }
  });

  it('survives a browser whose storage is switched off', async () => {
    const original = indexedDB.open;
    indexedDB.open = () => {
      throw new DOMException('off', 'SecurityError');
    };
    try {
      expect(await open()).toEqual({ state: 'unavailable' });
    } finally {
      indexedDB.open = original;
    }
  });
});
