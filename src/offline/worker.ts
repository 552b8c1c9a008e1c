/**
 * The service worker: keeps every file of one version of the app, by hash, and serves exactly those. Everything else
 * goes to the network untouched. A new version waits until the page says so, never in the middle of a call.
 */

import type { PrecacheEntry } from 'workbox-precaching/_types.js';
import { PrecacheController } from 'workbox-precaching/PrecacheController.js';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build (`tools/precache.ts`). */
declare const PRECACHE_ENTRIES: PrecacheEntry[];

const START_PAGE = 'index.html';

const controller = new PrecacheController({ cacheName: `humr ${self.registration.scope}` });
controller.precache(PRECACHE_ENTRIES); // on install fetches what changed, on activate drops what is no longer listed

/** The cache's key of a request, or undefined where the request is none of ours. */
function keyOf(request: Request): string | undefined {
  if (request.method !== 'GET') return undefined;
  const url = new URL(request.url);
  url.hash = ''; // the secret of a link is nobody's key
  if (request.mode === 'navigate') {
    url.search = '';
    if (url.href === self.registration.scope) url.pathname += START_PAGE;
  }
  return controller.getCacheKeyForURL(url.href);
}

async function answer(request: Request, key: string): Promise<Response> {
  const cache = await caches.open(controller.strategy.cacheName);
  // `Vary: Origin` of a server would hide module scripts, whose request differs from the one that filled the cache.
  const cached = await cache.match(key, { ignoreVary: true });
  return cached ?? fetch(request); // the browser may have evicted it
}

self.addEventListener('fetch', (event) => {
  const key = keyOf(event.request);
  if (key !== undefined) event.respondWith(answer(event.request, key));
});

self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING') {
    void self.skipWaiting();
  }
});
