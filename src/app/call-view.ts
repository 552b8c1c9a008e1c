/** The call as the UI sees it: people, levels, notices; changed piece by piece, read as one snapshot. */
import type { CarrierState } from '../call/carrier.ts';
import type { Call } from '../call/machine.ts';
import type { Grade } from '../call/quality.ts';
import type { PathKind } from '../call/quality-stats.ts';
import type { TroubleCode } from '../call/trouble.ts';
import type { MeterReport } from '../dsp/voice-messages.ts';
import { PICTURES } from '../trust/picture-list.ts';
import type { CallTrust } from './call-trust.ts';
import type { Hearing } from './hearing.ts';
import { SILENT_METER, SPEECH_PROBABILITY } from './measured.ts';
import type { Member } from './room.ts';
import type { CallView, Meter, MuteView, PersonState, PersonView, RelayView } from './view.ts';

/** Older notices make room: nobody reads a wall of them. */
const MAX_NOTICES = 4;

const EMPTY: CallView = {
  inviteLink: '',
  linkCopied: false,
  people: [],
  mute: { state: 'open' },
  talk: { mode: 'open', held: false, deafened: false },
  relay: { state: 'connecting' },
  notices: [],
  connectedSinceMs: null,
  soundBlocked: false,
};

export type CallViewBuilder = ReturnType<typeof createCallView>;

/** What is measured of the connection to somebody. */
export interface Measured {
  qualityOf(id: string): Grade | null;
  pathOf(id: string): PathKind | null;
}

const NOTHING_MEASURED: Measured = { qualityOf: () => null, pathOf: () => null };

/** @param publish called after every change that shows */
export function createCallView(publish: () => void, measured: Measured = NOTHING_MEASURED) {
  let view: CallView = EMPTY;
  let relay: RelayView = { state: 'connecting' };
  let nextNotice = 1;
  const meters = new Map<string, Meter>();

  const change = (fields: Partial<CallView>) => {
    view = { ...view, ...fields };
    publish();
  };
  return {
    current: () => view,
    relay: () => relay,
    change,
    begin(inviteLink: string) {
      meters.clear();
      view = { ...EMPTY, inviteLink, relay };
    },
    end() {
      view = EMPTY;
      relay = { state: 'connecting' };
    },
    mute(mute: MuteView) {
      if (JSON.stringify(mute) !== JSON.stringify(view.mute)) change({ mute });
    },
    carrier(state: CarrierState) {
      relay = relayView(state);
      change({ relay });
    },
    members(members: readonly Member[], trust: CallTrust, hearing: Hearing, nowMs: number) {
      const people = members.map((it) => personView(it, { trust, hearing, ...measured }, meters.get(it.id)));
      const anyConnected = people.some(({ connection }) => connection.state === 'connected');
      const connectedSinceMs = people.length === 0 ? null : (view.connectedSinceMs ?? (anyConnected ? nowMs : null));
      change({ people, connectedSinceMs });
    },
    meter(id: string, report: MeterReport) {
      const meter = { levelDbfs: report.levelDbfs, speaking: report.speechProbability > SPEECH_PROBABILITY };
      meters.set(id, meter);
      const shown = (person: PersonView) => person.id === id && person.trust !== 'held';
      change({ people: view.people.map((person) => (shown(person) ? { ...person, meter } : person)) });
    },
    notice(code: TroubleCode, personName: string | null) {
      const notice = { id: nextNotice++, code, personName };
      change({ notices: [...view.notices, notice].slice(-MAX_NOTICES) });
    },
    dismiss(id: number) {
      change({ notices: view.notices.filter((notice) => notice.id !== id) });
    },
  };
}

interface Own extends Measured {
  readonly trust: CallTrust;
  readonly hearing: Hearing;
}

function personView(member: Member, own: Own, meter: Meter = SILENT_METER): PersonView {
  const { id, muted, pair } = member;
  const { trust, known } = own.trust.look(member);
  const name = own.trust.nameOf(member);
  const pictures = pair.pairing.pictures()?.map((number) => PICTURES[number]!) ?? null; // the code holds 0..63
  // Whoever is held is not heard: an old level would claim the opposite.
  const heard = trust === 'held' ? SILENT_METER : meter;
  const connection = personState(pair.call, own.pathOf(id));
  const loudness = own.hearing.of(pair.pairing.theirKey());
  const quality = own.qualityOf(id);
  return { id, name, muted, connection, meter: heard, pictures, trust, known, loudness, quality };
}

function personState(call: Call, path: PathKind | null): PersonState {
  switch (call.phase) {
    case 'connected':
      return path === null ? { state: 'connected' } : { state: 'connected', path };
    case 'reconnecting':
      return { state: 'reconnecting', sinceMs: call.sinceMs };
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
