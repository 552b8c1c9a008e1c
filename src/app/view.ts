/** One snapshot of everything the UI shows, and the wishes it may voice. No browser API appears here. */

import type { InvitationTerms } from '../call/invitation-terms.ts';
import type { AudioDevices } from '../call/ports.ts';
import type { Grade } from '../call/quality.ts';
import type { PathKind } from '../call/quality-stats.ts';
import type { MicrophoneTrouble, TroubleCode } from '../call/trouble.ts';
import type { VoiceEstimator } from '../dsp/voice-messages.ts';
import type { ImportPreview, ImportFault as SettingsFault } from '../settings/import.ts';
import type { Settings, ServerLogin as SettingsLogin } from '../settings/schema.ts';
import type { PictureName } from '../trust/picture-list.ts';
import type { CodesView, CodeWishes, TabWishes } from './code-view.ts';
import type { SendableFile } from './file-sending.ts';
import type { GroupView, GroupWishes } from './group-view.ts';
import type { ListenBackView, ListenBackWishes } from './listen-back-view.ts';
import type { Notice } from './notice-view.ts';
import type { KnownView, PeopleView, PeopleWishes } from './people-view.ts';
import type { SharingView, SharingWishes } from './sharing-view.ts';
import type { FiguresView, ReportView, ToolScreen, ToolWishes } from './tool-view.ts';
import type { TrialView, TrialWishes } from './trial-view.ts';

/** A measured sound: level in dBFS (−100 is silence) and whether somebody speaks. */
export interface Meter {
  readonly levelDbfs: number;
  readonly speaking: boolean;
}

/** One's own microphone. `processing` is measured: reports arrive from the chain, or they do not. */
export type MicrophoneView =
  | { readonly state: 'off' }
  | { readonly state: 'asking' }
  | { readonly state: 'live'; readonly processing: 'suppressed' | 'passed-through' | 'unprocessed' }
  | { readonly state: 'failed'; readonly code: MicrophoneTrouble };

/** How one other person is connected. */
export type PersonState =
  | { readonly state: 'joining' }
  /** `path` is measured; absent until it was. */
  | { readonly state: 'connected'; readonly path?: PathKind }
  /** `isWaiting`: it takes so long that they may be gone for a while; they are still tried. */
  | { readonly state: 'reconnecting'; readonly sinceMs: number; readonly isWaiting: boolean }
  | { readonly state: 'over'; readonly code: TroubleCode };

/** One of the seven pictures; the name, in English, is for reading aloud. */
export interface PictureView {
  readonly emoji: string;
  readonly name: PictureName;
}

/**
 * What this person found out about another's key, in this call. `held`: nothing is sent to them or heard of them until
 * it is decided, why is in `known.hold`; `differs`: the pictures differ, and the call went on knowingly.
 */
export type Trust = 'new' | 'compared' | 'held' | 'differs';

/** How loud one hears somebody: a choice of one's own, of which the other side learns nothing. */
export interface Loudness {
  /** 0..2; 1 is as sent. */
  readonly volumeRatio: number;
  readonly silenced: boolean;
}

export interface PersonView {
  /** Stable for this session of this person; usable as a key. */
  readonly id: string;
  /** Display name, already normalised; untrusted text, shown inside `<bdi>`. */
  readonly name: string;
  readonly connection: PersonState;
  readonly meter: Meter;
  /** What they say of themselves. */
  readonly muted: boolean;
  /** `silent`: connected, unmuted, and nothing comes; `paused`: their system took the microphone. */
  readonly sound: 'heard' | 'silent' | 'paused';
  /** To be compared with those they see; null until the handshake gave them. */
  readonly pictures: readonly PictureView[] | null;
  readonly trust: Trust;
  /** How good the connection to them is, measured; null until there is something to judge. */
  readonly quality: Grade | null;
  readonly loudness: Loudness;
  readonly known: KnownView;
}

/**
 * Muting is measured, not assumed: `muting` until the outgoing energy was seen at zero, and `muted` only then.
 * `speakingWhileMuted` is true while the microphone hears speech that nobody else hears.
 */
export type MuteView =
  | { readonly state: 'open' }
  | { readonly state: 'muting' }
  | { readonly state: 'muted'; readonly speakingWhileMuted: boolean };

export type RelayView =
  | { readonly state: 'connecting' }
  /** It takes longer than it should; the attempts go on. */
  | { readonly state: 'late' }
  | { readonly state: 'open' }
  | { readonly state: 'waiting'; readonly code: TroubleCode; readonly retryInMs: number }
  | { readonly state: 'not-needed' };

export interface SuppressionView {
  readonly on: boolean;
  /** 0 = hardly any noise removed, 1 = as much as possible. */
  readonly strengthRatio: number;
}

