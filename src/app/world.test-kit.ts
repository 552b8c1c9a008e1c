/**
 * A world for tests: one clock, one relay and browsers whose connections are only bookkeeping, so that whole calls run
 * in milliseconds. The relay can be told to lose, repeat or change what it carries.
 */
import type { Carrier, CarrierEvents, Topic, Will } from '../call/carrier.ts';
import { FaultHistory } from '../call/faults.ts';
import type { ContactStore, Renewal } from '../call/keeping.ts';
import type { CallKeeper } from '../call/kept-call.ts';
import type { LogEntry, Microphone, MicrophoneEvents, PeerEvents, Ports } from '../call/ports.ts';
import type { MicrophoneTrouble } from '../call/trouble.ts';
import type { VoiceSettings } from '../dsp/voice-messages.ts';
import { DEFAULT_SETTINGS, type VoiceShellChoice } from '../settings/schema.ts';
import { softwareIdentity } from '../trust/identity.ts';
import { together } from './beside.ts';
import { type Chat, createChat } from './chat.ts';
import { createConductor } from './conductor.ts';
import type { Conductor } from './conductor-types.ts';
import { memoryContacts } from './contacts.test-kit.ts';
import { FakePeer } from './fake-peer.test-kit.ts';
import { createGroupDesk, type GroupDesk } from './group-desk.ts';
import { INITIAL_VIEW } from './initial-view.ts';
import { PeopleBook } from './people-book.ts';
import { createSettingsDesk, type SettingsDesk } from './settings-desk.ts';
import { createViewStore, type ViewStore } from './store.ts';
import { logView } from './view-log.ts';

type Track = MediaStreamTrack;

/** What the relay does with one message on its way to one listener. */
export type Meddler = (topic: Topic, sealed: Uint8Array) => readonly Uint8Array[];

const RELAY_DELAY_MS = 5;
/** Calendar time when the world begins. */
export const DATE_MS = Date.UTC(2026, 4, 3);

export class World {
  nowMs = 1_000;
  meddle: Meddler = (_topic, sealed) => [sealed];
  /** While false no media or data passes between browsers. */
  pathUp = true;
  /** Two browsers the relay hides from each other. */
  hidden: readonly [Browser, Browser] | null = null;
  readonly carried: { topic: Topic; sealed: Uint8Array }[] = [];
  readonly #tasks: { dueMs: number; run: () => void }[] = [];
  readonly #listeners = new Set<FakeCarrier>();
  readonly peers = new Set<FakePeer>();
  #dice = 0;
  readonly #wills: (() => Will)[] = [];

  after(delayMs: number, run: () => void): () => void {
    const task = { dueMs: this.nowMs + delayMs, run };
    this.#tasks.push(task);
    return () => {
      const at = this.#tasks.indexOf(task);
      if (at >= 0) this.#tasks.splice(at, 1);
    };
  }

