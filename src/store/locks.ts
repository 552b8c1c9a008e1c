/** One tab at a time (Web Locks, W3C), so that two tabs that start together make one identity. */

/** A tab that is frozen while it holds the lock must not keep the others from calling. */
const WAIT_MS = 3000;

/** @returns what the errand gives, or `busy` when another tab did not let go in time; the errand then did not run */
export async function exclusively<T>(errand: () => Promise<T>, waitMs = WAIT_MS): Promise<T | 'busy'> {
  if (!navigator.locks) return errand();
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), waitMs);
  try {
    return await navigator.locks.request('humr-store', { signal: waiting.signal }, () => {
      clearTimeout(timer);
      return errand();
    });
  } catch (error) {
    if (waiting.signal.aborted) return 'busy';
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
