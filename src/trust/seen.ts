/** Which greetings were read lately (Humr/1, "Replay": seen session ids for 10 minutes, at most 4096). Time is an argument. */
import { toBase64Url } from '../base/base64url.ts';

export const MAX_SEEN = 4096;
const KEPT_S = 600;

export class SeenHellos {
  readonly #sids = new Map<string, number>();
  readonly #ephemerals = new Map<string, number>();

  hasSid(sid: Uint8Array, nowS: number): boolean {
    return isKept(this.#sids.get(toBase64Url(sid)), nowS);
  }

  /** Whether this very greeting, known by its ephemeral key (32 bytes), was read. */
  hasEphemeral(ephemeral: Uint8Array, nowS: number): boolean {
    return isKept(this.#ephemerals.get(toBase64Url(ephemeral)), nowS);
  }

  /** Remembers a greeting; the oldest is forgotten when there are too many. Add one's own too, so that it is no news. */
  add(sid: Uint8Array, ephemeral: Uint8Array, nowS: number): void {
    remember(this.#sids, toBase64Url(sid), nowS);
    remember(this.#ephemerals, toBase64Url(ephemeral), nowS);
  }
}

function isKept(seenS: number | undefined, nowS: number): boolean {
  return seenS !== undefined && Math.abs(nowS - seenS) <= KEPT_S;
}

/** A map keeps the order of insertion, so the first key is the oldest. */
function remember(times: Map<string, number>, key: string, nowS: number): void {
  times.delete(key);
  times.set(key, nowS);
  if (times.size <= MAX_SEEN) return;
  const [oldest] = times.keys();
  times.delete(oldest!);
}