/** How one's own microphone opens, and whether one hears the others at all. */
export interface TalkView {
  readonly mode: 'open' | 'push-to-talk' | 'push-to-mute';
  /** The key or button is held now. */
  readonly held: boolean;
  readonly deafened: boolean;
}

/** What holds for one's own link, and why it lets nobody new in any more. */
export interface InvitationView extends InvitationTerms {
  readonly over: 'LINK_EXPIRED' | 'LINK_USED' | null;
}

export interface CallView {
  /** Empty where no link leads into this call, because no relay does. */
  readonly inviteLink: string;
  /** Null where the link is somebody else's. */
  readonly invitation: InvitationView | null;
  readonly linkCopied: boolean;
  readonly people: readonly PersonView[];
  readonly mute: MuteView;
  readonly talk: TalkView;
  readonly relay: RelayView;
  readonly notices: readonly Notice[];
  /** When the first person was connected, ms since the epoch of `nowMs`, or null while alone. */
  readonly connectedSinceMs: number | null;
  /** The browser refuses to play sound until a tap: show one button that calls `turnOnSound`. */
  readonly soundBlocked: boolean;
}

export type Screen =
  | { readonly name: 'home' }
  | ToolScreen
  | { readonly name: 'broken-link'; readonly code: TroubleCode }
  | { readonly name: 'join' }
  /** The call of the link goes on in another tab of this browser. */
  | { readonly name: 'elsewhere' }
  /** A call was left without a word: a reload, a crash, a closed tab. */
  | { readonly name: 'rejoin' }
  | { readonly name: 'codes'; readonly codes: CodesView }
  | { readonly name: 'entering'; readonly step: 'microphone' | 'relay' | 'late' }
  | { readonly name: 'stopped'; readonly code: TroubleCode }
  | { readonly name: 'call'; readonly call: CallView }
  /** `final`: there is no link back into that call; `removedBy`: who sent one out of it, an untrusted name. */
  | { readonly name: 'left'; readonly final?: boolean; readonly removedBy?: string }
  /** Something was done in another tab of this browser. */
  | { readonly name: 'note'; readonly note: 'handed-over' | 'moved' };

/** What the voice chain says of itself, about ten times a second; levels in dBFS. */
export interface OwnVoiceView {
  readonly shell: 'worker' | 'worklet' | 'none';
  readonly estimator: VoiceEstimator;
  /** The microphone as it is, what the others get, and the noise of the room. */
  readonly inputDbfs: number;
  readonly outputDbfs: number;
  readonly noiseDbfs: number;
  /** Share of the speech's energy that is left, 0..1, estimated; null while nobody has spoken. */
  readonly keptRatio: number | null;
}

/** The app as a thing on a device. */
export interface AppView {
  /** Whether it can be installed now: by the browser's own question, or by hand (iOS). */
  readonly install: 'none' | 'ready' | 'by-hand';
  /** A new version is stored and waits. */
  readonly updateWaiting: boolean;
}

export interface AppWishes {
  installApp(): void;
  /** Reloads into the new version; offered outside of calls alone. */
  applyUpdate(): void;
}

/** Somebody of the call, by tile and by the name they had then. */
export interface PersonName {
  readonly id: string;
  /** Untrusted text, normalised. */
  readonly name: string;
}

export interface TextEntry {
  readonly kind: 'text';
  readonly id: number;
  readonly epochMs: number;
  /** Null: oneself. */
  readonly from: PersonName | null;
  /** Untrusted text, without control characters, at most 4 KiB. */
  readonly text: string;
  /** False: somebody's connection would not take it. */
  readonly reachedAll: boolean;
}

/** A file on its way from `from`, or to `to`; the other of the two is oneself. */
export interface FileEntry {
  readonly kind: 'file';
  readonly id: number;
  readonly epochMs: number;
  readonly from: PersonName | null;
  readonly to: PersonName | null;
  /** Safe to save under. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly state:
    | 'offered'
    | 'moving'
    | 'paused'
    | 'done'
    | 'cancelled' // by oneself
    | 'refused' // by who should have got it
    | 'withdrawn' // by who sent it
    | 'damaged' // longer, shorter or other than announced
    | 'broken'; // the connection is gone
  readonly doneRatio: number;
}

export type ChatEntry = TextEntry | FileEntry;

export interface ChatView {
  /** Oldest first. */
  readonly entries: readonly ChatEntry[];
  readonly open: boolean;
  readonly unread: number;
  /** Messages that came faster than anybody writes, and were dropped. */
  readonly droppedCount: number;
  /** Why the last thing was not sent. */
  readonly refusal: 'too-long' | 'too-fast' | 'too-large' | 'nobody' | null;
}

