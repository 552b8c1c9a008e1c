/**
 * The log of this device: what happened to which call and peer, as lines that can be shown to a stranger. Repeats are
 * counted instead of written, `debug` goes to the console alone, and what is kept is bounded in lines and in bytes an
 * hour. Nothing of it leaves by itself.
 */
import type { LogLine } from '../call/log-line.ts';
import type { LogEntry, Ports } from '../call/ports.ts';
import { type Redacted, redact } from './redact.ts';

export interface LogOptions {
  readonly ports: Pick<Ports<unknown>, 'epochS' | 'nowMs' | 'dice' | 'every'>;
  /** Where every line also goes at once, such as the console. */
  write(entry: LogEntry): void;
  /** Keeps lines between visits; they are already redacted. */
  keep(lines: readonly LogLine[]): Promise<unknown>;
}

export interface Log {
  write(entry: LogEntry): void;
  /** A call begins: its lines get a name of their own until the next `endCall`. */
  beginCall(): string;
  endCall(): void;
  /** This visit's lines, oldest first. */
  readonly lines: readonly LogLine[];
  /** Hands what is not kept yet to the store. */
  flush(): Promise<void>;
  /** Everything was erased: forgets its lines, and keeps none any more while the page is open. */
  forget(): void;
}

/** The same line is written so often, then only counted. */
const WRITTEN_REPEATS = 3;
const REPEAT_WINDOW_MS = 60_000;
/** Different lines that are remembered for counting. */
const MAX_DIFFERENT = 500;
const FLUSH_MS = 15_000;
const MAX_LINES = 2_000;
const MAX_TEXT = 200;
/** Under 1 MB an hour whatever happens: lines beyond are counted, and the count is written. */
const MAX_BYTES_PER_HOUR = 900_000;
const HOUR_MS = 3_600_000;
/** What a line costs besides its texts. */
const LINE_BYTES = 90;
const CALL_NAME_BYTES = 3;

export function createLog(options: LogOptions): Log {
  return new LiveLog(options);
}

class LiveLog implements Log {
  readonly #options: LogOptions;
  #lines: LogLine[] = [];
  #unkept: LogLine[] = [];
  readonly #seen = new Map<string, { sinceMs: number; count: number; line: LogLine }>();
  #call: string | null = null;
  #hourMs = Number.NEGATIVE_INFINITY;
  #hourBytes = 0;
  #dropped = 0;
  #isForgotten = false;

  constructor(options: LogOptions) {
    this.#options = options;
    options.ports.every(FLUSH_MS, () => void this.flush());
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  beginCall(): string {
    this.#call = [...this.#options.ports.dice(CALL_NAME_BYTES)].map((it) => it.toString(16).padStart(2, '0')).join('');
    return this.#call;
  }

  endCall(): void {
    this.#settle(Number.POSITIVE_INFINITY);
    this.#call = null;
  }

  write(entry: LogEntry): void {
    const { ports } = this.#options;
    this.#settle(ports.nowMs());
    if (entry.level === 'debug') return this.#options.write(entry);
    const line = this.#lineOf(entry, entry.level);
    const key = [line.level, line.event, line.peer, line.detail].join('\n');
    const seen = this.#seen.get(key) ?? { sinceMs: ports.nowMs(), count: 0, line };
    seen.count++;
    if (this.#seen.size >= MAX_DIFFERENT) this.#settle(Number.POSITIVE_INFINITY);
    this.#seen.set(key, seen);
    if (seen.count > WRITTEN_REPEATS) return;
    this.#options.write(entry);
    this.#add(line);
  }

  forget(): void {
    this.#isForgotten = true;
    this.#lines = [];
    this.#unkept = [];
    this.#seen.clear();
  }

  async flush(): Promise<void> {
    if (this.#isForgotten) return;
    this.#settle(this.#options.ports.nowMs());
    if (this.#dropped > 0) this.#addDropped();
    const lines = this.#unkept;
    if (lines.length === 0) return;
    this.#unkept = [];
    await this.#options.keep(lines);
  }

  #lineOf({ event, peer, detail }: LogEntry, level: LogLine['level']): LogLine {
    const short = (text: string) => redact(text.slice(0, MAX_TEXT)).text;
    const told = detail === undefined ? null : short(detail);
    const atMs = 1000 * this.#options.ports.epochS();
    return { atMs, level, event: short(event), call: this.#call, peer, detail: told, repeats: 0 };
  }

  /** Writes the count of what was repeated and has been quiet, or counted, for a minute. */
  #settle(nowMs: number): void {
    for (const [key, { sinceMs, count, line }] of this.#seen) {
      if (nowMs - sinceMs < REPEAT_WINDOW_MS) continue;
      this.#seen.delete(key);
      const repeats = count - WRITTEN_REPEATS;
      if (repeats <= 0) continue;
      const { level, event, peer } = line;
      this.#options.write({ level, event: `${event} (repeated ${repeats} times)`, peer });
      this.#add({ ...line, atMs: 1000 * this.#options.ports.epochS(), repeats });
    }
  }

  #add(line: LogLine): void {
    const nowMs = this.#options.ports.nowMs();
    if (nowMs - this.#hourMs >= HOUR_MS) {
      this.#hourMs = nowMs;
      this.#hourBytes = 0;
    }
    this.#hourBytes += LINE_BYTES + line.event.length + (line.detail?.length ?? 0);
    if (this.#hourBytes > MAX_BYTES_PER_HOUR) {
      this.#dropped++;
      return;
    }
    this.#push(line);
  }

  #addDropped(): void {
    const line = this.#lineOf(
      { level: 'warn', event: 'lines left out', peer: null, detail: `${this.#dropped}` },
      'warn',
    );
    this.#dropped = 0;
    this.#push(line);
  }

  #push(line: LogLine): void {
    this.#lines = [...this.#lines, line].slice(-MAX_LINES);
    this.#unkept = [...this.#unkept, line].slice(-MAX_LINES);
  }
}

/** The log as a text to hand on: what was left out stands above it, so that a reader can trust what is there. */
export function logText(lines: readonly LogLine[]): string {
  const counts = new Map<Redacted, number>();
  for (const { event, detail } of lines) {
    for (const [, kind] of `${event} ${detail ?? ''}`.matchAll(/\[(link|address|key|description|mail)\]/g)) {
      counts.set(kind as Redacted, (counts.get(kind as Redacted) ?? 0) + 1);
    }
  }
  const left = [...counts].map(([kind, count]) => `${count} × [${kind}]`).join(', ');
  const head = [
    '# Humr log. Keys, links, names, descriptions and addresses are never written; what looked like one was replaced.',
    `# Replaced: ${left || 'nothing'}. Lines: ${lines.length}. Times are UTC; call and peer are random names.`,
  ];
  return `${[...head, ...lines.map(lineText)].join('\n')}\n`;
}

function lineText({ atMs, level, call, peer, event, detail, repeats }: LogLine): string {
  const parts = [new Date(atMs).toISOString(), level, `call=${call ?? '-'}`, `peer=${peer ?? '-'}`, event];
  if (detail !== null) parts.push(`(${detail})`);
  if (repeats > 0) parts.push(`repeated ${repeats} times more`);
  return parts.join(' ');
}
