/** The call that is kept for a page that comes back, and the lock that tells whether it still runs in another one. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { KeptCall } from '../call/kept-call.ts';
import { eraseEverything } from './erase.ts';
import { createCallKeeper } from './kept-call.ts';

const CALL: KeptCall = { link: 'A'.repeat(51), muted: true, deafened: false, listening: false, door: null };

const HOLD = `navigator.locks.request('humr-running-call', { mode: 'shared' }, () => {
  postMessage('held');
  return new Promise(() => undefined);
});`;

/** Kept by a page that holds the lock until it is killed. @returns kills it */
async function keptElsewhere(): Promise<() => void> {
  // This page is not to hold the lock: it stays.
  vi.spyOn(navigator.locks, 'request').mockResolvedValueOnce(undefined);
  await createCallKeeper().keep(CALL);
  const page = new Worker(URL.createObjectURL(new Blob([HOLD], { type: 'text/javascript' })));
  await new Promise((resolve) => page.addEventListener('message', resolve, { once: true }));
  return () => page.terminate();
}

afterEach(async () => {
  vi.restoreAllMocks();
  await eraseEverything();
});

describe('a kept call', () => {
  it('is not offered while it runs in another page', async () => {
    const kill = await keptElsewhere();
    expect(await createCallKeeper().find()).toBeNull();
    kill();
  });

  it('is offered although the page that died lets go of it only now', async () => {
    const kill = await keptElsewhere();
    const found = createCallKeeper().find();
    await expect.poll(async () => (await navigator.locks.query()).pending?.length).toBe(1);
    kill();
    expect(await found).toEqual(CALL);
  });

  it('is not offered when its page was closed before it could delete what it left', async () => {
    const kill = await keptElsewhere();
    kill();
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementationOnce(() => {
      throw new DOMException('the page is closed', 'AbortError');
    });
    await createCallKeeper().forget();
    expect(await createCallKeeper().find()).toBeNull();
    expect(await createCallKeeper().find()).toBeNull();
  });

  it('is not offered once it was forgotten', async () => {
    const keeper = createCallKeeper();
    await keeper.keep(CALL);
    await keeper.forget();
    expect(await keeper.find()).toBeNull();
  });
});
