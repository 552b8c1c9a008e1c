/**
 * Whether two names look alike. A name is chosen by anybody; one that could be taken for a contact's deserves a warning
 * when the key is another. The idea is the skeleton of Unicode Technical Standard 39, section 4, with a table of our own:
 * the Latin, Greek and Cyrillic letters and digits that people mistake for each other in names, not all of Unicode.
 */

/** Per Latin letter, what looks like it; capitals where only they do. Escaped, because lookalikes cannot be proofread. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: '\u0430\u03b1\u0251', // а, α, ɑ
  b: '\u044c\u0432\u0392', // ь, в, Β
  c: '\u0441\u03f2', // с, ϲ
  d: '\u0501', // ԁ
  e: '\u0435\u0454\u03b5\u04bd', // е, є, ε, ҽ
  g: '\u0261\u0581', // ɡ, ց
  h: '\u04bb\u043d\u0397\u0570', // һ, н, Η, հ
  i: '\u0456\u03b9\u0131\u04c0\u04cfl1|', // і, ι, ı, Ӏ, ӏ, l, 1, |
  j: '\u0458\u03f3', // ј, ϳ
  k: '\u043a\u03ba', // к, κ
  m: '\u043c\u039c', // м, Μ
  n: '\u039d\u03b7\u0578', // Ν, η, ո
  o: '\u043e\u03bf\u03c3\u05850', // о, ο, σ, օ, 0
  p: '\u0440\u03c1', // р, ρ
  q: '\u051b\u0563', // ԛ, գ
  r: '\u0433\u1d26', // г, ᴦ
  s: '\u04555$', // ѕ, 5, $
  t: '\u0442\u03c4', // т, τ
  u: '\u03c5\u057d', // υ, ս
  v: '\u03bd\u0475', // ν, ѵ
  w: '\u051d\u03c9', // ԝ, ω
  x: '\u0445\u03c7', // х, χ
  y: '\u0443\u04af\u03a5', // у, ү, Υ
  z: '\u0396', // Ζ
};

const LETTER_OF = new Map(
  Object.entries(LOOKALIKES).flatMap(([letter, alike]) => [...alike].map((character) => [character, letter] as const)),
);

/** Pairs that read as one letter in most typefaces. */
const PAIRS: readonly (readonly [pair: RegExp, letter: string])[] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
];

/** Marks, invisible characters, spaces and punctuation that a quick reader passes over. */
const PASSED_OVER = /[\p{M}\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}\p{P}]/gu;

/**
 * What is left of a name when everything that looks alike is the same; for comparing, never for showing.
 * Letters of other scripts stay as they are. An empty skeleton looks like nothing.
 */
export function nameSkeleton(name: string): string {
  const plain = name.normalize('NFKD');
  const latin = [...plain].map(latinOf).join('').replace(PASSED_OVER, '');
  return PAIRS.reduce((text, [pair, letter]) => text.replace(pair, letter), latin);
}

/** Capitals are looked up before they are lowered: the Greek Ν looks like N, its small ν like v. */
function latinOf(character: string): string {
  const small = character.toLowerCase();
  return LETTER_OF.get(character) ?? LETTER_OF.get(small) ?? small;
}

/** Whether one could be taken for the other, or they are the same. */
export function looksLike(name: string, other: string): boolean {
  const skeleton = nameSkeleton(name);
  return skeleton !== '' && skeleton === nameSkeleton(other);
}
