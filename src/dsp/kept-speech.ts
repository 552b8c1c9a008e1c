/**
 * How much of one's speech the chain leaves, estimated while somebody speaks: energy behind it, its gain taken out,
 * against the energy of the microphone, its noise taken out. An estimate, for at the microphone nobody knows the two
 * apart; where the voice hardly stands out from the noise nothing is said.
 */
import { clamp } from '../base/units.ts';
import type { VoiceReport } from './voice-messages.ts';

/** Surely speech. */
const SPEECH_PROBABILITY = 0.8;
/** The voice stands out this far, or the noise's own swings would count as speech. */
const ABOVE_NOISE_DB = 10;
/** Weight of the newest report: about two seconds of speech at ten reports a second. */
const NEWEST = 0.05;

const powerOf = (levelDb: number) => 10 ** (levelDb / 10);

export class KeptSpeech {
  readonly #newest: number;
  #speech = 0;
  #left = 0;

  /** @param newest weight of the newest report, 0..1 */
  constructor(newest = NEWEST) {
    this.#newest = newest;
  }

  /** 0..1; null before there was any speech. */
  get ratio(): number | null {
    return this.#speech > 0 ? clamp(this.#left / this.#speech, 0, 1) : null;
  }

  /** @returns the ratio with this report in it */
  note({ inputDbfs, outputDbfs, noiseDbfs, gainDb, speechProbability }: VoiceReport): number | null {
    if (speechProbability >= SPEECH_PROBABILITY && inputDbfs >= noiseDbfs + ABOVE_NOISE_DB) {
      const weight = this.#speech > 0 ? this.#newest : 1;
      this.#speech += weight * (powerOf(inputDbfs) - powerOf(noiseDbfs) - this.#speech);
      this.#left += weight * (powerOf(outputDbfs - gainDb) - this.#left);
    }
    return this.ratio;
  }
}