  /** Lets `ms` of the world's time pass, promises included. */
  async run(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#tasks.filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs)[0];
      if (!next) break;
      this.#tasks.splice(this.#tasks.indexOf(next), 1);
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      next.run();
    }
    this.nowMs = endMs;
  }

  /** Different bytes every time, the same in every run. */
  dice(byteCount: number): Uint8Array {
    this.#dice = (this.#dice * 1103515245 + 12345) >>> 0;
    let state = this.#dice;
    return Uint8Array.from({ length: byteCount }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
  }

  /** What the relay would say of each browser that it loses, in the order they came. */
  wills(): Will[] {
    return this.#wills.map((make) => make());
  }

  openCarrier(events: CarrierEvents, will?: () => Will): FakeCarrier {
    if (will) this.#wills.push(will);
    const carrier = new FakeCarrier(this, events);
    this.#listeners.add(carrier);
    this.after(RELAY_DELAY_MS, () => events.changed({ phase: 'open' }));
    return carrier;
  }

  /** The relay loses everybody, or takes them back. */
  relay(phase: 'waiting' | 'open'): void {
    for (const { events } of this.#listeners)
      events.changed(phase === 'open' ? { phase } : { phase, code: 'RELAY_LOST', retryInMs: 1_000 });
  }

  /** Whatever somebody listens on. */
  get topics(): ReadonlySet<Topic> {
    return new Set([...this.#listeners].flatMap(({ topics }) => [...topics]));
  }

  closeCarrier(carrier: FakeCarrier): void {
    this.#listeners.delete(carrier);
  }

  publish(topic: Topic, sealed: Uint8Array, from?: FakeCarrier): void {
    this.carried.push({ topic, sealed });
    for (const listener of this.#listeners) {
      if (!listener.topics.has(topic) || this.#hides(from, listener)) continue;
      for (const changed of this.meddle(topic, sealed)) {
        this.after(RELAY_DELAY_MS, () => listener.events.received(topic, changed));
      }
    }
  }

  #hides(from: FakeCarrier | undefined, to: FakeCarrier): boolean {
    const [one, other] = this.hidden ?? [];
    if (!from || !one || !other) return false;
    return (one.uses(from) && other.uses(to)) || (other.uses(from) && one.uses(to));
  }

  /** A browser with its own identity, at home. */
  browser(options: Partial<BrowserOptions> = {}): Browser {
    return new Browser(this, options);
  }
}

class FakeCarrier implements Carrier {
  readonly topics = new Set<Topic>();
  constructor(
    private readonly world: World,
    readonly events: CarrierEvents,
  ) {}
  join(topic: Topic): void {
    this.topics.add(topic);
  }
  send(topic: Topic, sealed: Uint8Array): void {
    this.world.publish(topic, sealed, this);
  }
  retryNow(): void {}
  close(): void {
    this.world.closeCarrier(this);
  }
}

export interface BrowserOptions {
  readonly microphone: MicrophoneTrouble | null;
  /** Which certificate DTLS reports for the one described. */
  readonly usedCertificate: (fingerprint: Uint8Array) => Uint8Array | null;
  readonly seed: Uint8Array;
  /** Whom this browser met before. */
  readonly contacts: ContactStore;
  readonly calls: CallKeeper;
  readonly renewal: Renewal;
  /** How far its calendar is ahead. */
  readonly clockAheadS: number;
  /** A hidden page's timers come no more often than this. */
  readonly slowestMs: number;
}

export class Browser {
  readonly store: ViewStore;
  readonly conductor: Conductor;
  readonly settings: SettingsDesk;
  readonly contacts: ContactStore;
  readonly book: PeopleBook;
  /** Kinds of what the trail was told, in order. */
  readonly trail: string[] = [];
  readonly chat: Chat;
  readonly group: GroupDesk;
  readonly savedFiles: { name: string; content: Blob }[] = [];
  readonly log: LogEntry[] = [];
  readonly faults = new FaultHistory();
  /** Nothing of it runs, and what is sent to it is lost. */
  asleep = false;
  clockAheadS: number;
  /** Ids of people whose voices play. */
  readonly playing = new Set<string>();
  readonly volumes = new Map<string, number>();
  deafened = false;
  microphoneEvents: MicrophoneEvents | null = null;
  /** What the voice chain was told, in order. */
  readonly configured: VoiceSettings[] = [];
  /** Set when the tab was killed: nothing of it runs any more, and nobody is told. */
  #dead = false;
  readonly #peers: FakePeer[] = [];
  readonly #carriers: FakeCarrier[] = [];
  copied = '';
  /** Why there is no microphone just now. */
  trouble: MicrophoneTrouble | null = null;
  /** Plugs something in or out. */
  devicesChanged: () => void = () => undefined;
  speakerThere = true;

  constructor(world: World, options: Partial<BrowserOptions>) {
    this.trouble = options.microphone ?? null;
    this.clockAheadS = options.clockAheadS ?? 0;
    this.store = createViewStore(INITIAL_VIEW);
    this.settings = createSettingsDesk({
      store: this.store,
      ports: { saveSettings: async () => true, watchSettings: () => undefined, saveTextFile: () => undefined },
      read: { settings: DEFAULT_SETTINGS, repaired: [], mayReplace: true },
    });
    this.contacts = options.contacts ?? memoryContacts();
    this.book = new PeopleBook({
      contacts: this.contacts,
      noteTrust: async ({ kind }) => this.trail.push(kind) > 0,
      loadRenewal: async () => options.renewal ?? null,
      dateMs: () => DATE_MS + world.nowMs,
    });
    this.chat = createChat({
      store: this.store,
      ports: {
        nowMs: () => world.nowMs,
        epochMs: () => 1_800_000_000_000 + world.nowMs,
        every: (intervalMs, callback) => every(world, intervalMs, callback),
        saveFile: (name, content) => this.savedFiles.push({ name, content }),
      },
    });
    this.group = this.#openGroup(world);
    logView(this.store, (entry) => this.#note(entry, world));
    this.conductor = createConductor({
      store: this.store,
      beside: together([this.chat, this.group]),
      settings: this.settings,
      people: this.book,
      ports: this.#ports(world, options),
    });
  }

  /** What the browser counts of the connections. */
  counts(entries: readonly unknown[]): void {
    for (const peer of this.#peers) peer.counted = entries;
  }

  uses(carrier: FakeCarrier): boolean {
    return this.#carriers.includes(carrier);
  }

  kill(): void {
    this.#dead = true;
    for (const peer of this.#peers) peer.close();
    for (const carrier of this.#carriers) carrier.close();
  }

  /** The call on screen, or an error that names what is there instead. */
  get call() {
    const { screen } = this.store.view;
    if (screen.name !== 'call') throw new Error(`no call but ${JSON.stringify(screen)}`);
    return screen.call;
  }

  get people() {
    return this.call.people.map(({ name, connection }) => `${name}: ${connection.state}`);
  }

  /** Goes on where it was; its relay has long dropped it. */
  wake(): void {
    this.asleep = false;
    for (const { events } of this.#carriers) {
      events.changed({ phase: 'connecting' });
      events.changed({ phase: 'open' });
    }
  }

  #openGroup(world: World): GroupDesk {
    return createGroupDesk({
      store: this.store,
      ports: {
        nowMs: () => world.nowMs,
        after: world.after.bind(world),
        dice: (byteCount) => world.dice(byteCount),
        log: (entry) => this.#note(entry, world),
      },
      noteDifference: () => this.book.note('lists-differed', null, null),
      answer: (id, answer) => this.conductor.answerPictures(id, answer),
    });
  }

  #note(entry: LogEntry, world: World): void {
    this.log.push(entry);
    this.faults.note(entry, world.nowMs);
  }

  #ports(world: World, options: Partial<BrowserOptions>): Ports<Track> {
    const identity = softwareIdentity(options.seed ?? world.dice(32));
    return {
      openMicrophone: async (settings, { shell }, events) => {
        this.configured.push(settings);
        return this.trouble ?? this.#openMicrophone(shell, events);
      },
      openPeer: (peerOptions, events) => this.#openPeer(world, peerOptions.track, events, options),
      turn: () => 'none' as const,
      openSpeaker: () => ({
        play: (id) => this.playing.add(id),
        stop: (id) => this.playing.delete(id),
        setVolume: (id, ratio) => this.volumes.set(id, ratio),
        setDeafened: (deafened) => {
          this.deafened = deafened;
        },
        unblock: () => undefined,
        setSink: async () => this.speakerThere,
        close: () => undefined,
      }),
      listDevices: async () => ({ microphones: [], speakers: [] }),
      watchDevices: (changed) => this.#watchDevices(changed),
      ...(options.calls ? { calls: options.calls } : {}),
      openCarrier: ({ will }, events) => {
        const received: CarrierEvents['received'] = (topic, sealed) => this.asleep || events.received(topic, sealed);
        const carrier = world.openCarrier({ ...events, received }, will);
        this.#carriers.push(carrier);
        return carrier;
      },
      loadIdentity: async () => identity,
      copyText: async (text) => {
        this.copied = text;
        return true;
      },
      shareLink: null,
      pageUrl: 'https://humr.example/',
      canCall: true,
      nowMs: () => world.nowMs,
      epochS: () => Math.floor(world.nowMs / 1000) + this.clockAheadS,
      dice: (byteCount) => world.dice(byteCount),
      every: (intervalMs, callback) =>
        every(world, Math.max(intervalMs, options.slowestMs ?? 0), () => this.#dead || this.asleep || callback()),
      after: (delayMs, callback) => world.after(delayMs, callback),
      log: (entry) => this.#note(entry, world),
    };
  }

  #openPeer(world: World, track: Track | null, events: PeerEvents<Track>, options: Partial<BrowserOptions>): FakePeer {
    const message = (text: string) => this.asleep || events.message(text);
    const usedCertificate = options.usedCertificate ?? ((fingerprint: Uint8Array) => fingerprint);
    const peer = new FakePeer(world, { ...events, message }, track, usedCertificate);
    this.#peers.push(peer);
    return peer;
  }

  #watchDevices(changed: () => void): () => void {
    this.devicesChanged = changed;
    return () => undefined;
  }

  #openMicrophone(choice: VoiceShellChoice, events: MicrophoneEvents): Microphone<Track> {
    this.microphoneEvents = events;
    return {
      track: { kind: 'audio' } as Track,
      captured: { kind: 'audio' } as Track,
      processing: 'chain',
      shell: choice === 'worklet' ? 'worklet' : 'worker',
      configure: (settings) => this.configured.push(settings),
      close: () => undefined,
    };
  }
}

function every(world: World, intervalMs: number, callback: () => void): () => void {
  let stop = world.after(intervalMs, again);
  function again() {
    stop = world.after(intervalMs, again);
    callback();
  }
  return () => stop();
}
