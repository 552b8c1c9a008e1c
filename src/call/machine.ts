/**
 * The call with one other person, as a pure machine: `step(call, event, nowMs) → [call, effects]`.
 * Every phase answers every event; what does not concern a phase leaves it as it is, so late, repeated and reordered
 * messages change nothing. The conductor performs the effects and feeds their outcomes back as events.
 *
 *   offering ─answer─▶ connecting ─transport up─▶ proving ─certificate, channel─▶ connected ⇄ reconnecting ─▶ over
 *   answering ─sent──▶ connecting
 */
import type { PeerTrouble } from './trouble.ts';

export type Call =
  /** Their greeting was read: an offer is made, sent and waits for its answer. */
  | { readonly phase: 'offering'; readonly sinceMs: number }
  /** Their offer was read: an answer is being made. */
  | { readonly phase: 'answering'; readonly sinceMs: number }
  /** Both descriptions are in: the browsers look for a path. */
  | { readonly phase: 'connecting'; readonly role: Role; readonly sinceMs: number }
  /** Packets flow, but whose? */
  | ({ readonly phase: 'proving'; readonly role: Role; readonly sinceMs: number } & Proofs)
  | { readonly phase: 'connected'; readonly role: Role; readonly sinceMs: number; readonly heardMs: number }
  | {
      readonly phase: 'reconnecting';
      readonly role: Role;
      readonly sinceMs: number;
      /** When the path was last restarted from here. */
      readonly restartedMs: number;
      /** Restarts so far, from here. */
      readonly tries: number;
      /** Restarts the other side answered over another way since the connection was last made anew. */
      readonly answered: number;
    }
  | { readonly phase: 'over'; readonly sinceMs: number; readonly code: PeerTrouble };

/** What must be shown before anybody counts as connected. */
interface Proofs {
  /** The certificate in use is the one the handshake proved. */
  readonly certificate: boolean;
  /** Whoever is at the other end of the data channel holds this session's keys: no other session was joined to it. */
  readonly channel: boolean;
}

/** Who made the offer; that side restarts a lost path first, so that both seldom do it at once. */
type Role = 'offerer' | 'answerer';

export type CallEvent =
  /** The same greeting again: our offer may be lost. */
  | { readonly kind: 'greeted-again' }
  /** The same offer again: our answer may be lost. */
  | { readonly kind: 'offered-again' }
  /** Our answer has left. */
  | { readonly kind: 'answer-sent' }
  /** Their answer was read and proven. */
  | { readonly kind: 'answer-read' }
  | { readonly kind: 'transport'; readonly state: 'connected' | 'disconnected' | 'failed' | 'closed' }
  /** The certificate DTLS really used, beside the one in the proven description. */
  | { readonly kind: 'certificate'; readonly verdict: 'matches' | 'differs' }
  /** The first text of the data channel was the proof that only this session's other side can make. */
  | { readonly kind: 'channel-proven' }
  /** Any authentic message or beat over the data channel. */
  | { readonly kind: 'heard' }
  /** A voice packet of theirs came so long ago: a queue holds beats back longer than a path is dead. */
  | { readonly kind: 'flowing'; readonly agoMs: number }
  | { readonly kind: 'bye' }
  /** They see us in a newer session. */
  | { readonly kind: 'moved' }
  /** A proof, a commitment or a description was wrong. */
  | { readonly kind: 'forged' }
  /** The same person joined anew, in another session. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'leave' }
  /** They were removed from the call. */
  | { readonly kind: 'remove' }
  /** The page slept or came back to the front: the path may be dead and nobody said so. */
  | { readonly kind: 'woke' }
  /** The device is on another network: the path is dead or soon will be. */
  | { readonly kind: 'network-changed' }
  /** The person does not want to wait for the next try; or the relay is back. */
  | { readonly kind: 'retry' }
  /** They answered a restart: they are there, and only the path is not. */
  | { readonly kind: 'restart-answered' }
  /** `dice` is a number in [0, 1), so that not everybody tries at the same time. */
  | { readonly kind: 'tick'; readonly dice: number };

export type Effect =
  | { readonly kind: 'make-offer' }
  | { readonly kind: 'resend-offer' }
  | { readonly kind: 'make-answer' }
  | { readonly kind: 'resend-answer' }
  | { readonly kind: 'compare-certificate' }
  | { readonly kind: 'send-beat' }
  | { readonly kind: 'restart-path' }
  /** Gives the connection up and makes another, with the same certificate and track. */
  | { readonly kind: 'renew-path' }
  | { readonly kind: 'send-bye' }
  /** A goodbye that says why. */
  | { readonly kind: 'send-removal' }
  | { readonly kind: 'close' };

