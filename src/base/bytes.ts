/** Byte strings: the few operations the protocol needs, without the DOM's TextEncoder. */

/** Joins byte strings in order into a new one. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/**
 * Whether two byte strings are the same, in time that does not depend on where they differ.
 * The lengths are not secret: different lengths answer at once.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

/**
 * Which of two byte strings of equal length sorts first, as unsigned numbers.
 * @returns below 0 when `a` is lower, above 0 when `b` is lower, 0 when equal
 */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/**
 * Bytes of a text that holds ASCII only (labels of the protocol).
 * @throws {RangeError} at the first character above 0x7f
 */
export function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) throw new RangeError(`not ASCII at ${i}: U+${code.toString(16)}`);
    bytes[i] = code;
  }
  return bytes;
}
