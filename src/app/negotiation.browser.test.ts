/** Two real connections in one page, between them a carrier that delays at will. */
import { afterEach, describe, expect, it } from 'vitest';
import { type Candidate, candidateLine, parseCandidate } from '../call/candidate.ts';
import { type Description, describeSdp, descriptionSdp, USUAL_SENDING } from '../call/description.ts';
import type { AddedPurpose } from '../call/lines.ts';
import { readMessage, writeMessage } from '../call/messages.ts';
import { FIRST_FLOW, nextFlow, pictureCounts, stoppedOf } from '../call/picture-flow.ts';
import type { Peer } from '../call/ports.ts';
import { openPeer } from '../rtc/peer.ts';
import { Negotiation } from './negotiation.ts';

const PATIENT = { timeout: 15_000, interval: 10 };
const GLARE_ROUNDS = 100;

/** One end: a peer, its negotiation and what arrived. */
class End {
  readonly peer: Peer<MediaStreamTrack>;
  readonly negotiation: Negotiation;
  readonly here = new Map<string, MediaStreamTrack>();
  readonly refusals: string[] = [];
  readonly heard: string[] = [];
  readonly beats: string[] = [];
  readonly shared = new Set<AddedPurpose>();
  other: End | null = null;
  opened = 0;
  sent = 0;
  lossEvery = 0;

  constructor(offers: boolean) {
    this.peer = openPeer(
      { track: beep(), iceServers: [], relayOnly: false },
      {
        candidate: (line) => this.other?.take(parseCandidate(line)),
        transport: () => undefined,
        opened: () => void this.opened++,
        message: (text) => this.heard.push(text),
        track: (track, purpose) => this.here.set(purpose, track),
        side: () => undefined,
        beat: (text) => this.beats.push(text),
        trackGone: (purpose) => this.here.delete(purpose),
      },
    );
    this.negotiation = new Negotiation({
      peer: this.peer,
      offers,
      purposes: () => [...this.shared],
      nowMs: () => performance.now(),
      renewed: () => undefined,
      refused: (error) => {
        this.refusals.push(String(error));
      },
      send: (message) => {
        this.sent++;
        if (this.lossEvery > 0 && this.sent % this.lossEvery === 0) return;
        const read = readMessage(writeMessage(message));
        if (typeof read === 'string' || (read.kind !== 'restart' && read.kind !== 'ask'))
          throw new TypeError(`${read}`);
        setTimeout(() => this.other?.negotiation.receive(read), Math.random() * 20);
      },
    });
  }

  take(candidate: Candidate | null): void {
    if (candidate) this.negotiation.addCandidates([candidateLine(candidate, 0)]);
  }

  share(purpose: AddedPurpose, track: MediaStreamTrack): void {
    this.shared.add(purpose);
    this.peer.addTrack(purpose, track);
    this.negotiation.want('lines');
  }

  unshare(purpose: AddedPurpose): void {
    this.shared.delete(purpose);
    this.peer.removeTrack(purpose);
    this.negotiation.want('lines');
  }
}

const context = new AudioContext();

function beep(): MediaStreamTrack {
  const tone = new OscillatorNode(context);
  const out = new MediaStreamAudioDestinationNode(context);
  tone.connect(out);
  tone.start();
  return out.stream.getAudioTracks()[0]!;
}

function picture(): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  const timer = setInterval(() => pen?.fillRect(Math.random() * 100, 0, 10, 10), 100);
  painters.push(timer);
  return canvas.captureStream(10).getVideoTracks()[0]!;
}

/** Received so far, of one kind. */
function sums(entries: readonly unknown[], kind: string): { packets: number; bytes: number } {
  const all = entries as readonly { type: string; kind?: string; packetsReceived: number; bytesReceived: number }[];
  const of = all.find((it) => it.type === 'inbound-rtp' && it.kind === kind);
  return { packets: of?.packetsReceived ?? 0, bytes: of?.bytesReceived ?? 0 };
}

