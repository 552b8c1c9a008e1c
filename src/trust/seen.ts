/** Which greetings were read lately (Humr/1, "Replay": seen session ids for 10 minutes, at most 4096). Time is an argument. */
import { toBase64Url } from '../base/base64url.ts';

export const MAX_SEEN = 4096;
const KEPT_S = 600;

export class SeenHellos {
  readonly #sids = new Map<string, Seen>();
  readonly #ephemerals = new Map<string, Seen>();

  /** How far ahead of ours the clock of this session id (16 bytes) was, s; null when it was not seen. */
  clockAheadS(sid: Uint8Array, nowS: number): number | null {
    return keptOf(this.#sids.get(toBase64Url(sid)), nowS)?.aheadS ?? null;
  }

  /** Whether this very greeting, known by its ephemeral key (32 bytes), was read. */
  hasEphemeral(ephemeral: Uint8Array, nowS: number): boolean {
    return keptOf(this.#ephemerals.get(toBase64Url(ephemeral)), nowS) !== null;
  }

  /** Remembers a greeting; the oldest is forgotten when there are too many. Add one's own too, so that it is no news. */
  add(sid: Uint8Array, ephemeral: Uint8Array, sentS: number, nowS: number): void {
    const seen = { atS: nowS, aheadS: sentS - nowS };
    remember(this.#sids, toBase64Url(sid), seen);
    remember(this.#ephemerals, toBase64Url(ephemeral), seen);
  }
}

interface Seen {
  readonly atS: number;
  readonly aheadS: number;
}

function keptOf(seen: Seen | undefined, nowS: number): Seen | null {
  return seen && Math.abs(nowS - seen.atS) <= KEPT_S ? seen : null;
}

/** A map keeps the order of insertion, so the first key is the oldest. */
function remember(all: Map<string, Seen>, key: string, seen: Seen): void {
  all.delete(key);
  all.set(key, seen);
  if (all.size <= MAX_SEEN) return;
  const [oldest] = all.keys();
  all.delete(oldest!);
}