/** A responder waits this long for the answer to its offer (PROTOCOL: pending responders, 10 s each). */
export const ANSWER_TIMEOUT_MS = 10_000;
/** Without a path after this there is none, and that is said (FAULTS.md, row 11): ICE itself gives up at about 15 s. */
export const CONNECT_TIMEOUT_MS = 8_500;
/** Silence that makes a connection suspect; three beats. */
export const SUSPECT_AFTER_MS = 1_500;
export const BEAT_INTERVAL_MS = 500;
/** Pause between two restarts of the path; the first comes with the suspicion, as a changed address never heals alone. */
export const RESTART_INTERVAL_MS = 4_000;
/** After so many tries at that pace the pause grows, up to `LONGEST_RESTART_MS` (FAULTS.md, row 8). */
const QUICK_TRIES = 6;
const LONGEST_RESTART_MS = 10_000;
/** The side that answered leaves the restarts to the other, unless that one has not noticed. */
const ANSWERER_PATIENCE = 2;
/** Restarts that are answered and lead nowhere: the connection itself is at fault. */
const ANSWERED_IN_VAIN = 3;
/** After waking, whoever is there is heard within this. */
const PROBE_MS = 700;
/** How long a lost person is waited for. */
export const LOST_AFTER_MS = 10 * 60_000;

type Step = [Call, readonly Effect[]];

/** The call begins with what was read first. */
export function begin(first: 'greeting' | 'offer', nowMs: number): Step {
  return first === 'greeting'
    ? [{ phase: 'offering', sinceMs: nowMs }, [{ kind: 'make-offer' }]]
    : [{ phase: 'answering', sinceMs: nowMs }, [{ kind: 'make-answer' }]];
}

export function step(call: Call, event: CallEvent, nowMs: number): Step {
  if (call.phase === 'over') return [call, []];
  switch (event.kind) {
    case 'leave':
      return over('PEER_LEFT', nowMs, [{ kind: 'send-bye' }]);
    case 'remove':
      return over('PEER_REMOVED', nowMs, [{ kind: 'send-removal' }]);
    case 'bye':
      return over(call.phase === 'connected' || call.phase === 'reconnecting' ? 'PEER_LEFT' : 'PEER_GAVE_UP', nowMs);
    case 'moved':
      return over('PEER_MOVED', nowMs);
    case 'replaced':
      return over('PEER_LOST', nowMs);
    case 'forged':
      return over('PEER_FORGED', nowMs);
    case 'certificate':
      if (event.verdict === 'differs') return over('PEER_FORGED', nowMs);
      break;
  }
  switch (call.phase) {
    case 'offering':
      return stepOffering(call, event, nowMs);
    case 'answering':
      return event.kind === 'answer-sent' ? connecting('answerer', nowMs) : expire(call, 'PEER_SILENT', nowMs, event);
    case 'connecting':
      return stepConnecting(call, event, nowMs);
    case 'proving':
      return stepProving(call, event, nowMs);
    case 'connected':
      return stepConnected(call, event, nowMs);
    case 'reconnecting':
      return stepReconnecting(call, event, nowMs);
  }
}

function stepOffering(call: Call & { phase: 'offering' }, event: CallEvent, nowMs: number): Step {
  if (event.kind === 'answer-read') return connecting('offerer', nowMs);
  if (event.kind === 'greeted-again') return [call, [{ kind: 'resend-offer' }]];
  return expire(call, 'PEER_SILENT', nowMs, event);
}

function stepConnecting(call: Call & { phase: 'connecting' }, event: CallEvent, nowMs: number): Step {
  if (event.kind === 'offered-again') return [call, call.role === 'answerer' ? [{ kind: 'resend-answer' }] : []];
  // The channel may speak before the browser tells that the transport is up.
  const channel = event.kind === 'channel-proven';
  if (channel || (event.kind === 'transport' && event.state === 'connected')) {
    const proving = { phase: 'proving', role: call.role, sinceMs: nowMs, certificate: false, channel } as const;
    return [proving, [{ kind: 'compare-certificate' }]];
  }
  if (event.kind !== 'transport') return expire(call, 'PEER_UNREACHABLE', nowMs, event);
  // `failed` is not the end here: a late candidate still connects in Chromium. Only the clock gives up.
  return [call, []];
}

