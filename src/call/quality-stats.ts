/**
 * What getStats says of one connection (W3C webrtc-stats), read field by field from whatever a browser gives. Chromium
 * and Firefox differ: Firefox has no `media-playout`, marks the chosen pair with `selected`, and leaves out bitrates it
 * estimates. What is missing is null, never zero.
 */
import type { WayCount } from './way-loss.ts';

export type PathKind = 'direct' | 'relayed';

/** Sums since the connection began, and a few values of now. Every field is finite. */
export interface StatsReading {
  /** When it was read, ms on the page's clock. */
  readonly atMs: number;
  readonly receivedPackets: number;
  /** For good: whoever was asked again and answered in time does not count here. */
  readonly lostPackets: number;
  /** Requests for missing packets (RFC 4585, generic NACK); one packet may be asked for several times. */
  readonly askedAgain: number;
  /** Of the whole connection, by their count and ours; null where one of them does not count. */
  readonly way: WayCount | null;
  readonly receivedBytes: number;
  readonly sentBytes: number;
  readonly heardSamples: number;
  readonly concealedSamples: number;
  /** Of those, the ones made up as silence: nobody spoke, nothing was missed. */
  readonly silentConcealedSamples: number;
  /** Stretches of concealment: each is a moment in which the jitter buffer ran dry. */
  readonly underflows: number;
  /** Time all samples together spent in the jitter buffer, and how many they were. */
  readonly bufferedS: number;
  readonly bufferedSamples: number;
  /** The same between the buffer and the loudspeaker; null where the browser does not tell. */
  readonly playoutS: number | null;
  readonly playoutSamples: number;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
  /** 0..1, of what we send, as the other side reports it. */
  readonly theirLossRatio: number | null;
  readonly availableBitsPerS: number | null;
  readonly path: PathKind | null;
  readonly transport: 'udp' | 'tcp' | null;
}

type Entry = Readonly<Record<string, unknown>>;

/** @returns null when nothing of a voice is in it, such as before the first packet */
export function readStats(entries: readonly unknown[], atMs: number, way: WayCount | null = null): StatsReading | null {
  const all = entries.filter((it): it is Entry => typeof it === 'object' && it !== null);
  const first = (type: string) => all.find((it) => it.type === type && (it.kind ?? 'audio') === 'audio');
  const inbound = first('inbound-rtp');
  const outbound = first('outbound-rtp');
  if (!inbound && !outbound) return null;
  const playout = first('media-playout');
  const theirs = first('remote-inbound-rtp');
  const pair = chosenPair(all);
  return {
    atMs,
    receivedPackets: count(inbound, 'packetsReceived'),
    lostPackets: count(inbound, 'packetsLost'),
    askedAgain: count(inbound, 'nackCount'),
    way,
    receivedBytes: count(inbound, 'bytesReceived') + count(inbound, 'headerBytesReceived'),
    sentBytes: count(outbound, 'bytesSent') + count(outbound, 'headerBytesSent'),
    heardSamples: count(inbound, 'totalSamplesReceived'),
    concealedSamples: count(inbound, 'concealedSamples'),
    silentConcealedSamples: count(inbound, 'silentConcealedSamples'),
    underflows: count(inbound, 'concealmentEvents'),
    bufferedS: count(inbound, 'jitterBufferDelay'),
    bufferedSamples: count(inbound, 'jitterBufferEmittedCount'),
    playoutS: number(playout, 'totalPlayoutDelay'),
    playoutSamples: count(playout, 'totalSamplesCount'),
    jitterMs: milliseconds(number(inbound, 'jitter')),
    // The pair's is measured by STUN every few seconds, RTCP's by the voice itself; either will do.
    roundTripMs: milliseconds(number(theirs, 'roundTripTime') ?? number(pair, 'currentRoundTripTime')),
    theirLossRatio: number(theirs, 'fractionLost'),
    availableBitsPerS: number(pair, 'availableOutgoingBitrate'),
    ...pathOf(all, pair),
  };
}

/** The way that is in use. */
export function chosenPair(all: readonly Entry[]): Entry | undefined {
  const pairs = all.filter(({ type }) => type === 'candidate-pair');
  const chosenId = all.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
  return (
    pairs.find(({ id }) => id === chosenId) ??
    pairs.find(({ selected }) => selected === true) ??
    pairs.find(({ nominated, state }) => nominated === true && state === 'succeeded')
  );
}

function pathOf(all: readonly Entry[], pair: Entry | undefined): Pick<StatsReading, 'path' | 'transport'> {
  const ends = all.filter(({ id }) => pair && (id === pair.localCandidateId || id === pair.remoteCandidateId));
  if (ends.length === 0) return { path: null, transport: null };
  const local = ends.find(({ type }) => type === 'local-candidate');
  // Between us and a TURN server it may be TCP although the pair says UDP.
  const protocol = local?.relayProtocol ?? local?.protocol;
  return {
    path: ends.some(({ candidateType }) => candidateType === 'relay') ? 'relayed' : 'direct',
    transport: protocol === 'udp' ? 'udp' : protocol === 'tcp' || protocol === 'tls' ? 'tcp' : null,
  };
}

function number(entry: Entry | undefined, field: string): number | null {
  const value = entry?.[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Counters; Chromium's `packetsLost` may fall below zero after duplicates (RFC 3550). */
function count(entry: Entry | undefined, field: string): number {
  return Math.max(0, number(entry, field) ?? 0);
}

/** A finite number of seconds may still be too large for milliseconds. */
function milliseconds(seconds: number | null): number | null {
  return seconds !== null && Number.isFinite(1000 * seconds) ? 1000 * seconds : null;
}
