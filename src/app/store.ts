/** Holds the one snapshot the UI shows, and tells when it changed. */
import type { View } from './view.ts';

export interface ViewStore {
  readonly view: View;
  /** Replaces the given fields; the listeners hear of it once. */
  update(change: Partial<View>): void;
  /** @returns how to stop listening */
  subscribe(listener: (view: View) => void): () => void;
}

export function createViewStore(initial: View): ViewStore {
  let view = initial;
  const listeners = new Set<(view: View) => void>();
  return {
    get view() {
      return view;
    },
    update(change) {
      view = { ...view, ...change };
      for (const listener of listeners) listener(view);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
