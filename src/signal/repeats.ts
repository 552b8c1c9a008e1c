/**
 * Two people on the same relays hear each other once per relay. What was just heard is not handed on again: whole
 * messages are compared, since a hash could be made to collide and so suppress somebody else's.
 */
import { equalBytes } from '../base/bytes.ts';

/** More than a joining person causes; at most 1 MiB at the longest envelope. */
const REMEMBERED = 64;

export interface Repeats {
  /** Remembers the message. @returns whether it was among the last ones */
  isRepeat(topic: string, sealed: Uint8Array): boolean;
}

export function createRepeats(): Repeats {
  const heard: { topic: string; sealed: Uint8Array }[] = [];
  return {
    isRepeat(topic, sealed) {
      if (heard.some((old) => old.topic === topic && equalBytes(old.sealed, sealed))) return true;
      heard.push({ topic, sealed: sealed.slice() });
      if (heard.length > REMEMBERED) heard.shift();
      return false;
    },
  };
}
