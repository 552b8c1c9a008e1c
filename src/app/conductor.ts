/** Carries out the wishes: opens microphone and room, follows what happens, and writes the view. */
import type { CarrierState } from '../call/carrier.ts';
import type { KeptCall } from '../call/kept-call.ts';
import { normaliseName } from '../call/name.ts';
import type { Ports, Speaker } from '../call/ports.ts';
import type { TroubleCode } from '../call/trouble.ts';
import type { Identity } from '../trust/identity.ts';
import { decodeInvite, type Invite, identityFingerprint, SECRET_BYTES } from '../trust/link.ts';
import type { RoomKeys } from '../trust/room.ts';
import type { Beside } from './beside.ts';
import { callRemoval } from './call-removal.ts';
import { CallTrust, type PicturesFinding } from './call-trust.ts';
import { CallViewBuilder } from './call-view.ts';
import type { Conductor, ConductorOptions } from './conductor-types.ts';
import { Devices } from './devices.ts';
import { Door } from './door.ts';
import { Entrance } from './entrance.ts';
import { Hearing } from './hearing.ts';
import type { Member } from './member.ts';
import type { Watch } from './metrics.ts';
import type { OwnVoice } from './own-voice.ts';
import type { Decision } from './people-view.ts';
import { Rejoin } from './rejoin.ts';
import type { Removal } from './removal.ts';
import { openRoom, type Room, type Stirring } from './room.ts';
import type { SettingsDesk } from './settings-desk.ts';
import { SoundGate } from './sound-gate.ts';
import type { ViewStore } from './store.ts';
import { TalkDesk } from './talk-desk.ts';
import type { Loudness, Screen, SuppressionView } from './view.ts';
import { voiceOfCall } from './voice-of-call.ts';

/** How often the view's clock moves, for the timer in the call. */
const CLOCK_MS = 1_000;
/** How long a contact who took the call may need to appear. */
const CONTACT_WAIT_MS = 20_000;

type OpenCarrier = Ports<MediaStreamTrack>['openCarrier'];

export function createConductor(options: ConductorOptions): Conductor {
  return new LiveConductor(options);
}

class LiveConductor implements Conductor {
  readonly #ports: Ports<MediaStreamTrack>;
  readonly #store: ViewStore;
  readonly #callView: CallViewBuilder;
  readonly #speaker: Speaker<MediaStreamTrack>;
  /** The identity, once the people book is open too. */
  readonly #identity: Promise<Identity>;
  readonly shareInviteLink?: () => void;
  readonly #settings: SettingsDesk;
  readonly #watch: Watch | undefined;
  readonly #entrance = new Entrance();
  #room: Room | null = null;
  readonly #voice: OwnVoice;
  readonly #devices: Devices;
  readonly #rejoin: Rejoin;
  readonly #gate: SoundGate;
  readonly #door: Door;
  readonly #removal: Removal;
  readonly #trust: CallTrust;
  readonly #hearing: Hearing;
  readonly #talk: TalkDesk;
  readonly #beside: Beside | undefined;
  /** Rises with every entering and leaving, so that an outcome that comes too late is recognised. */
  #visit = 0;
  #stopClock: () => void = () => undefined;