export type ImportFault = SettingsFault;
export type ServerLogin = SettingsLogin;

/** The settings and what is to be said of them. */
export interface SettingsView {
  readonly values: Settings;
  /** Paths of stored fields that were damaged and fell back to their defaults, until that was read. */
  readonly repaired: readonly string[];
  /** False when they hold in this tab only: no store, or a record that a newer version wrote. */
  readonly kept: boolean;
  /** What a chosen file would change, or what is wrong with it. */
  readonly file: ImportPreview | null;
}

export interface View {
  readonly screen: Screen;
  /** One's own display name; empty when never given. */
  readonly selfName: string;
  readonly microphone: MicrophoneView;
  /** One's own voice as it leaves the chain; silent while muted. */
  readonly selfMeter: Meter;
  /** Null while no chain runs. */
  readonly voice: OwnVoiceView | null;
  readonly suppression: SuppressionView;
  /** As last listed; read anew by `refreshDevices`, and whenever one comes or goes. */
  readonly devices: AudioDevices;
  readonly trial: TrialView;
  readonly listenBack: ListenBackView;
  readonly settings: SettingsView;
  readonly people: PeopleView;
  readonly chat: ChatView;
  readonly group: GroupView;
  /** Of the call that ended last; null before any, and while there is one. */
  readonly report?: ReportView | null;
  /** While somebody looks at them. */
  readonly figures?: FiguresView | null;
  readonly sharing: SharingView;
  readonly app: AppView;
  /** The clock the times above belong to. */
  readonly nowMs: number;
}

/** What a person can wish for. Each returns at once; what comes of it shows in the next view. */
export interface Wishes
  extends CallWishes,
    TrialWishes,
    ListenBackWishes,
    SettingsWishes,
    TabWishes,
    ChatWishes,
    GroupWishes,
    SharingWishes,
    AppWishes,
    CodeWishes,
    PeopleWishes,
    ToolWishes {}

export interface CallWishes {
  /** From home: makes a secret, a link and enters the call. */
  startCall(): void;
  /** From join: enters the call of the link. */
  join(): void;
  /** From rejoin: into the call that was left behind, as it was. */
  rejoin(): void;
  /** Enters without a microphone, to listen only; offered where the microphone failed. */
  joinListening(): void;
  /** From anywhere with a call or a failure: back out. */
  leave(): void;
  /** From `left`, `stopped` or `broken-link` to home. */
  goHome(): void;
  /** From `stopped` or `left`: the same again. */
  tryAgain(): void;
  /** From home or join: opens the microphone to see one's own level, or closes it again. */
  toggleMicrophoneCheck(): void;
  toggleMute(): void;
  /** The key or button to talk, or to be silent, is held or let go. */
  holdTalk(held: boolean): void;
  /** Hears nobody, and is not heard. */
  toggleDeafened(): void;
  setLoudness(id: string, loudness: Loudness): void;
  /** In a call of three or more by one's own link: they are out, and the link is another for those who stay. */
  removePerson(id: string): void;
  setSuppression(suppression: SuppressionView): void;
  /** Reads the list of devices anew, before it is shown. */
  refreshDevices(): void;
  /** Does not wait for the next try to reach whoever is away. */
  retryNow(): void;
  /** Raw text from the field; normalised by the app. */
  setSelfName(text: string): void;
  copyInviteLink(): void;
  /** In a call with one's own link: whom it lets in, and until when. */
  setInvitation(terms: InvitationTerms): void;
  /** Opens the platform's share sheet with the link; absent where there is none. */
  readonly shareInviteLink?: () => void;
  /** The pictures were compared with those the person of this id sees. */
  answerPictures(id: string, answer: 'match' | 'differ'): void;
  /** Lets a held person be heard and hear again, though the pictures differ. */
  talkAnyway(id: string): void;
  dismissNotice(id: number): void;
  turnOnSound(): void;
}

export interface ChatWishes {
  sendText(text: string): void;
  sendFile(file: SendableFile): void;
  acceptFile(id: number): void;
  /** Cancels, whichever way it goes; an offer is declined. */
  cancelFile(id: number): void;
  pauseFile(id: number, paused: boolean): void;
  /** Offers a file that is done to be saved. */
  saveFile(id: number): void;
  showChat(open: boolean): void;
}

export interface SettingsWishes {
  changeSettings(change: Partial<Settings>): void;
  /** Back to the defaults; only the name stays. */
  resetSettings(): void;
  saveSettingsFile(): void;
  /** Shows in `settings.file` what the text of a chosen file would change. */
  previewSettingsFile(text: string): void;
  applySettingsFile(): void;
  dropSettingsFile(): void;
  dismissRepairs(): void;
}
