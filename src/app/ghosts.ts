/** The same person in two sessions: whoever came later stays (DESIGN.md, "Carriers"). */
import { equalBytes } from '../base/bytes.ts';
import type { Pair } from './pair-types.ts';
import type { Pairing } from './pairing.ts';

interface Session {
  readonly id: string;
  readonly pair: Pair;
}

/** One's own other tab or device is nobody to talk to. @returns which of the two sessions is over, or null */
export function meetsOneself({ pair: { pairing, call } }: Session, ownKey: Uint8Array): 'ours' | 'theirs' | null {
  const key = pairing.theirKey();
  if (!key || !equalBytes(key, ownKey) || call.phase !== 'connected') return null;
  // Whoever greeted, and so answered our offer, came later.
  return call.role === 'offerer' ? 'ours' : 'theirs';
}

/** Older sessions of somebody who has proven to be here in a newer one. */
export function ghostsOf(arrived: Session, members: Iterable<Session>): Session[] {
  const key = arrived.pair.pairing.theirKey();
  const ghosts: Session[] = [];
  for (const member of members) {
    if (member.id === arrived.id) break; // whoever follows came later
    const { call, pairing } = member.pair;
    const ghostKey = pairing.theirKey();
    const wasThere = call.phase === 'connected' || call.phase === 'reconnecting';
    if (key && ghostKey && wasThere && equalBytes(key, ghostKey)) ghosts.push(member);
  }
  return ghosts;
}

/**
 * Whether an offer from a session we wait for is that person's own: they gave us up, as after a long sleep, and begin
 * again. Anybody with the link can write under their session id, but not prove their key.
 */
export function beginsAnew(waitedFor: Session | undefined, { theirKey }: Pick<Pairing, 'theirKey'>): boolean {
  const [before, now] = [waitedFor?.pair.pairing.theirKey(), theirKey()];
  return Boolean(before && now && equalBytes(before, now));
}