function stepProving(call: Call & { phase: 'proving' }, event: CallEvent, nowMs: number): Step {
  if (event.kind !== 'certificate' && event.kind !== 'channel-proven') {
    return expire(call, 'PEER_UNREACHABLE', nowMs, event);
  }
  const proven = { ...call, [event.kind === 'certificate' ? 'certificate' : 'channel']: true };
  if (!proven.certificate || !proven.channel) return [proven, []];
  return [{ phase: 'connected', role: call.role, sinceMs: nowMs, heardMs: nowMs }, [{ kind: 'send-beat' }]];
}

function stepConnected(call: Call & { phase: 'connected' }, event: CallEvent, nowMs: number): Step {
  switch (event.kind) {
    case 'heard':
      return [{ ...call, heardMs: nowMs }, []];
    case 'flowing': {
      const flowedMs = nowMs - event.agoMs;
      return flowedMs - call.heardMs > BEAT_INTERVAL_MS ? [{ ...call, heardMs: flowedMs }, []] : [call, []];
    }
    case 'transport':
      return event.state === 'failed' ? reconnecting(call.role, nowMs) : [call, []];
    case 'woke':
      return [{ ...call, heardMs: nowMs - SUSPECT_AFTER_MS + PROBE_MS }, [{ kind: 'send-beat' }]];
    case 'network-changed':
      return [call, [{ kind: 'send-beat' }, { kind: 'restart-path' }]];
    case 'tick':
      return nowMs - call.heardMs > SUSPECT_AFTER_MS ? reconnecting(call.role, nowMs) : [call, [{ kind: 'send-beat' }]];
    default:
      return [call, []];
  }
}

function stepReconnecting(call: Reconnecting, event: CallEvent, nowMs: number): Step {
  switch (event.kind) {
    case 'heard':
      return [{ phase: 'connected', role: call.role, sinceMs: nowMs, heardMs: nowMs }, []];
    case 'restart-answered':
      return [{ ...call, answered: call.answered + 1 }, []];
    case 'channel-proven':
      // Of a new connection: what follows is heard only if its certificate is the old one, too.
      return [call, [{ kind: 'compare-certificate' }]];
    case 'transport':
      return [call, event.state === 'connected' ? [{ kind: 'send-beat' }] : []];
    case 'retry':
    case 'woke':
    case 'network-changed':
      return tryAgain(call, nowMs);
    case 'tick': {
      if (nowMs - call.sinceMs > LOST_AFTER_MS) return over('PEER_LOST', nowMs);
      const isDue = nowMs - call.restartedMs >= pauseMs(call, event.dice);
      return isDue ? tryAgain(call, nowMs) : [call, [{ kind: 'send-beat' }]];
    }
    default:
      return [call, []];
  }
}

type Reconnecting = Call & { phase: 'reconnecting' };

function tryAgain(call: Reconnecting, nowMs: number): Step {
  const isInVain = call.answered >= ANSWERED_IN_VAIN;
  const next = { ...call, restartedMs: nowMs, tries: call.tries + 1, answered: isInVain ? 0 : call.answered };
  return [next, [{ kind: 'send-beat' }, { kind: isInVain ? 'renew-path' : 'restart-path' }]];
}

/** Until the next try: the same for a while, then anywhere in the upper half of the longest. */
function pauseMs({ role, tries }: Reconnecting, dice: number): number {
  const quickMs = role === 'offerer' ? RESTART_INTERVAL_MS : ANSWERER_PATIENCE * RESTART_INTERVAL_MS;
  return tries < QUICK_TRIES ? quickMs : Math.max(quickMs, (LONGEST_RESTART_MS * (1 + dice)) / 2);
}

function connecting(role: Role, nowMs: number): Step {
  return [{ phase: 'connecting', role, sinceMs: nowMs }, []];
}

function reconnecting(role: Role, nowMs: number): Step {
  const restart: readonly Effect[] = role === 'offerer' ? [{ kind: 'restart-path' }] : [];
  const call = { phase: 'reconnecting', role, sinceMs: nowMs, restartedMs: nowMs, tries: 1, answered: 0 } as const;
  return [call, restart];
}

function over(code: PeerTrouble, nowMs: number, before: readonly Effect[] = []): Step {
  return [{ phase: 'over', sinceMs: nowMs, code }, [...before, { kind: 'close' }]];
}

/** What every waiting phase does with the clock. */
function expire(call: Call & { sinceMs: number }, code: PeerTrouble, nowMs: number, event: CallEvent): Step {
  const limitMs = call.phase === 'offering' || call.phase === 'answering' ? ANSWER_TIMEOUT_MS : CONNECT_TIMEOUT_MS;
  return event.kind === 'tick' && nowMs - call.sinceMs > limitMs ? over(code, nowMs) : [call, []];
}