  constructor({ ports, store, settings, people, watch, beside }: ConductorOptions) {
    this.#watch = watch;
    this.#beside = beside;
    this.#ports = ports;
    this.#trust = new CallTrust(people, () => ports.nowMs());
    people.subscribe(() => this.#roomChanged());
    this.#store = store;
    this.#settings = settings;
    this.#callView = new CallViewBuilder(() => this.#publishCall(), {
      qualityOf: (id) => watch?.gradeOf(id) ?? null,
      pathOf: (id) => watch?.latest?.links.get(id)?.path ?? null,
    });
    this.#speaker = ports.openSpeaker({
      meter: (id, report) => {
        this.#callView.meter(id, report);
        watch?.heard(id, report);
      },
      blocked: (isBlocked) => this.#callView.change({ soundBlocked: isBlocked }),
    });
    this.#voice = voiceOfCall({ ports, store, settings, view: this.#callView, watch, room: () => this.#room });
    this.#hearing = new Hearing(this.#speaker);
    const [voice, hearing, callView, speaker] = [this.#voice, this.#hearing, this.#callView, this.#speaker];
    const inCall = () => this.#room !== null;
    this.#devices = new Devices({ ports, store, settings, speaker, voice, callView, inCall });
    this.#talk = new TalkDesk({ voice, hearing, callView, inCall, changed: () => this.#rejoin.changed() });
    settings.subscribe((now, before) => {
      this.#voice.settingsChanged(now, before);
      this.#talk.change((talk) => talk.setMode(now.talkMode));
    });
    this.#gate = new SoundGate(this.#speaker, this.#trust);
    const door = new Door({
      ports,
      changed: (invitation) => {
        this.#callView.change({ inviteLink: this.#link(), invitation });
        this.#rejoin.changed();
      },
      members: () => [...(this.#room?.members.values() ?? [])],
      dismiss: (id) => this.#room?.dismiss(id),
      turnedAway: (code) => this.#leaveTo({ name: 'broken-link', code }),
    });
    this.#door = door;
    this.#rejoin = new Rejoin({ ports, store, talk: this.#talk, voice, door, invite: () => this.#entrance.invite });
    void this.#rejoin.offer();
    const parts = { door, callView, entrance: this.#entrance, rejoin: this.#rejoin, trust: this.#trust };
    this.#removal = callRemoval({ ...parts, ports, people, out: (screen) => this.#leaveTo(screen) });
    this.#identity = people.open().then(() => ports.loadIdentity());
    const { shareLink } = ports;
    if (shareLink) this.shareInviteLink = () => void shareLink(this.#link());
  }

  readonly toggleMute = () => this.#talk.change((talk) => talk.toggleMute());
  readonly holdTalk = (held: boolean) => this.#talk.change((talk) => talk.hold(held));
  readonly toggleDeafened = () => this.#talk.change((talk) => talk.toggleDeafened());
  readonly refreshDevices = () => void this.#devices.refresh();
  readonly retryNow = () => this.#room?.stir('retry');
  readonly dismissNotice = (id: number) => this.#callView.dismiss(id);
  readonly ownSound = () => this.#voice.sound;
  readonly turnOnSound = () => this.#speaker.unblock();
  readonly join = () => void this.#enter(true);
  readonly joinListening = () => void this.#enter(false);
  readonly openVoice = () => this.#voice.open();
  readonly setSelfName = (text: string) => this.#settings.change({ selfName: normaliseName(text) });
  readonly setSuppression = ({ on, strengthRatio }: SuppressionView) =>
    this.#settings.change({ suppression: on, suppressionStrengthRatio: strengthRatio });
  readonly talkAnyway = (id: string) => this.#decided(id, 'differs');
  readonly removePerson = (id: string) => this.#removal.remove(id);
  readonly setInvitation: Conductor['setInvitation'] = (terms) => {
    this.#entrance.setOneUse(terms.oneUse);
    this.#door.change(terms);
  };

  openLink(fragment: string): void {
    const invite = decodeInvite(fragment);
    if (typeof invite === 'string') return this.#show({ name: 'broken-link', code: invite });
    this.#entrance.set({ kind: 'link', invite });
    this.#show({ name: 'join' });
  }

  wake(reason: Stirring): void {
    this.#room?.stir(reason);
  }

  startCall(): void {
    void this.#identity.then(({ publicKey }) => {
      const secret = this.#ports.dice(SECRET_BYTES);
      const hostFingerprint = identityFingerprint(publicKey);
      const invite = { secret, hostFingerprint, oneUse: false, relayOnly: false };
      this.#entrance.set({ kind: 'link', invite });
      return this.#enter(true);
    });
  }

  enterContact(contactId: string, keys: RoomKeys): void {
    this.#entrance.set({ kind: 'contact', contactId, keys });
    void this.#enter(true);
  }

  rejoin(): void {
    void this.#rejoin.find().then((found) => {
      if (!found) return this.goHome();
      this.#entrance.set({ kind: 'link', invite: found.invite });
      if (found.call.door) this.#door.restore(found.call.door, found.invite);
      return this.#enter(!found.call.listening, found.call);
    });
  }

  tryAgain(): void {
    if (this.#entrance.canRepeat) void this.#enter(true);
    else this.goHome();
  }

  leave(): void {
    this.#visit++;
    this.#door.leave();
    this.#closeRoom();
    this.#voice.close();
    this.#show(this.#entrance.leftScreen);
  }

  async identityKey(): Promise<Uint8Array> {
    return (await this.#identity).publicKey;
  }

  enterVia(invite: Invite, openCarrier: OpenCarrier): void {
    this.#entrance.set({ kind: 'codes', invite, openCarrier });
    void this.#enter(false);
  }

  goHome(): void {
    this.#rejoin.decline();
    this.leave();
    this.#entrance.set(null);
    this.#show({ name: 'home' });
  }

  toggleMicrophoneCheck(): void {
    void (this.#voice.isOpen ? this.#voice.close() : this.#voice.open());
  }

  setLoudness(id: string, loudness: Loudness): void {
    const member = this.#room?.members.get(id);
    if (!member) return;
    this.#hearing.set(id, member.pair.pairing.theirKey(), loudness);
    this.#roomChanged();
  }

  copyInviteLink(): void {
    void this.#ports.copyText(this.#link()).then((copied) => this.#callView.change({ linkCopied: copied }));
  }

  answerPictures(id: string, answer: 'match' | 'differ'): void {
    this.#decided(id, answer === 'match' ? 'compared' : 'held');
  }

  decide(id: string, decision: Decision): void {
    this.#decided(id, decision);
    if (decision === 'decline') this.#room?.dismiss(id);
  }

  async #enter(withMicrophone: boolean, before?: KeptCall): Promise<void> {
    const visit = ++this.#visit;
    const obstacle = this.#obstacle();
    if (obstacle) return this.#show({ name: 'stopped', code: obstacle });
    const identity = await this.#identity;
    const entry = this.#entrance.entryOf(identity.publicKey);
    if (!entry || visit !== this.#visit) return;
    this.#closeRoom();
    this.#trust.begin(entry);
    this.#door.begin(entry, identity);
    // Relay and microphone are opened side by side: the prompt takes a person's time, the relay none of it.
    const room = this.#openRoom(identity, visit);
    this.#room = room;
    this.#removal.begin(room);
    this.#beside?.begin(room);
    this.#talk.begin(this.#settings.current.talkMode, before);
    if (withMicrophone && !(await this.#microphoneFor(visit))) return;
    if (visit !== this.#visit) return;
    this.#callView.begin(this.#link(), this.#door.view);
    this.#talk.change();
    this.#voice.configure();
    this.#show({ name: 'entering', step: 'relay' });
    room.enter();
    this.#followRelay();
    if (entry.kind === 'contact') this.#ports.after(CONTACT_WAIT_MS, () => this.#stopIfAlone(visit, 'PEER_SILENT'));
  }

  #obstacle(): TroubleCode | null {
    if (!this.#ports.canCall) return 'CALLS_UNSUPPORTED';
    const hides = this.#entrance.room?.relayOnly || this.#settings.current.hideAddress;
    return hides && this.#ports.turn() === 'none' ? 'TURN_MISSING' : null;
  }

  async #microphoneFor(visit: number): Promise<boolean> {
    this.#show({ name: 'entering', step: 'microphone' });
    const code = await this.#voice.open();
    if (visit !== this.#visit) return false;
    if (code === null) return true;
    this.#stop(code);
    return false;
  }

  #openRoom(identity: Identity, visit: number): Room {
    const { room, openCarrier } = this.#entrance;
    if (!room) throw new TypeError('nothing leads into a call');
    return openRoom({
      ...room,
      ports: openCarrier ? { ...this.#ports, openCarrier } : this.#ports,
      identity,
      relayUrls: this.#settings.current.relayUrls,
      self: () => ({ name: this.#settings.current.selfName, ...this.#voice.says }),
      events: {
        changed: () => this.#roomChanged(),
        carrier: (state) => visit === this.#visit && this.#carrierChanged(state),
        voice: (id, track) => this.#gate.arrived(id, track, this.#room?.members.get(id)),
        reported: (id, view) => this.#watch?.reported(id, view),
        added: (id, purpose, track) => this.#beside?.added(id, purpose, track),
        side: (member, bytes) => this.#beside?.side(member, bytes),
        gone: (member) => this.#memberGone(member),
        gaveUp: (name) => this.#callView.notice('PEER_TRIED_OFTEN', name),
        kicked: (id, news) => this.#removal.hear(id, news),
        refused: (statement) => this.#door.refused(statement),
      },
      holdsNewcomers: true,
      renewal: this.#trust.renewal,
      admits: (key) => this.#trust.admits(key) && this.#door.admits(key),
      refusal: (key) => (this.#trust.admits(key) ? this.#door.refusal(key) : null),
    });
  }

  #carrierChanged(state: CarrierState): void {
    // The way of the codes ends with the call, and nobody new could come in over it anyway.
    if (this.#entrance.kind === 'codes' && state.phase === 'closed') return;
    this.#callView.carrier(state);
    this.#followRelay();
  }

  /** While entering, an open relay begins the call and an unreachable one stops it; later both only show. */
  #followRelay(): void {
    const { screen } = this.#store.view;
    const relay = this.#callView.relay();
    if (screen.name !== 'entering' || screen.step === 'microphone') return;
    if (relay.state === 'open') this.#beginCall();
    else if (relay.state === 'waiting') this.#stop(relay.code);
    else if (relay.state === 'late') this.#show({ name: 'entering', step: 'late' });
  }

  #beginCall(): void {
    this.#stopClock();
    this.#stopClock = this.#ports.every(CLOCK_MS, () => this.#store.update({ nowMs: this.#ports.nowMs() }));
    if (this.#voice.isUnprocessed) this.#callView.notice('VOICE_UNPROCESSED', null);
    this.#watch?.begin({
      members: () => this.#room?.members ?? new Map(),
      graded: () => this.#roomChanged(),
      isUnprocessed: () => this.#voice.isUnprocessed,
    });
    if (this.#entrance.invite) this.#rejoin.begin();
    this.#show({ name: 'call', call: this.#callView.current() });
    this.#ports.log({ level: 'info', event: 'call begun', peer: null });
  }

  #roomChanged(): void {
    this.#removal.changed();
    if (!this.#room) return;
    const members = [...this.#room.members.values()];
    this.#door.follow();
    for (const member of members) this.#gate.follow(member);
    for (const { id, pair } of members) this.#hearing.apply(id, pair.pairing.theirKey());
    this.#beside?.changed(members);
    this.#callView.members(members, this.#trust, this.#hearing, this.#ports.nowMs());
  }

  /** What the user found out or decided about somebody. */
  #decided(id: string, finding: PicturesFinding | Decision): void {
    const member = this.#room?.members.get(id);
    if (!member) return;
    this.#trust.decide(member, finding);
    this.#ports.log({ level: 'info', event: `key ${finding}`, peer: id.slice(0, 6) });
    this.#roomChanged();
  }

  #memberGone(member: Member): void {
    this.#gate.gone(member.id);
    this.#callView.gone(member, this.#trust.nameOf(member), this.#ports.turn());
    const { call } = member.pair;
    if (this.#entrance.kind === 'contact' && call.phase === 'over' && this.#room?.members.size === 0)
      this.#stop(call.code);
  }

  #link(): string {
    return this.#entrance.link(this.#ports.pageUrl);
  }

  #stop(code: TroubleCode): void {
    this.#visit++;
    this.#closeRoom();
    if (this.#entrance.kind === 'contact') this.#voice.close();
    this.#show({ name: 'stopped', code });
  }

  #stopIfAlone(visit: number, code: TroubleCode): void {
    if (visit === this.#visit && this.#room?.members.size === 0) this.#stop(code);
  }

  #closeRoom(): void {
    this.#watch?.end();
    this.#beside?.end();
    this.#removal.end();
    const room = this.#room;
    this.#room = null;
    this.#rejoin.end();
    this.#stopClock();
    for (const id of room?.members.keys() ?? []) this.#gate.gone(id);
    room?.leave();
    this.#trust.forget();
    this.#callView.end();
    this.#voice.mute(false);
  }

  #leaveTo(screen: Screen): void {
    this.leave();
    this.#show(screen);
  }

  #show(screen: Screen): void {
    this.#store.update({ screen, nowMs: this.#ports.nowMs() });
  }

  #publishCall(): void {
    if (this.#store.view.screen.name === 'call') this.#show({ name: 'call', call: this.#callView.current() });
  }
}
