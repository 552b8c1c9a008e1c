/**
 * One file on its way to one person: read in pieces, sent no faster than they arrive, hashed as it goes. The receiver
 * says how much has come; so much more than that is never under way, whatever the browser would queue.
 */
import { type RunningHash, runningHash } from '../trust/hash.ts';
import { CHUNK_BYTES, type SideFrame } from './side.ts';

/** A file as the browser gives it; read piece by piece. */
export interface SendableFile {
  readonly name: string;
  readonly size: number;
  slice(fromBytes: number, toBytes: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export type SendingState = 'offered' | 'moving' | 'paused' | 'done' | 'cancelled' | 'refused' | 'broken';

/** On a path of 100 ms this much under way gives 40 Mbit/s. */
const WINDOW_BYTES = 512 * 1024;
/** Read at once. */
const PIECE_BYTES = 4 * CHUNK_BYTES;

export interface SendingOptions {
  readonly number: number;
  readonly file: SendableFile;
  /** @returns false while the channel is too full, or gone */
  send(frame: SideFrame): boolean;
  changed(): void;
}

export class FileSending {
  state: SendingState = 'offered';
  readonly #options: SendingOptions;
  readonly #hash: RunningHash = runningHash();
  #sentBytes = 0;
  #gotBytes = 0;
  #reading = false;
  /** Read, and not taken by the channel yet. */
  #waiting: Uint8Array[] = [];
  #sentEnd = false;
  #digest: Uint8Array | null = null;

  constructor(options: SendingOptions) {
    this.#options = options;
    const { number, file } = options;
    if (!options.send({ kind: 'offer', number, sizeBytes: file.size, name: file.name })) this.#end('broken');
  }

  /** What has arrived, 0..1. */
  get doneRatio(): number {
    const { size } = this.#options.file;
    return size === 0 ? 1 : this.#gotBytes / size;
  }

  get isOver(): boolean {
    return !['offered', 'moving', 'paused'].includes(this.state);
  }

  receive(frame: SideFrame): void {
    if (this.isOver) return;
    if (frame.kind === 'refuse') return this.#end('refused');
    if (frame.kind === 'accept' && this.state === 'offered') return this.#move('moving');
    if (frame.kind !== 'got' || frame.placeBytes < this.#gotBytes || frame.placeBytes > this.#sentBytes) return;
    this.#gotBytes = frame.placeBytes;
    const isAll = this.#gotBytes === this.#options.file.size && this.#sentEnd;
    if (isAll) return this.#end('done');
    this.#options.changed();
    this.pump();
  }

  pause(): void {
    if (this.state === 'moving') this.#move('paused');
  }

  resume(): void {
    if (this.state === 'paused') this.#move('moving');
  }

  cancel(): void {
    if (this.isOver) return;
    this.#options.send({ kind: 'stop', number: this.#options.number });
    this.#end('cancelled');
  }

  /** They are gone. */
  lose(): void {
    if (!this.isOver) this.#end('broken');
  }

  /** Sends what may be sent now; to be called again and again while the channel is full. */
  pump(): void {
    const { number, send } = this.#options;
    while (this.state === 'moving' && this.#waiting[0]) {
      if (!send({ kind: 'chunk', number, bytes: this.#waiting[0] })) return;
      this.#sentBytes += this.#waiting.shift()?.length ?? 0;
    }
    if (this.state !== 'moving' || this.#reading) return;
    if (this.#sentBytes < this.#options.file.size) {
      if (this.#sentBytes - this.#gotBytes < WINDOW_BYTES) void this.#read();
    } else if (!this.#sentEnd) {
      this.#sendEnd();
    }
  }

  #sendEnd(): void {
    this.#digest ??= this.#hash.digest();
    this.#sentEnd = this.#options.send({ kind: 'end', number: this.#options.number, sha256: this.#digest });
  }

  async #read(): Promise<void> {
    const { file } = this.#options;
    this.#reading = true;
    const from = this.#sentBytes;
    const piece = await bytesOf(file, from, Math.min(file.size, from + PIECE_BYTES));
    this.#reading = false;
    if (this.isOver) return;
    // It was changed or taken away under our hands.
    if (piece === null) return this.cancel();
    this.#hash.update(piece);
    for (let at = 0; at < piece.length; at += CHUNK_BYTES) this.#waiting.push(piece.subarray(at, at + CHUNK_BYTES));
    this.pump();
  }

  #move(state: SendingState): void {
    this.state = state;
    this.#options.changed();
    this.pump();
  }

  #end(state: SendingState): void {
    this.state = state;
    this.#waiting = [];
    this.#options.changed();
  }
}

async function bytesOf(file: SendableFile, fromBytes: number, toBytes: number): Promise<Uint8Array | null> {
  try {
    const bytes = new Uint8Array(await file.slice(fromBytes, toBytes).arrayBuffer());
    return bytes.length === toBytes - fromBytes ? bytes : null;
  } catch {
    return null;
  }
}
