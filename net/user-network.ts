/**
 * A network in user space: every interface of a namespace is a TUN device whose packets arrive here as UDP datagrams on
 * loopback; this process reads the destination from the IPv4 header and passes them on through an impaired path.
 */
import { createSocket, type Socket } from 'node:dgram';
import { createDice } from '../bench/dice.ts';
import { type Impairment, Path } from './impairment.ts';

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

export class UserNetwork {
  readonly #sockets = new Map<string, { socket: Socket; devicePort: number; out: Path }>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  async attach({ address, ownPort, devicePort }: Port): Promise<void> {
    const socket = createSocket('udp4');
    const out = new Path(createDice(this.#seed + this.#sockets.size + 1));
    this.#sockets.set(address, { socket, devicePort, out });
    socket.on('message', (packet) => this.#forward(out, packet));
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

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { socket } of this.#sockets.values()) socket.close();
    this.#sockets.clear();
  }

  #forward(path: Path, packet: Buffer): void {
    if (packet.length < MIN_HEADER_BYTES || packet[0]! >> 4 !== 4) return;
    const target = this.#sockets.get(packet.subarray(DESTINATION_AT, DESTINATION_AT + 4).join('.'));
    if (!target) return;
    // The way in is as good as the way out: a cable that is out is out in both directions.
    if (!target.out.impairment.isUp) return;
    const nowMs = performance.now();
    for (const atMs of path.arrivals(packet, nowMs)) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        target.socket.send(packet, target.devicePort, '127.0.0.1');
      }, atMs - nowMs);
      this.#timers.add(timer);
    }
  }
}