let ends: End[] = [];
const painters: ReturnType<typeof setInterval>[] = [];

async function connected(): Promise<[End, End]> {
  const [a, b] = [new End(true), new End(false)];
  [a.other, b.other] = [b, a];
  ends = [a, b];
  const offer = described(await a.peer.offer({ restart: false }), 'offer');
  const answer = described(await b.peer.answer(b.negotiation.begin(offer)), 'answer');
  await a.peer.acceptAnswer(a.negotiation.begin(answer));
  await expect.poll(() => [a.opened, b.opened], PATIENT).toEqual([1, 1]);
  return [a, b];
}

function described(sdp: string, role: Description['role']): Description {
  const description = describeSdp(sdp, role);
  if (!description) throw new TypeError(sdp);
  return description;
}

afterEach(() => {
  for (const { peer } of ends) peer.close();
  for (const painter of painters.splice(0)) clearInterval(painter);
});

describe('a running connection', () => {
  it('carries a screen and its sound, and lets go of them', async () => {
    const [a, b] = await connected();
    a.share('screen', picture());
    a.share('screen-sound', beep());
    await expect.poll(() => [...b.here.keys()].sort(), PATIENT).toEqual(['screen', 'screen-sound', 'voice']);
    await expect.poll(async () => sums(await b.peer.stats(), 'video').bytes, PATIENT).toBeGreaterThan(0);
    a.unshare('screen');
    a.unshare('screen-sound');
    await expect.poll(() => [...b.here.keys()], PATIENT).toEqual(['voice']);
    expect([...a.refusals, ...b.refusals]).toEqual([]);
  });

  it('counts of each picture what leaves and what arrives, so that a pause is seen on both sides', async () => {
    const [a, b] = await connected();
    a.share('camera', picture());
    const frames = async ({ peer }: End, way: 'inbound-rtp' | 'outbound-rtp') => {
      const entries = (await peer.stats()) as readonly Record<string, unknown>[];
      const counts = pictureCounts(entries, peer.purposes(), way);
      expect(counts.screen).toBeNull();
      return counts.camera?.frames ?? 0;
    };
    await expect.poll(() => frames(b, 'inbound-rtp'), PATIENT).toBeGreaterThan(3);
    const limit = { maxBitsPerS: 200_000, maxFramesPerS: 10 };
    a.peer.limitTrack('camera', { ...limit, isActive: false });
    let flow = FIRST_FLOW;
    const look = async () => {
      const entries = (await a.peer.stats()) as readonly Record<string, unknown>[];
      const counts = pictureCounts(entries, a.peer.purposes(), 'outbound-rtp');
      flow = nextFlow(flow, { atMs: performance.now(), counts, meant: { screen: 'none', camera: 'paused' } });
      return stoppedOf(flow);
    };
    await expect.poll(look, PATIENT).toEqual(['camera']);
    const [sent, arrived] = [await frames(a, 'outbound-rtp'), await frames(b, 'inbound-rtp')];
    expect(Math.abs(sent - arrived)).toBeLessThan(5);
    a.peer.limitTrack('camera', { ...limit, isActive: true });
    await expect.poll(() => frames(b, 'inbound-rtp'), PATIENT).toBeGreaterThan(arrived);
  });

  it(`survives ${GLARE_ROUNDS} rounds of both sides wanting something in the same moment`, async () => {
    const [a, b] = await connected();
    for (let round = 0; round < GLARE_ROUNDS; round++) {
      const isOn = round % 2 === 0;
      for (const end of [a, b]) {
        if (isOn) end.share('screen', picture());
        else end.unshare('screen');
      }
      if (round % 5 === 0) b.negotiation.want('restart');
      const expected = isOn ? ['voice', 'screen'] : ['voice'];
      await expect.poll(() => [[...a.here.keys()], [...b.here.keys()]], PATIENT).toEqual([expected, expected]);
    }
    expect([...a.refusals, ...b.refusals]).toEqual([]);
    b.heard.length = 0;
    expect(a.peer.send('still here')).toBe(true);
    await expect.poll(() => b.heard, PATIENT).toEqual(['still here']);
  }, 120_000);

  it('goes on when offers and answers are lost', async () => {
    const [a, b] = await connected();
    a.lossEvery = 2;
    b.lossEvery = 2;
    const timer = setInterval(() => {
      a.negotiation.tick();
      b.negotiation.tick();
    }, 100);
    a.share('screen', picture());
    b.share('screen', picture());
    await expect.poll(() => [a.here.has('screen'), b.here.has('screen')], { timeout: 30_000 }).toEqual([true, true]);
    clearInterval(timer);
  }, 60_000);

  it('carries beats beside its messages', async () => {
    const [a, b] = await connected();
    await expect.poll(() => a.peer.sendBeat('beat') && b.beats.length, PATIENT).toBeGreaterThan(0);
    expect([new Set(b.beats), b.heard]).toEqual([new Set(['beat']), []]);
  });

  it('is replaced by a new one with the same certificate, voice and screen, whoever asks for it', async () => {
    const [a, b] = await connected();
    a.share('screen', picture());
    await expect.poll(() => b.here.has('screen'), PATIENT).toBe(true);
    for (const [round, asker] of [a, b].entries()) {
      b.here.clear();
      const before = await b.peer.certificateFingerprint();
      asker.negotiation.want('fresh');
      await expect.poll(() => [a.opened, b.opened], PATIENT).toEqual([round + 2, round + 2]);
      await expect.poll(() => [...b.here.keys()].sort(), PATIENT).toEqual(['screen', 'voice']);
      expect(await b.peer.certificateFingerprint()).toEqual(before);
    }
    expect([...a.refusals, ...b.refusals]).toEqual([]);
  });

  it('sends in longer or shorter packets and fewer bits when told to, without asking the other side', async () => {
    const [a, b] = await connected();
    const count = async () => {
      const { packets = 0, bytes = 0 } = sums(await b.peer.stats(), 'audio');
      return { packets, bytes, atS: performance.now() / 1000 };
    };
    const rate = async () => {
      const first = await count();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const second = await count();
      const seconds = second.atS - first.atS;
      return {
        packetsPerS: (second.packets - first.packets) / seconds,
        bitsPerS: ((second.bytes - first.bytes) * 8) / seconds,
      };
    };
    await context.resume();
    await expect.poll(async () => (await rate()).packetsPerS, PATIENT).toBeGreaterThan(40);
    a.negotiation.shape({ packetMs: 60, bitsPerS: 12_000, retransmits: false });
    await a.negotiation.settled();
    await expect.poll(async () => (await rate()).packetsPerS, PATIENT).toBeLessThan(20);
    await expect.poll(async () => (await rate()).bitsPerS, PATIENT).toBeLessThan(24_000);
    a.negotiation.shape({ packetMs: 10, bitsPerS: null, retransmits: true });
    await expect.poll(async () => (await rate()).packetsPerS, PATIENT).toBeGreaterThan(80);
    a.negotiation.shape(USUAL_SENDING);
    await expect.poll(async () => (await rate()).packetsPerS, PATIENT).toBeLessThan(60);
    expect((await rate()).packetsPerS).toBeGreaterThan(40);
    expect(b.sent).toBe(0);
  }, 60_000);
});

describe('a description', () => {
  it('keeps its side of DTLS whoever offers', () => {
    const fingerprint = new Uint8Array(32);
    const base = {
      opusPayloadType: 111,
      ufrag: 'abcd',
      password: 'abcdefghijklmnopqrstuvwx',
      fingerprint,
      candidates: [],
    };
    expect(descriptionSdp({ ...base, role: 'answer' }, { isDtlsClient: false })).toContain('a=setup:passive');
    expect(descriptionSdp({ ...base, role: 'answer' })).toContain('a=setup:active');
    expect(descriptionSdp({ ...base, role: 'offer' }, { isDtlsClient: false })).toContain('a=setup:actpass');
  });
});
