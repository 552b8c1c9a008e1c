import { describe, expect, it } from 'vitest';
import { parseCandidate } from '../call/candidate.ts';
import { decodeDescription, descriptionSdp, encodeDescription } from '../call/description.ts';
import type { Peer, PeerEvents } from '../call/ports.ts';
import { openCodeWay } from './code.ts';
import { createFakePlatform, type FakePlatform } from './platform.test-kit.ts';

const ROOM_BYTES = 149;

function candidates(lines: readonly string[]) {
  return lines.map((line) => parseCandidate(line)!);
}

const DESCRIPTION = {
  role: 'offer',
  opusPayloadType: 111,
  ufrag: 'abcd',
  password: 'abcdefghijklmnopqrstuvwx',
  fingerprint: new Uint8Array(32).fill(5),
  candidates: candidates(['candidate:1 1 udp 1 192.0.2.1 5000 typ host']),
} as const;

/** A connection that only takes notes. */
function open() {
  const platform = createFakePlatform();
  const added: string[] = [];
  const told: { events?: PeerEvents<unknown> } = {};
  const peer: Peer<never> = {
    offer: async () => descriptionSdp(DESCRIPTION),
    answer: async () => descriptionSdp({ ...DESCRIPTION, role: 'answer' }),
    acceptAnswer: async () => undefined,
    addCandidate: (line) => void added.push(line),
    send: () => true,
    setTrack: () => undefined,
    certificateFingerprint: async () => null,
    close: () => undefined,
  } as Partial<Peer<never>> as Peer<never>;
  const openPeer = (_options: unknown, events: PeerEvents<unknown>) => {
    told.events = events;
    return peer;
  };
  let opened = 0;
  const options = { openPeer, iceServers: [], relayOnly: false, maxDescriptionBytes: ROOM_BYTES };
  const way = openCodeWay(options, { opened: () => opened++ }, platform);
  return { way, platform, added, events: () => told.events!, openedCount: () => opened };
}

/** Lets promises settle, then time pass. */
async function pass(platform: FakePlatform, ms: number): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  platform.pass(ms);
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the way of two codes', () => {
  it('waits for addresses that come late, and keeps those for which there is room, the nearest first', async () => {
    const { way, platform, events } = open();
    const offering = way.offer();
    await pass(platform, 100);
    for (let n = 0; n < 9; n++) events().candidate(`candidate:1 1 udp 1 2001:db8::${n} 5000 typ host`);
    events().candidate('candidate:1 1 udp 1 198.51.100.7 6000 typ srflx raddr 0.0.0.0 rport 9');
    events().candidate('candidate:1 1 udp 1 192.0.2.9 5001 typ host');
    await pass(platform, 1_000);
    const bytes = (await offering)!;
    expect(bytes.length).toBeLessThanOrEqual(ROOM_BYTES);
    const kept = decodeDescription(bytes)!.candidates;
    expect(kept.slice(0, 2).map(({ port }) => port)).toEqual([5000, 5001]);
    expect(kept.some(({ address }) => address.family === 'ipv6')).toBe(true);
  });

  it('gives an answerer something to try every three seconds, until the way is open', async () => {
    const { way, platform, added, events, openedCount } = open();
    const answering = way.answer(encodeDescription(DESCRIPTION));
    await pass(platform, 1_000);
    await answering;
    await pass(platform, 0);
    for (let n = 0; n < 10; n++) await pass(platform, 3_000);
    expect(added.length).toBeGreaterThanOrEqual(10);
    expect(new Set(added).size).toBe(added.length); // each is new to the browser
    events().opened();
    const before = added.length;
    await pass(platform, 10_000);
    expect(added.length).toBe(before);
    expect(openedCount()).toBe(1);
  });

  it('gives up hoping when it is closed', async () => {
    const { way, platform, added } = open();
    const answering = way.answer(encodeDescription(DESCRIPTION));
    await pass(platform, 1_000);
    await answering;
    way.close();
    const before = added.length;
    await pass(platform, 10_000);
    expect(added.length).toBe(before);
  });
});
