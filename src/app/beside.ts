/** What lives beside the voice in a call, such as chat and screens: told of the call's comings and goings, no more. */
import type { AddedPurpose } from '../call/lines.ts';
import type { Member } from './member.ts';
import type { Room } from './room.ts';

export interface Beside {
  /** A call began. */
  begin(room: Room): void;
  /** Somebody came, connected, was held, let go or left. */
  changed(members: readonly Member[]): void;
  /** A frame from somebody who is connected, proven and not held. */
  side(member: Member, bytes: Uint8Array): void;
  /** Somebody's screen, its sound or a camera, or the end of it (null). */
  added(id: string, purpose: AddedPurpose, track: MediaStreamTrack | null): void;
  end(): void;
}

/** Several as one. */
export function together(all: readonly Beside[]): Beside {
  const each = (tell: (beside: Beside) => void) => all.forEach(tell);
  return {
    begin: (room) => each((it) => it.begin(room)),
    changed: (members) => each((it) => it.changed(members)),
    side: (member, bytes) => each((it) => it.side(member, bytes)),
    added: (id, purpose, track) => each((it) => it.added(id, purpose, track)),
    end: () => each((it) => it.end()),
  };
}

/** Whoever may be sent something: proven, connected or about to be again, and not held for a picture that differs. */
export function isReachable({ pair }: Member): boolean {
  const { phase } = pair.call;
  return (phase === 'connected' || phase === 'reconnecting') && pair.channelProven && !pair.held;
}
