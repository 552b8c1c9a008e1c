/** The call as the UI sees it: people, levels, notices; changed piece by piece, read as one snapshot. */
import type { CarrierState } from '../call/carrier.ts';
import type { Call } from '../call/machine.ts';
import type { TurnState } from '../call/ports.ts';
import type { Grade } from '../call/quality.ts';
import type { PathKind } from '../call/quality-stats.ts';
import type { TroubleCode } from '../call/trouble.ts';
import type { MeterReport } from '../dsp/voice-messages.ts';
import { PICTURES } from '../trust/picture-list.ts';
import type { CallTrust } from './call-trust.ts';
import type { Hearing } from './hearing.ts';
import { SILENT_METER, SPEECH_PROBABILITY } from './measured.ts';
import type { Member } from './member.ts';
import { pathTrouble } from './path-trouble.ts';
import type { CallView, InvitationView, Meter, MuteView, PersonState, PersonView, RelayView } from './view.ts';

/** Older notices make room: nobody reads a wall of them. */
const MAX_NOTICES = 4;
/** A path that is away for so long is no short cut any more. */
const WAITING_AFTER_MS = 20_000;

const EMPTY: CallView = {
  inviteLink: '',
  invitation: null,
  linkCopied: false,
  people: [],
  mute: { state: 'open' },
  talk: { mode: 'open', held: false, deafened: false },
  relay: { state: 'connecting' },
  notices: [],
  connectedSinceMs: null,
  soundBlocked: false,
};

/** What is measured of the connection to somebody. */
export interface Measured {
  qualityOf(id: string): Grade | null;
  pathOf(id: string): PathKind | null;
}

const NOTHING_MEASURED: Measured = { qualityOf: () => null, pathOf: () => null };

export class CallViewBuilder {
  readonly #publish: () => void;
  readonly #measured: Measured;
  readonly #meters = new Map<string, Meter>();
  #view: CallView = EMPTY;
  #relay: RelayView = { state: 'connecting' };
  #nextNotice = 1;

  /** @param publish called after every change that shows */
  constructor(publish: () => void, measured: Measured = NOTHING_MEASURED) {
    this.#publish = publish;
    this.#measured = measured;
  }

  current(): CallView {
    return this.#view;
  }

  relay(): RelayView {
    return this.#relay;
  }

  change(fields: Partial<CallView>): void {
    this.#view = { ...this.#view, ...fields };
    this.#publish();
  }

  begin(inviteLink: string, invitation: InvitationView | null): void {
    this.#meters.clear();
    this.#view = { ...EMPTY, inviteLink, invitation, relay: this.#relay };
  }

  end(): void {
    this.#view = EMPTY;
    this.#relay = { state: 'connecting' };
  }

