/** Whether one's own microphone gives anything at all: a voice that is not muted, and yet nothing but zeros. Pure. */

/** Even the quietest room is louder; at or below is digital silence. */
const ZERO_DBFS = -99;
const SILENT_AFTER_MS = 5_000;

export class OwnSilence {
  #soundMs = Number.NaN;

  /** @param inputDbfs level before the chain and before mute */
  note(inputDbfs: number, nowMs: number): boolean {
    if (Number.isNaN(this.#soundMs) || inputDbfs > ZERO_DBFS) this.#soundMs = nowMs;
    return nowMs - this.#soundMs > SILENT_AFTER_MS;
  }

  forget(): void {
    this.#soundMs = Number.NaN;
  }
}
