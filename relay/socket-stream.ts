/**
 * A WebSocket as a byte stream for the broker. It differs from the stream `ws` offers in one way that counts: aedes
 * writes a packet in pieces, some of one byte, and here the pieces written together leave as one frame.
 */
import { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

type Done = (error?: Error | null) => void;

export class SocketStream extends Duplex {
  readonly #socket: WebSocket;

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

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#send(chunk, done);
  }

  /** All that was written while the stream was corked, or busy. */
  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: Done): void {
    this.#socket.close();
    done();
  }

  override _destroy(_error: Error | null, done: Done): void {
    this.#socket.terminate();
    done(); // whoever broke a rule is gone; that is no error of ours
  }

  #send(data: Buffer, done: Done): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(data, done);
    else done(); // it left meanwhile
  }
}
