/**
 * What was found out about people's keys during this call. Kept by key, not by session: whoever comes back with the
 * same key is the same person. In memory only; the store of people outlives calls.
 */
import { toBase64Url } from '../base/base64url.ts';
import type { Trust } from './view.ts';

export class CallTrust {
  readonly #byKey = new Map<string, Trust>();

  /** @param key of the person, 32 bytes, or null before it is proven */
  of(key: Uint8Array | null): Trust {
    return (key && this.#byKey.get(toBase64Url(key))) ?? 'new';
  }

  set(key: Uint8Array, trust: Trust): void {
    this.#byKey.set(toBase64Url(key), trust);
  }

  forget(): void {
    this.#byKey.clear();
  }
}
