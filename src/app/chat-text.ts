/** Text and file names from others: chosen by anybody, so they are cut to what can be read and saved without harm. */
import { MAX_TEXT_BYTES } from './side.ts';

/** Control characters but tab and line feed, and what turns the direction of the text around it. */
const UNWELCOME_IN_TEXT = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** @returns what is shown and sent; empty when nothing is left */
export function normaliseText(raw: string): string {
  return raw.replace(/\r\n?/g, '\n').replace(UNWELCOME_IN_TEXT, '').trim();
}

/** @param text normalised; longer ones are refused before they are sent */
export function isSendable(text: string): boolean {
  return text !== '' && text.length <= MAX_TEXT_BYTES && new TextEncoder().encode(text).length <= MAX_TEXT_BYTES;
}

const MAX_FILE_NAME_LENGTH = 120;
const MAX_ENDING_LENGTH = 16;
/** What no file system of today takes, the separators of all of them, and everything invisible. */
const UNWELCOME_IN_NAME = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*]/gu;
/** Device names of Windows, which it takes with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** A name under which a file may be saved: no path, no device, no hidden file, nothing invisible, at most 120 long. */
export function safeFileName(raw: string): string {
  const base = raw.slice(-4096).split(/[/\\]/).at(-1) ?? '';
  const tidy = base.normalize('NFC').replace(UNWELCOME_IN_NAME, '_').replace(/\s+/gu, ' ');
  const bare = tidy.replace(/^[. ]+/, '').replace(/[. ]+$/, '');
  const named = DEVICE.test(bare) ? `_${bare}` : bare;
  return shortened(named === '' ? 'file' : named);
}

/** The ending stays: it says what the file is. */
function shortened(name: string): string {
  if (name.length <= MAX_FILE_NAME_LENGTH) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= MAX_ENDING_LENGTH ? name.slice(dot) : '';
  return name.slice(0, MAX_FILE_NAME_LENGTH - ending.length).replace(/[\ud800-\udbff]$/, '') + ending;
}

/** A bucket of tokens: so many at once, so many a second. The clock comes from outside. */
export class Allowance {
  readonly #burst: number;
  readonly #perS: number;
  #tokens: number;
  #sinceMs = 0;

  constructor({ burst, perS }: { burst: number; perS: number }) {
    this.#burst = burst;
    this.#perS = perS;
    this.#tokens = burst;
  }

  /** @returns whether one more is allowed, and takes it if so */
  take(nowMs: number): boolean {
    this.#tokens = Math.min(this.#burst, this.#tokens + ((nowMs - this.#sinceMs) / 1000) * this.#perS);
    this.#sinceMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}

/** FAULTS, bad input, row 27: of one person, in either direction. */
export const TEXT_ALLOWANCE = { burst: 20, perS: 5 };
/** PROTOCOL, threat 11: the call's own messages of one person, of which a lively moment has a handful. */
export const TALK_ALLOWANCE = { burst: 60, perS: 20 };
