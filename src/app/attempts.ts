/**
 * How often a handshake with a key died after its proof, in one room (Humr/1, "SAS"). Somebody between two people may
 * abort whenever the pictures would not match, and let an app that retries by itself give him another go.
 */
import { toBase64Url } from '../base/base64url.ts';

/** Then only the user's own new try gives more. */
const MAX_DEATHS = 5;
/** Keys counted; more different ones are a flood, and the oldest is forgotten. */
const MAX_KEYS = 256;

export class Attempts {
  readonly #deaths = new Map<string, number>();

  /** @returns whether this death was the one that spends the key's attempts */
  died(key: Uint8Array): boolean {
    const name = toBase64Url(key);
    const deaths = (this.#deaths.get(name) ?? 0) + 1;
    this.#deaths.delete(name);
    this.#deaths.set(name, deaths);
    const [oldest] = this.#deaths.keys();
    if (this.#deaths.size > MAX_KEYS && oldest !== undefined) this.#deaths.delete(oldest);
    return deaths === MAX_DEATHS;
  }

  isSpent(key: Uint8Array): boolean {
    return (this.#deaths.get(toBase64Url(key)) ?? 0) >= MAX_DEATHS;
  }
}
