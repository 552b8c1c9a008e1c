/** Waiting with an end: storage may hang, and a page that waits for it is broken. */

/** @returns what the promise gives, or `late`; a rejection passes through */
export function timeLimit<T>(promise: Promise<T>, limitMs: number): Promise<T | 'late'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('late'), limitMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
