/**
 * A WebSocket as a byte stream for the broker. aedes writes a packet in many pieces, some of one byte; here all that
 * is written between `cork` and `uncork` leaves as one frame, in one write to the socket. Node's own buffering would do
 * so too, at the price of an object and a callback per piece, which under a burst was a third of the relay's work.
 */
import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

type Done = (error?: Error | null) => void;

/** With more than this unsent the broker waits for `drain`, and gives the client up when that takes too long. */
const HIGH_WATER_BYTES = 65_536;

export class SocketStream extends Duplex {
  readonly #socket: WebSocket;
  #pieces: Buffer[] = [];
  #corks = 0;
  #needsDrain = false;

  constructor(socket: WebSocket) {
    super({ autoDestroy: true });
    this.#socket = socket;
    socket.on('close', () => {
      this.push(null);
      this.destroy();
    });
    socket.on('error', () => this.destroy()); // such as a frame that is too long; `ws` has answered it
  }

  /** Hands in what arrived; more than the broker can take makes the client wait. */
  accept(data: Buffer): void {
    if (!this.destroyed && !this.push(data)) this.#socket.pause();
  }

  override _read(): void {
    if (this.#socket.isPaused) this.#socket.resume();
  }

  override cork(): void {
    this.#corks += 1;
  }

  override uncork(): void {
    this.#corks -= 1;
    if (this.#corks === 0) this.#flush();
  }

  /** The broker never asks when a piece has left, only whether to wait; so there is no callback. */
  override write(chunk: string | Buffer): boolean {
    this.#pieces.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    if (this.#corks === 0) this.#flush();
    this.#needsDrain = this.#socket.bufferedAmount > HIGH_WATER_BYTES;
    return !this.#needsDrain;
  }

  override _final(done: Done): void {
    this.#flush();
    this.#socket.close();
    done();
  }

  override _destroy(_error: Error | null, done: Done): void {
    this.#pieces = [];
    this.#socket.terminate();
    done(); // whoever broke a rule is gone; that is no error of ours
  }

  #flush(): void {
    const pieces = this.#pieces;
    if (pieces.length === 0) return;
    this.#pieces = [];
    if (this.#socket.readyState !== this.#socket.OPEN) return; // it left meanwhile
    this.#socket.send(pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces), () => this.#sent());
  }

  #sent(): void {
    if (!this.#needsDrain || this.#socket.bufferedAmount > HIGH_WATER_BYTES) return;
    this.#needsDrain = false;
    this.emit('drain');
  }
}
