/**
 * A network in user space: every interface of a namespace is a TUN device whose packets arrive here as UDP datagrams on
 * loopback; this process reads the destination from the IPv4 header and passes them on through an impaired path.
 */
import { createSocket, type Socket } from 'node:dgram';
import { createDice } from '../bench/dice.ts';
import { type Impairment, Path } from './impairment.ts';
import { isRtp, NO_TALLY, type Tally, VoiceSeen } from './tally.ts';

export interface Port {
  /** Address of the interface, dotted. */
  readonly address: string;
  /** UDP ports on loopback: ours, and that of the program that holds the device. */
  readonly ownPort: number;
  readonly devicePort: number;
}

/** Offset and length of the destination in an IPv4 header (RFC 791, section 3.1). */
const DESTINATION_AT = 16;
const MIN_HEADER_BYTES = 20;

interface Attached {
  readonly socket: Socket;
  readonly devicePort: number;
  readonly out: Path;
  tally: Tally;
  readonly voice: VoiceSeen;
}

export class UserNetwork {
  readonly #sockets = new Map<string, Attached>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  async attach({ address, ownPort, devicePort }: Port): Promise<void> {
    const socket = createSocket('udp4');
    const out = new Path(createDice(this.#seed + this.#sockets.size + 1));
    const attached = { socket, devicePort, out, tally: NO_TALLY, voice: new VoiceSeen() };
    this.#sockets.set(address, attached);
    socket.on('message', (packet) => this.#forward(attached, packet));
    await new Promise<void>((bound) => socket.bind(ownPort, '127.0.0.1', bound));
  }

  /** What happens to packets that leave this address from now on. */
  impair(address: string, impairment: Impairment): void {
    const port = this.#sockets.get(address);
    if (!port) throw new RangeError(`no interface has ${address}`);
    port.out.impairment = impairment;
  }

  /** The same for both directions of everything. */
  impairAll(impairment: Impairment): void {
    for (const { out } of this.#sockets.values()) out.impairment = impairment;
  }

  /** Of the voices sent from this address so far. */
  tallyOf(address: string): Tally {
    const attached = this.#sockets.get(address);
    if (!attached) return NO_TALLY;
    const { different, missing } = attached.voice;
    return { ...attached.tally, different, missing };
  }

  /** See `VoiceSeen.lagMs`. */
  soundLagMs(address: string): number {
    return this.#sockets.get(address)?.voice.lagMs ?? Number.NaN;
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { socket } of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }

  #forward(from: Attached, packet: Buffer): void {
    if (packet.length < MIN_HEADER_BYTES || packet[0]! >> 4 !== 4) return;
    const target = this.#sockets.get(packet.subarray(DESTINATION_AT, DESTINATION_AT + 4).join('.'));
    if (!target) return;
    const nowMs = performance.now();
    // The way in is as good as the way out: a cable that is out is out in both directions.
    const arrivals = target.out.impairment.isUp ? from.out.arrivals(packet, nowMs) : [];
    if (isRtp(packet)) {
      count(from, { packets: 1, lost: arrivals.length === 0 ? 1 : 0, bytes: packet.length });
      from.voice.note(packet, arrivals.length === 0, nowMs);
    }
    for (const atMs of arrivals) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        target.socket.send(packet, target.devicePort, '127.0.0.1');
        if (isRtp(packet)) count(from, { delivered: 1, delayMs: performance.now() - nowMs });
      }, atMs - nowMs);
      this.#timers.add(timer);
    }
  }
}

function count(of: Attached, more: Partial<Tally>): void {
  const { packets = 0, lost = 0, bytes = 0, delivered = 0, delayMs = 0 } = more;
  const { tally } = of;
  of.tally = {
    ...tally,
    packets: tally.packets + packets,
    lost: tally.lost + lost,
    bytes: tally.bytes + bytes,
    delivered: tally.delivered + delivered,
    delayMs: tally.delayMs + delayMs,
  };
}
