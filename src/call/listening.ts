/**
 * What is heard of one person, told from the browser's counters: whether there is sound at all, and how much the jitter
 * buffer should hold. Pure: one reading a second goes in.
 */

export interface ListenReading {
  readonly atMs: number;
  readonly packets: number;
  /** Sums of W3C webrtc-stats: energy (full scale for a second is 1) and the seconds it was played in. */
  readonly energy: number;
  readonly seconds: number;
  /** Packets asked for again, so far. */
  readonly askedAgain: number;
  readonly roundTripMs: number;
}

export interface ListenState {
  readonly last: ListenReading | null;
  /** When a packet last came, and when there last was any energy in them. */
  readonly packetMs: number;
  readonly soundMs: number;
  readonly isSilent: boolean;
  /** Null leaves it to the browser. */
  readonly bufferMs: number | null;
  /** Until when packets went missing, as far as the buffer is concerned. */
  readonly lossUntilMs: number;
  /** The shortest round trip, slowly forgotten; 0 before the first. */
  readonly nearestMs: number;
}

/** Without a packet for so long nobody is heard (FAULTS.md, row 48). */
const NO_PACKETS_MS = 2_200;
/** A voice in the quietest room is never exactly silent for so long; a dead microphone is. */
const NO_ENERGY_MS = 6_000;
/** Mean energy per second below this is digital silence, −100 dBFS. */
const SILENCE_POWER = 1e-10;
/** Share of packets asked for again from which on they are waited for ... */
const LOSS_RATIO = 0.02;
/** ... and for how long after the last such second. */
const LOSS_MEMORY_MS = 15_000;
/** A packet is missed when the next one comes; asking and answering takes a round trip, asking twice two. */
const RETRY_TIMES = 1.5;
const MARGIN_MS = 60;
/** Round trips so much longer than the shortest are spent in a full queue: what is lost there does not come any more. */
const FULL_TIMES = 2;
const FULL_MS = 100;
/** So much longer the shortest may be a second later: a way that has become longer is no queue. */
const FORGET_MS_PER_S = 2;
/** Beyond this a conversation suffers more from waiting than from holes. */
const LONGEST_BUFFER_MS = 400;

export function firstListening(nowMs: number): ListenState {
  return { last: null, packetMs: nowMs, soundMs: nowMs, isSilent: false, bufferMs: null, lossUntilMs: 0, nearestMs: 0 };
}

/** @param isExpected false while they are muted or have no microphone: then silence is what they want */
export function nextListening(state: ListenState, reading: ListenReading, isExpected: boolean): ListenState {
  const { last } = state;
  // Counters of a new connection begin at zero.
  if (!last || reading.packets < last.packets) return { ...state, last: reading };
  const packets = reading.packets - last.packets;
  const power = (reading.energy - last.energy) / Math.max(1e-3, reading.seconds - last.seconds);
  const packetMs = packets > 0 || !isExpected ? reading.atMs : state.packetMs;
  const soundMs = power > SILENCE_POWER || !isExpected ? reading.atMs : state.soundMs;
  const isSilent = reading.atMs - packetMs > NO_PACKETS_MS || reading.atMs - soundMs > NO_ENERGY_MS;
  const nearestMs = nearest(state.nearestMs, reading, (reading.atMs - last.atMs) / 1000);
  const isLosing = packets > 0 && (reading.askedAgain - last.askedAgain) / packets > LOSS_RATIO;
  const isQueued = reading.roundTripMs > FULL_TIMES * nearestMs + FULL_MS;
  const remembered = isLosing ? reading.atMs + LOSS_MEMORY_MS : state.lossUntilMs;
  const lossUntilMs = isQueued ? 0 : remembered;
  const bufferMs = reading.atMs < lossUntilMs ? bufferFor(reading.roundTripMs, state.bufferMs) : null;
  return { last: reading, packetMs, soundMs, isSilent, bufferMs, lossUntilMs, nearestMs };
}

function nearest(beforeMs: number, { roundTripMs }: ListenReading, seconds: number): number {
  if (roundTripMs <= 0 || beforeMs === 0) return Math.max(roundTripMs, beforeMs);
  return Math.min(roundTripMs, beforeMs + FORGET_MS_PER_S * seconds);
}

/** In steps, so that a round trip that wavers does not stretch and shrink the voice all the time. */
function bufferFor(roundTripMs: number, beforeMs: number | null): number | null {
  const wantedMs = Math.ceil((RETRY_TIMES * roundTripMs + MARGIN_MS) / 40) * 40;
  if (wantedMs > LONGEST_BUFFER_MS) return beforeMs;
  return beforeMs !== null && Math.abs(beforeMs - wantedMs) <= 40 ? beforeMs : wantedMs;
}
