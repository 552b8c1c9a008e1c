import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../base/base64url.ts';
import { parseCandidate } from './candidate.ts';
import type { Description } from './description.ts';
import { type Codec, type Line, NO_LINES } from './lines.ts';
import { MAX_MESSAGE_LENGTH, type Message, readMessage, writeMessage } from './messages.ts';

const candidates = [parseCandidate('candidate:1 1 udp 1 203.0.113.7 50000 typ host')!];
const description: Description = {
  role: 'offer',
  opusPayloadType: 111,
  ufrag: 'abcd',
  password: 'abcdefghijklmnopqrstuvwx',
  fingerprint: new Uint8Array(32),
  candidates,
};
const codec = (payloadType: number, name: Codec['name'], parameters = ''): Codec => ({ payloadType, name, parameters });
const screen: Line = {
  mid: '2',
  purpose: 'screen',
  direction: 'sendonly',
  codecs: [
    codec(96, 'VP8'),
    codec(98, 'VP9', 'profile-id=0'),
    codec(103, 'H264', 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f'),
    codec(97, 'rtx', 'apt=96'),
    codec(99, 'rtx', 'apt=98'),
    codec(104, 'rtx', 'apt=103'),
  ],
  ssrcs: [4_000_000_001, 4_000_000_002],
  extensions: [
    { id: 4, name: 'mid' },
    { id: 3, name: 'transport-cc' },
    { id: 2, name: 'abs-send-time' },
  ],
};
const MESSAGES: readonly Message[] = [
  { kind: 'hello', name: 'Anna', muted: false },
  { kind: 'muted', muted: true },
  {
    kind: 'beat',
    number: 7,
    echo: 6,
    heldMs: 120,
    gotPackets: 5_000,
    sentPackets: 9_000,
    countedMs: 61_000,
    saidMs: 61_250,
    lateMs: 40,
  },
  { kind: 'microphone', state: 'paused' },
  { kind: 'held', held: true },
  { kind: 'pictures', paused: ['screen', 'camera'] },
  { kind: 'pictures', paused: [] },
  { kind: 'renewed', oldKey: new Uint8Array(32).fill(1), statement: new Uint8Array(164).fill(2) },
  { kind: 'door', statement: new Uint8Array(97).fill(3), inside: [toBase64Url(new Uint8Array(32))] },
  { kind: 'door', statement: null, inside: [] },
  { kind: 'roster', epoch: 7, list: new Uint8Array(96).fill(1, 48), signature: new Uint8Array(64).fill(3) },
  { kind: 'renewed', oldKey: new Uint8Array(32).fill(1), statement: new Uint8Array(68).fill(2) },
  { kind: 'rekey', step: 2, body: new Uint8Array(208).fill(3) },
  { kind: 'rekey', step: 5, body: new Uint8Array(0) },
  { kind: 'bye' },
  { kind: 'moved' },
  { kind: 'candidates', candidates },
  { kind: 'restart', id: 1, isFresh: false, description, lines: NO_LINES },
  { kind: 'ask', id: 3, restart: true, fresh: false, purposes: ['screen', 'camera'] },
  { kind: 'restart', id: 7, isFresh: true, description, lines: { voiceSsrc: 4_000_000_000, added: [screen] } },
];

const beat = (number: number): Message => ({
  kind: 'beat',
  number,
  echo: 0,
  heldMs: 0,
  gotPackets: 0,
  sentPackets: 0,
  countedMs: 0,
  saidMs: 0,
  lateMs: 0,
});

describe('messages between peers', () => {
  it.each(MESSAGES)('carries $kind', (message) => expect(readMessage(writeMessage(message))).toEqual(message));

  it('fits the largest restart into the limit', () => {
    const mdns = parseCandidate('candidate:1 1 udp 1 7f3c1f9e-0b1c-4d6c-8a55-0123456789ab.local 50000 typ host')!;
    const largest = writeMessage({
      kind: 'restart',
      id: Number.MAX_SAFE_INTEGER,
      isFresh: false,
      lines: {
        voiceSsrc: 4_000_000_000,
        added: Array.from({ length: 6 }, (_, i) => ({ ...screen, mid: String(i + 2) })),
      },
      description: { ...description, candidates: Array(32).fill(mdns) },
    });
    expect(largest.length).toBeLessThan(MAX_MESSAGE_LENGTH);
  });

  it.each([
    ['x'.repeat(MAX_MESSAGE_LENGTH + 1), 'too-long'],
    ['{', 'not-json'],
    ['', 'not-json'],
    ['null', 'bad-field'],
    ['[]', 'bad-field'],
    ['"bye"', 'bad-field'],
    ['{}', 'bad-field'],
    ['{"kind":7}', 'bad-field'],
    ['{"kind":"dance"}', 'unknown-kind'],
    ['{"__proto__":{"kind":"bye"}}', 'bad-field'],
    ['{"kind":"muted","muted":1}', 'bad-field'],
    ['{"kind":"hello","muted":true}', 'bad-field'],
    ['{"kind":"hello","muted":true,"name":{"toString":1}}', 'bad-field'],
    ['{"kind":"candidates","candidates":"AAA="}', 'bad-field'],
    ['{"kind":"candidates","candidates":["x"]}', 'bad-field'],
    ['{"kind":"restart","description":"AAAA"}', 'bad-field'],
    [`${'['.repeat(2000)}${']'.repeat(2000)}`, 'bad-field'],
  ])('refuses %.40s as %s', (text, refusal) => expect(readMessage(text)).toBe(refusal));

  it.each([
    ['{"kind":"bye","kind":"muted","muted":true}', { kind: 'muted', muted: true }], // the last counts, as in any JSON
    ['{"kind":"beat","number":1e400,"echo":-1,"heldMs":0.5,"gotPackets":"9"}', { ...beat(0), gotPackets: 0 }],
    ['{"kind":"hello","name":"\\ud800A\\udc00","muted":false}', { kind: 'hello', name: 'A', muted: false }],
    ['{"kind":"bye","constructor":{"prototype":{"muted":true}},"__proto__":{"kind":"moved"}}', { kind: 'bye' }],
    ['{"kind":"constructor"}', 'unknown-kind'],
    ['{"kind":"hasOwnProperty","muted":true}', 'unknown-kind'],
    ['{"kind":"restart","id":1e400}', 'bad-field'],
    ['{"kind":"rekey","step":6,"body":""}', 'bad-field'],
    ['{"kind":"pictures","paused":"screen"}', 'bad-field'],
    ['{"kind":"pictures","paused":["camera","camera","voice",7]}', { kind: 'pictures', paused: ['camera'] }],
    [`{"kind":"rekey","step":2,"body":"${'A'.repeat(344)}"}`, 'bad-field'],
    [`{"kind":"bye","deep":${'['.repeat(2000)}${']'.repeat(2000)}}`, { kind: 'bye' }],
  ])('reads of %.60s the fields it knows and nothing else', (text, read) => expect(readMessage(text)).toEqual(read));

  it('refuses more lines, codecs and sources than there can be', () => {
    const added = Array.from({ length: 6 }, (_, i) => ({ ...screen, mid: String(i + 2) }));
    const restart = (lines: unknown) => JSON.stringify({ ...JSON.parse(writeMessage(restarting)), lines });
    const restarting: Message = { kind: 'restart', id: 1, isFresh: false, description, lines: NO_LINES };
    const rows = JSON.parse(writeMessage({ ...restarting, lines: { voiceSsrc: null, added } })).lines as unknown[][];
    expect(readMessage(restart(rows))).toMatchObject({ kind: 'restart' });
    const [mid, purpose, direction, codecs, ssrcs, extensions] = rows[1]! as [...unknown[]] & unknown[][];
    for (const lines of [
      [...rows, ['9', 'screen', 'sendonly', codecs, ssrcs, extensions]],
      [null, [mid, purpose, direction, [...codecs!, ...codecs!], ssrcs, extensions]],
      [null, [mid, purpose, direction, codecs, [1, 2, 3], extensions]],
      [null, [mid, purpose, direction, codecs, ssrcs, [[99, 'mid']]]],
      [null, ['2\r\na=x', purpose, direction, codecs, ssrcs, extensions]],
      [null, [mid, purpose, 'inactive\r\n', codecs, ssrcs, extensions]],
      [null, rows[1], rows[1]],
      [0, rows[1]],
    ]) {
      expect(readMessage(restart(lines)), JSON.stringify(lines).slice(0, 60)).toBe('bad-field');
    }
  });

  it('cleans the name before anybody sees it', () => {
    expect(readMessage('{"kind":"hello","name":"A\\u202enna","muted":false}')).toEqual({
      kind: 'hello',
      name: 'Anna',
      muted: false,
    });
  });

  it('never throws and pollutes nothing', () => {
    fc.assert(fc.property(fc.json(), (text) => void readMessage(text)));
    readMessage('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"kind":"bye"}');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
