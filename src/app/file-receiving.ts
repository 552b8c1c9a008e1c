/**
 * One file on its way from one person: nothing comes before it is wanted, never more than was announced, and it is
 * handed out only when its hash is right.
 */
import { equalBytes } from '../base/bytes.ts';
import { type RunningHash, runningHash } from '../trust/hash.ts';
import type { SideFrame } from './side.ts';

export type ReceivingState =
  | 'offered'
  | 'moving'
  | 'paused'
  | 'done'
  | 'cancelled'
  | 'withdrawn'
  | 'damaged'
  | 'broken';

/** How much comes between two acknowledgements. */
const ACKNOWLEDGED_BYTES = 128 * 1024;
/** Chunks are joined to larger blobs, which the browser may keep on disk. */
const BLOB_BYTES = 4 * 1024 * 1024;

export interface ReceivingOptions {
  readonly number: number;
  readonly sizeBytes: number;
  send(frame: SideFrame): boolean;
  changed(): void;
}

export class FileReceiving {
  state: ReceivingState = 'offered';
  readonly #options: ReceivingOptions;
  readonly #hash: RunningHash = runningHash();
  #gotBytes = 0;
  #acknowledgedBytes = 0;
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #chunkBytes = 0;
  #blobs: Blob[] = [];
  /** Came while paused: the last thing to do is told later. */
  #end: Uint8Array | null = null;

  constructor(options: ReceivingOptions) {
    this.#options = options;
  }

  get doneRatio(): number {
    const { sizeBytes } = this.#options;
    return sizeBytes === 0 ? 1 : this.#gotBytes / sizeBytes;
  }

  get isOver(): boolean {
    return !['offered', 'moving', 'paused'].includes(this.state);
  }

  /** The whole file, when it is done; of no type, so that nothing opens it by itself. */
  get blob(): Blob | null {
    return this.state === 'done' ? new Blob(this.#blobs, { type: 'application/octet-stream' }) : null;
  }

  accept(): void {
    if (this.state !== 'offered') return;
    this.state = 'moving';
    this.#tell('accept');
    this.#options.changed();
  }

  receive(frame: SideFrame): void {
    if (this.isOver) return;
    if (frame.kind === 'stop') return this.#finish('withdrawn');
    if (this.state === 'offered') return; // nobody asked for it yet
    if (frame.kind === 'chunk') this.#take(frame.bytes);
    if (frame.kind === 'end') this.#check(frame.sha256);
  }

  /** Without acknowledgements the sender soon waits. */
  pause(): void {
    if (this.state !== 'moving') return;
    this.state = 'paused';
    this.#options.changed();
  }

  resume(): void {
    if (this.state !== 'paused') return;
    this.state = 'moving';
    this.#acknowledge(0);
    if (this.#end) this.#check(this.#end);
    this.#options.changed();
  }

  /** Also: not wanted. */
  cancel(): void {
    if (this.isOver) return;
    this.#tell('refuse');
    this.#finish('cancelled');
  }

  lose(): void {
    if (!this.isOver) this.#finish('broken');
  }

  #take(bytes: Uint8Array): void {
    this.#gotBytes += bytes.length;
    if (this.#gotBytes > this.#options.sizeBytes) return this.#refuse();
    this.#hash.update(bytes);
    this.#chunks.push(bytes.slice());
    this.#chunkBytes += bytes.length;
    if (this.#chunkBytes >= BLOB_BYTES) this.#join();
    if (this.state === 'moving') this.#acknowledge(ACKNOWLEDGED_BYTES);
  }

  #check(sha256: Uint8Array): void {
    if (this.state === 'paused') {
      this.#end = sha256.slice();
      return;
    }
    const isWhole = this.#gotBytes === this.#options.sizeBytes;
    if (!isWhole || !equalBytes(this.#hash.digest(), sha256)) return this.#refuse();
    this.#join();
    this.#acknowledge(0);
    this.state = 'done';
    this.#options.changed();
  }

  #join(): void {
    if (this.#chunks.length > 0) this.#blobs.push(new Blob(this.#chunks));
    this.#chunks = [];
    this.#chunkBytes = 0;
  }

  #acknowledge(everyBytes: number): void {
    if (this.#gotBytes - this.#acknowledgedBytes < everyBytes) return;
    this.#acknowledgedBytes = this.#gotBytes;
    this.#options.send({ kind: 'got', number: this.#options.number, placeBytes: this.#gotBytes });
    this.#options.changed();
  }

  #tell(kind: 'accept' | 'refuse'): void {
    this.#options.send({ kind, number: this.#options.number });
  }

  #refuse(): void {
    this.#tell('refuse');
    this.#finish('damaged');
  }

  #finish(state: ReceivingState): void {
    this.state = state;
    this.#chunks = [];
    this.#blobs = [];
    this.#options.changed();
  }
}
