/**
 * Meeting a contact again without a link (Humr/1, "Contacts without link"): both kept p, a secret of their last call,
 * and find each other under a topic that changes every day. p is replaced at each call, so an old copy is soon worthless.
 */
import { KEY_BYTES } from './aead.ts';
import { expandLabel } from './hash.ts';
import { keysUnder, type RoomKeys, TOPIC_BYTES } from './room.ts';

const DAY_S = 86_400;

/**
 * The room of two contacts on one day.
 * @param contactSecret p, 32 bytes: `contactSecret` of the session of their last call
 * @param day days since 1970
 * @throws {RangeError} when p is not 32 bytes long
 */
export function contactRoom(contactSecret: Uint8Array, day: number): RoomKeys {
  if (contactSecret.length !== KEY_BYTES) throw new RangeError(`p must be 32 bytes, got ${contactSecret.length}`);
  const dayBytes = new Uint8Array(4);
  new DataView(dayBytes.buffer).setUint32(0, day);
  return keysUnder(contactSecret, expandLabel(contactSecret, 'topic', TOPIC_BYTES, dayBytes));
}

/** The days to listen on, today first: clocks may differ by one. Call on the first of them. */
export function contactDays(nowS: number): readonly [today: number, yesterday: number, tomorrow: number] {
  const today = Math.floor(nowS / DAY_S);
  return [today, today - 1, today + 1];
}