  mute(mute: MuteView): void {
    if (JSON.stringify(mute) !== JSON.stringify(this.#view.mute)) this.change({ mute });
  }

  carrier(state: CarrierState): void {
    this.#relay = relayView(state);
    this.change({ relay: this.#relay });
  }

  members(members: readonly Member[], trust: CallTrust, hearing: Hearing, nowMs: number): void {
    const own = { trust, hearing, nowMs, ...this.#measured };
    const people = members.map((member) => personView(member, own, this.#meters.get(member.id)));
    const anyConnected = people.some(({ connection }) => connection.state === 'connected');
    const begunMs = this.#view.connectedSinceMs ?? (anyConnected ? nowMs : null);
    const notices = soundNotices(this.#view, people, () => this.#nextNotice++);
    this.change({
      people,
      connectedSinceMs: people.length === 0 ? null : begunMs,
      notices: notices.slice(-MAX_NOTICES),
    });
  }

  meter(id: string, report: MeterReport): void {
    const meter = { levelDbfs: report.levelDbfs, speaking: report.speechProbability > SPEECH_PROBABILITY };
    this.#meters.set(id, meter);
    const shown = (person: PersonView) => person.id === id && person.trust !== 'held';
    this.change({ people: this.#view.people.map((person) => (shown(person) ? { ...person, meter } : person)) });
  }

  /** Somebody's call ended. */
  gone({ name, pair: { call } }: Member, shownName: string, turn: TurnState): void {
    // Who leaves before being connected was never seen as present, unless something is wrong.
    const isSeen = call.phase === 'over' && (call.code !== 'PEER_SILENT' || name !== '');
    // Of a removal it is said by whom, elsewhere.
    if (isSeen && call.code !== 'PEER_REMOVED') this.notice(pathTrouble(call.code, turn), shownName);
  }

  notice(code: TroubleCode, personName: string | null, byName: string | null = null): void {
    const notice = { id: this.#nextNotice++, code, personName, ...(byName !== null && { byName }) };
    this.change({ notices: [...this.#view.notices, notice].slice(-MAX_NOTICES) });
  }

  /** What a notice said is over. */
  recall(code: TroubleCode): void {
    const notices = this.#view.notices.filter((notice) => notice.code !== code);
    if (notices.length < this.#view.notices.length) this.change({ notices });
  }

  /** A notice that stands as long as what it says. */
  state(code: TroubleCode, isSo: boolean): void {
    const stands = this.#view.notices.some((notice) => notice.code === code);
    if (isSo && !stands) this.notice(code, null);
    if (!isSo) this.recall(code);
  }

  dismiss(id: number): void {
    this.change({ notices: this.#view.notices.filter((notice) => notice.id !== id) });
  }
}

/** One notice while somebody is not heard; it goes by itself when they are. */
function soundNotices({ people: before, notices }: CallView, people: readonly PersonView[], nextId: () => number) {
  const wasSilent = new Set(before.filter(({ sound }) => sound === 'silent').map(({ id }) => id));
  const begun = people.filter(({ id, sound }) => sound === 'silent' && !wasSilent.has(id));
  const ended = before.filter(({ id }) => wasSilent.has(id) && people.find((it) => it.id === id)?.sound !== 'silent');
  const over = new Set(ended.map(({ name }) => name));
  const kept = notices.filter(({ code, personName }) => code !== 'PEER_NO_SOUND' || !over.has(personName ?? ''));
  return [...kept, ...begun.map(({ name }) => ({ id: nextId(), code: 'PEER_NO_SOUND' as const, personName: name }))];
}

interface Own extends Measured {
  readonly trust: CallTrust;
  readonly hearing: Hearing;
  readonly nowMs: number;
}

function personView(member: Member, own: Own, meter: Meter = SILENT_METER): PersonView {
  const { id, muted, pair } = member;
  const { trust, known } = own.trust.look(member);
  const name = own.trust.nameOf(member);
  const pictures = pair.pairing.pictures()?.map((number) => PICTURES[number]!) ?? null; // the code holds 0..63
  // Whoever is held is not heard: an old level would claim the opposite.
  const heard = trust === 'held' ? SILENT_METER : meter;
  const sound = trust === 'held' || member.holdsUs ? 'heard' : soundOf(member);
  const connection = personState(pair.call, own.pathOf(id), own.nowMs);
  const loudness = own.hearing.of(pair.pairing.theirKey());
  const quality = own.qualityOf(id);
  return { id, name, muted, sound, connection, meter: heard, pictures, trust, known, loudness, quality };
}

/** Only of whoever is connected: network trouble has words of its own. */
function soundOf({ muted, microphone, pair }: Member): PersonView['sound'] {
  if (pair.call.phase !== 'connected' || muted) return 'heard';
  if (microphone === 'paused') return 'paused';
  return microphone === 'silent' || pair.isSilent ? 'silent' : 'heard';
}

function personState(call: Call, path: PathKind | null, nowMs: number): PersonState {
  switch (call.phase) {
    case 'connected':
      return path === null ? { state: 'connected' } : { state: 'connected', path };
    case 'reconnecting':
      return { state: 'reconnecting', sinceMs: call.sinceMs, isWaiting: nowMs - call.sinceMs > WAITING_AFTER_MS };
    case 'over':
      return { state: 'over', code: call.code };
    default:
      return { state: 'joining' };
  }
}

function relayView(state: CarrierState): RelayView {
  switch (state.phase) {
    case 'waiting':
      return { state: 'waiting', code: state.code, retryInMs: state.retryInMs };
    case 'closed':
      return { state: 'waiting', code: state.code ?? 'RELAY_LOST', retryInMs: 0 };
    default:
      return { state: state.phase };
  }
}
