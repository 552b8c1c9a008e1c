/** Writes what the view shows of relay and storage into the log: one subscription, a line for every change. */
import type { LogEntry } from '../call/ports.ts';
import type { ViewStore } from './store.ts';
import type { View } from './view.ts';

export function logView(store: ViewStore, log: (entry: LogEntry) => void): void {
  let before = statesOf(store.view);
  store.subscribe((view) => {
    const now = statesOf(view);
    for (const event of ['relay', 'settings'] as const) {
      const isFine = now[event];
      if (isFine === before[event]) continue;
      const detail = { relay: isFine ? 'open' : 'lost', settings: isFine ? 'kept' : 'not kept' }[event];
      log({ level: isFine ? 'info' : 'warn', event, peer: null, detail });
    }
    before = now;
  });
}

/** Outside of a call no relay is missed. */
function statesOf({ screen, settings }: View): Readonly<Record<'relay' | 'settings', boolean>> {
  return { relay: screen.name !== 'call' || screen.call.relay.state === 'open', settings: settings.kept };
}
