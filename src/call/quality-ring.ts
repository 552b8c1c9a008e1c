/** The last so-many minutes of something measured again and again. */

export class TimeRing<T extends { readonly atMs: number }> {
  readonly #keepMs: number;
  #items: T[] = [];

  /** @param keepMs how far back it reaches, > 0 */
  constructor(keepMs: number) {
    if (!(keepMs > 0)) throw new RangeError(`a ring of ${keepMs} ms`);
    this.#keepMs = keepMs;
  }

  /** Oldest first. */
  get items(): readonly T[] {
    return this.#items;
  }

  /** Older items than `keepMs` before this one go. Items come in the order of their times. */
  add(item: T): void {
    this.#items.push(item);
    const oldest = this.#items.findIndex(({ atMs }) => item.atMs - atMs <= this.#keepMs);
    if (oldest > 0) this.#items = this.#items.slice(oldest);
  }

  clear(): void {
    this.#items = [];
  }
}

/**
 * At most `count` values that tell the same story: each stretch of values becomes its worst one, so that a short trouble
 * does not vanish.
 * @param worst picks one of a stretch, which is never empty
 */
export function thinned<T>(items: readonly T[], count: number, worst: (stretch: readonly T[]) => T): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, n) =>
    worst(items.slice(Math.floor((n * items.length) / count), Math.floor(((n + 1) * items.length) / count))),
  );
}
