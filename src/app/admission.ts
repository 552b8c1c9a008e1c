/**
 * Who is answered in one room: nobody whom the user blocked or let go, and no key whose handshakes died again and again
 * after its proof (Humr/1, "SAS"). Somebody between two people may abort whenever the pictures would not match, and let
 * an app that retries by itself give him another go.
 */
import { toBase64Url } from '../base/base64url.ts';
import type { Pair } from './pair-types.ts';
import type { Pairing } from './pairing.ts';

/** Then only the user's own new try gives more. */
const MAX_DEATHS = 5;
/** Keys counted and sessions ignored; more of them than this are a flood, and the oldest may knock again. */
const MAX_KEPT = 256;

export class Admission {
  readonly #admits: (key: Uint8Array) => boolean;
  readonly #deaths = new Map<string, number>();
  readonly #ignored = new Set<string>();

  /** @param admits whether the user lets this key (32 bytes) be answered */
  constructor(admits: (key: Uint8Array) => boolean) {
    this.#admits = admits;
  }

  admits(pairing: Pairing): boolean {
    const key = pairing.theirKey();
    return key === null || ((this.#deaths.get(toBase64Url(key)) ?? 0) < MAX_DEATHS && this.#admits(key));
  }

  /** @returns whether this end of a call was the one that spends the key's attempts */
  died({ pairing, channelProven }: Pair): boolean {
    const key = channelProven ? null : pairing.theirKey();
    if (!key) return false;
    const name = toBase64Url(key);
    const deaths = (this.#deaths.get(name) ?? 0) + 1;
    this.#deaths.delete(name);
    this.#deaths.set(name, deaths);
    if (this.#deaths.size > MAX_KEPT) this.#deaths.delete([...this.#deaths.keys()][0] ?? name);
    return deaths === MAX_DEATHS;
  }

  /** Hears no more of this session. */
  ignore(id: string): void {
    this.#ignored.add(id);
    if (this.#ignored.size > MAX_KEPT) this.#ignored.delete([...this.#ignored][0] ?? id);
  }

  isIgnored(sid: Uint8Array): boolean {
    return this.#ignored.has(toBase64Url(sid));
  }
}
