/** A platform in the tests' hands: time stands still until told, and each socket is played by the test. */

import { readPacket } from './mqtt-codec.ts';
import type { Platform } from './platform.ts';
import type { WireEvents } from './wire.ts';

/** One socket the client opened. */
interface FakeWire {
  readonly url: string;
  /** The other end. */
  readonly events: WireEvents;
  /** First bytes of what the client sent: CONNECT is 0x10, SUBSCRIBE 0x82, PINGREQ 0xc0, DISCONNECT 0xe0. */
  readonly sentTypes: number[];
  readonly sent: Uint8Array[];
  isClosed: boolean;
  waitingBytes: number;
}

export interface FakePlatform extends Platform {
  readonly wires: FakeWire[];
  /** The newest socket. */
  wire(): FakeWire;
  /** Moves time forward, running what falls due on the way, in order. */
  pass(ms: number): void;
  nextDice: number;
  dice(): number;
}

export function createFakePlatform(): FakePlatform {
  let nowMs = 0;
  let timers: { atMs: number; action: () => void }[] = [];
  const wires: FakeWire[] = [];
  return {
    wires,
    wire: () => wires.at(-1)!,
    nextDice: 0.5,
    nowMs: () => nowMs,
    dice() {
      return this.nextDice;
    },
    after(delayMs, action) {
      const timer = { atMs: nowMs + delayMs, action };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const due = timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (!due) break;
        timers = timers.filter((other) => other !== due);
        nowMs = due.atMs;
        due.action();
      }
      nowMs = endMs;
    },
    openWire(url, events) {
      const wire: FakeWire = { url, events, sentTypes: [], sent: [], isClosed: false, waitingBytes: 0 };
      wires.push(wire);
      return {
        get waitingBytes() {
          return wire.waitingBytes;
        },
        send(bytes) {
          wire.sent.push(bytes);
          wire.sentTypes.push(bytes[0]!);
        },
        close() {
          wire.isClosed = true;
        },
      };
    },
  };
}

export const CONNACK_ACCEPTED = Uint8Array.of(0x20, 2, 0, 0);
export const CONNACK_NOT_AUTHORIZED = Uint8Array.of(0x20, 2, 0, 5);
export const PINGRESP = Uint8Array.of(0xd0, 0);

/** The SUBACK that grants, or refuses, a SUBSCRIBE of one topic. */
export function suback(packetId: number, code = 0): Uint8Array {
  return Uint8Array.of(0x90, 3, 0, packetId, code);
}

/** Topic and payload of a PUBLISH the client sent. */
export function readSentPublish(bytes: Uint8Array): { topic: string; payload: Uint8Array } {
  const bodyAt = bytes[1]! < 128 ? 2 : bytes[2]! < 128 ? 3 : 4;
  const packet = readPacket(bytes[0]!, bytes.subarray(bodyAt));
  if (packet === 'malformed' || packet.kind !== 'publish') throw new Error('not a PUBLISH');
  return packet;
}
