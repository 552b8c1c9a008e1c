/** What a relay can write down of one connection: the packets browsers send it (OASIS MQTT 3.1.1; section numbers are its own), and when. */

export interface Seen {
  /** One each, as CONNECT is sent once. */
  readonly clientIds: string[];
  readonly keepAlivesS: number[];
  /** User names and passwords; nobody needs any here. */
  logins: number;
  readonly subscribed: string[];
  readonly published: Published[];
  readonly wills: Published[];
  /** Kinds of packets that are none of these. */
  readonly others: number[];
}

export interface Published {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The lower four bits of the first byte, 3.3.1: repeated, quality of service, retained. */
  readonly flags: number;
}

export function createSeen(): Seen {
  return { clientIds: [], keepAlivesS: [], logins: 0, subscribed: [], published: [], wills: [], others: [] };
}

const [CONNECT, PUBLISH, SUBSCRIBE, PINGREQ, DISCONNECT] = [1, 3, 8, 12, 14];

/** @param frame one packet of a browser, whole */
export function writeDown(seen: Seen, frame: Uint8Array): void {
  const kind = frame[0]! >> 4;
  const headBytes = 1 + frame.subarray(1).findIndex((byte) => byte < 128) + 1; // 2.2.3
  const read = reader(frame.subarray(headBytes));
  if (kind === CONNECT) writeDownConnect(seen, read);
  else if (kind === PUBLISH) seen.published.push({ topic: read.text(), payload: read.rest(), flags: frame[0]! & 15 });
  else if (kind === SUBSCRIBE) {
    read.skip(2);
    while (read.left() > 0) {
      seen.subscribed.push(read.text());
      read.skip(1);
    }
  } else if (kind !== PINGREQ && kind !== DISCONNECT) seen.others.push(kind);
}

/** 3.1: name, level, flags, keep-alive; then client id, will, user name and password. */
function writeDownConnect(seen: Seen, read: ReturnType<typeof reader>): void {
  read.skip(7);
  const flags = read.byte();
  seen.keepAlivesS.push(read.byte() * 256 + read.byte());
  seen.clientIds.push(read.text());
  if (flags & 0x04) seen.wills.push({ topic: read.text(), payload: read.field(), flags: (flags >> 3) & 7 });
  if (flags & 0xc0) seen.logins++;
}

function reader(bytes: Uint8Array) {
  let at = 0;
  const byte = () => bytes[at++]!;
  const field = () => {
    const length = byte() * 256 + byte();
    at += length;
    return bytes.slice(at - length, at);
  };
  return {
    byte,
    field,
    text: () => new TextDecoder().decode(field()),
    rest: () => bytes.slice(at),
    left: () => bytes.length - at,
    skip(count: number) {
      at += count;
    },
  };
}

/** Sequences of eight bytes that stand in more than one of the payloads; by chance there would be one in 2^40 runs. */
export function repeatedBytes(payloads: readonly Uint8Array[]): string[] {
  const firstIn = new Map<string, number>();
  const repeated: string[] = [];
  for (const [number, payload] of payloads.entries()) {
    for (const text of windows(payload, 8)) {
      const before = firstIn.get(text);
      if (before === undefined) firstIn.set(text, number);
      else if (before !== number) repeated.push(`${text} in ${before} and ${number}`);
    }
  }
  return repeated;
}

/** Which of the secrets stand in what was sent, in any part of at least six bytes; by name. */
export function leaked(payloads: readonly Uint8Array[], secrets: Readonly<Record<string, Uint8Array>>): string[] {
  const sent = new Set(payloads.flatMap((payload) => [...windows(payload, 6)]));
  return Object.keys(secrets).filter((name) => [...windows(secrets[name]!, 6)].some((text) => sent.has(text)));
}

function* windows(bytes: Uint8Array, length: number): Generator<string> {
  const text = Buffer.from(bytes).toString('latin1');
  for (let at = 0; at + length <= text.length; at++) yield text.slice(at, at + length);
}
