/**
 * The service worker: keeps every file of one version of the app, by hash, and serves exactly those. Everything else
 * goes to the network untouched. A new version waits until the page says so, never in the middle of a call.
 */

import type { PrecacheEntry } from 'workbox-precaching/_types.js';
import { PrecacheController } from 'workbox-precaching/PrecacheController.js';

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build (`tools/precache.ts`). */
declare const PRECACHE_ENTRIES: PrecacheEntry[];
/** Kept from first use on: whoever never opens the demo never downloads its voices. */
declare const ON_USE_ENTRIES: readonly {
  readonly url: string;
  readonly revision: string;
  readonly integrity: string;
}[];

const START_PAGE = 'index.html';
/** What stands behind the # of a link; the page checks it. */
const SHARED_FRAGMENT = /#([A-Za-z0-9_.-]{16,1000})/;

const controller = new PrecacheController({ cacheName: `humr ${self.registration.scope}` });
controller.precache(PRECACHE_ENTRIES); // on install fetches what changed, on activate drops what is no longer listed

/** Address → hash of the content, of what is kept on use. */
const onUse = new Map(ON_USE_ENTRIES.map((entry) => [new URL(entry.url, self.registration.scope).href, entry]));
const onUseCacheName = `humr on use ${self.registration.scope}`;

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

/** From the cache, else from the network into the cache; the browser refuses content of another hash. */
async function keepOnUse(href: string, { revision, integrity }: (typeof ON_USE_ENTRIES)[number]): Promise<Response> {
  const cache = await caches.open(onUseCacheName);
  const key = `${href}?${revision}`;
  const cached = await cache.match(key, { ignoreVary: true });
  if (cached) return cached;
  const response = await fetch(href, { integrity });
  // A full disk is no reason to withhold the answer.
  if (response.ok) await cache.put(key, response.clone()).catch(() => undefined);
  return response;
}

/** Drops what an older version kept. */
async function tidyOnUse(): Promise<void> {
  const cache = await caches.open(onUseCacheName);
  const wanted = new Set([...onUse].map(([href, { revision }]) => `${href}?${revision}`));
  for (const { url } of await cache.keys()) if (!wanted.has(url)) await cache.delete(url);
}

/**
 * A link shared to the installed app. It comes in a body and goes on in a fragment, so that its secret is in no address
 * that anybody is asked for.
 */
async function openShared(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => null);
  const texts = ['url', 'text', 'title'].map((name) => String(form?.get(name) ?? ''));
  const fragment = texts.map((text) => SHARED_FRAGMENT.exec(text)?.[1]).find((it) => it !== undefined);
  return Response.redirect(self.registration.scope + (fragment ? `#${fragment}` : ''), 303);
}

self.addEventListener('fetch', (event) => {
  if (event.request.method === 'POST' && event.request.url === `${self.registration.scope}share`) {
    return event.respondWith(openShared(event.request));
  }
  const key = keyOf(event.request);
  if (key !== undefined) return event.respondWith(answer(event.request, key));
  const entry = event.request.method === 'GET' ? onUse.get(event.request.url) : undefined;
  if (entry) event.respondWith(keepOnUse(event.request.url, entry));
});

self.addEventListener('activate', (event) => event.waitUntil(tidyOnUse()));

self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING') {
    void self.skipWaiting();
  }
});
