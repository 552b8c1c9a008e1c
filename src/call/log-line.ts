/** One line of the log as it is kept and handed on: already redacted, nothing in it names a person or a place. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly level: 'info' | 'warn';
  readonly event: string;
  /** Random name of the call, and first characters of the peer's random session id; null outside of any. */
  readonly call: string | null;
  readonly peer: string | null;
  readonly detail: string | null;
  /** How often the same followed within a minute and was not written. */
  readonly repeats: number;
}
