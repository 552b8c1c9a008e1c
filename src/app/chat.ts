/**
 * Text and files between the people of a call, over their side channels. Nothing is kept: when the call ends it is gone.
 * What arrives is decoded, limited and validated before anything changes.
 */
import { type Beside, isReachable } from './beside.ts';
import { Allowance, isSendable, normaliseText, safeFileName, TEXT_ALLOWANCE } from './chat-text.ts';
import { EMPTY_CHAT } from './empty-chat.ts';
import { FileReceiving } from './file-receiving.ts';
import { FileSending, type SendableFile } from './file-sending.ts';
import type { Member } from './member.ts';
import type { Room } from './room.ts';
import { readSide, type SideFrame, writeSide } from './side.ts';
import type { ViewStore } from './store.ts';
import type { ChatEntry, ChatView, ChatWishes, FileEntry } from './view.ts';

export interface ChatPorts {
  nowMs(): number;
  /** Milliseconds since 1970, for the time beside a message. */
  epochMs(): number;
  every(intervalMs: number, callback: () => void): () => void;
  saveFile(name: string, content: Blob): void;
}

/** Older messages make room. */
const MAX_ENTRIES = 500;
/** What one person may offer at a time; more are refused unseen. */
const MAX_OPEN_OFFERS = 8;
/** Larger ones do not fit into what browsers hold for a page. */
const MAX_FILE_BYTES = 2 ** 31;
/** How often a full channel is looked at. */
const PUMP_MS = 50;
/** Views come no faster than this while a file moves. */
const SHOW_EVERY_MS = 100;

interface Outgoing {
  readonly entryId: number;
  readonly to: string;
  readonly channel: number;
  readonly number: number;
  readonly sending: FileSending;
}

interface Incoming {
  readonly entryId: number;
  readonly from: string;
  readonly channel: number;
  readonly number: number;
  readonly receiving: FileReceiving;
}

export interface Chat extends Beside, ChatWishes {}

export function createChat(options: { store: ViewStore; ports: ChatPorts }): Chat {
  return new LiveChat(options);
}

class LiveChat implements Chat {
  readonly #store: ViewStore;
  readonly #ports: ChatPorts;
  #room: Room | null = null;
  #nextEntry = 1;
  #nextNumber = 1;
  #outgoing: Outgoing[] = [];
  #incoming: Incoming[] = [];
  #own = new Allowance(TEXT_ALLOWANCE);
  readonly #theirs = new Map<string, Allowance>();
  #stopPump: (() => void) | null = null;
  #shownMs = 0;

  constructor({ store, ports }: { store: ViewStore; ports: ChatPorts }) {
    this.#store = store;
    this.#ports = ports;
  }

  begin(room: Room): void {
    this.end();
    this.#room = room;
  }

  end(): void {
    for (const { sending } of this.#outgoing) sending.lose();
    for (const { receiving } of this.#incoming) receiving.lose();
    this.#room = null;
    this.#outgoing = [];
    this.#incoming = [];
    this.#theirs.clear();
    this.#stop();
    this.#store.update({ chat: { ...EMPTY_CHAT } });
  }

  changed(members: readonly Member[]): void {
    const channels = new Map(members.filter(isReachable).map(({ id, pair }) => [id, pair.channelCount]));
    for (const { to, channel, sending } of this.#outgoing) if (channels.get(to) !== channel) sending.lose();
    for (const { from, channel, receiving } of this.#incoming) if (channels.get(from) !== channel) receiving.lose();
  }

  added(): void {}

  side(member: Member, bytes: Uint8Array): void {
    const frame = readSide(bytes);
    if (typeof frame === 'string') return;
    switch (frame.kind) {
      case 'text':
        return this.#hear(member, frame.text);
      case 'offer':
        return this.#offered(member, frame);
      case 'accept':
      case 'got':
      case 'refuse':
        return this.#outgoing.find((it) => it.to === member.id && it.number === frame.number)?.sending.receive(frame);
      default:
        return this.#incoming
          .find((it) => it.from === member.id && it.number === frame.number)
          ?.receiving.receive(frame);
    }
  }

  sendText(raw: string): void {
    const text = normaliseText(raw);
    const people = this.#people();
    if (!isSendable(text)) return this.#show({ refusal: text === '' ? null : 'too-long' });
    if (people.length === 0) return this.#show({ refusal: 'nobody' });
    if (!this.#own.take(this.#ports.nowMs())) return this.#show({ refusal: 'too-fast' });
    const bytes = writeSide({ kind: 'text', text });
    const reached = people.filter(({ pair }) => pair.sendSide(bytes)).length;
    this.#add({ kind: 'text', from: null, text, reachedAll: reached === people.length }, { refusal: null });
  }

  sendFile(file: SendableFile): void {
    if (file.size > MAX_FILE_BYTES) return this.#show({ refusal: 'too-large' });
    const people = this.#people();
    if (people.length === 0) return this.#show({ refusal: 'nobody' });
    this.#show({ refusal: null });
    for (const member of people) this.#offer(file, member);
  }

  acceptFile(id: number): void {
    this.#incoming.find(({ entryId }) => entryId === id)?.receiving.accept();
  }

  cancelFile(id: number): void {
    this.#outgoing.find(({ entryId }) => entryId === id)?.sending.cancel();
    this.#incoming.find(({ entryId }) => entryId === id)?.receiving.cancel();
  }

  pauseFile(id: number, paused: boolean): void {
    const sending = this.#outgoing.find(({ entryId }) => entryId === id)?.sending;
    const receiving = this.#incoming.find(({ entryId }) => entryId === id)?.receiving;
    for (const moving of [sending, receiving]) {
      if (paused) moving?.pause();
      else moving?.resume();
    }
  }

  saveFile(id: number): void {
    const found = this.#incoming.find(({ entryId }) => entryId === id);
    const entry = this.#entry(id);
    const blob = found?.receiving.blob;
    if (blob && entry?.kind === 'file') this.#ports.saveFile(entry.name, blob);
  }

  showChat(open: boolean): void {
    this.#show({ open, unread: open ? 0 : this.#chat.unread });
  }

  get #chat(): ChatView {
    return this.#store.view.chat;
  }

  #people(): readonly Member[] {
    return [...(this.#room?.members.values() ?? [])].filter(isReachable);
  }

  #hear(member: Member, raw: string): void {
    const allowance = this.#theirs.get(member.id) ?? new Allowance(TEXT_ALLOWANCE);
    this.#theirs.set(member.id, allowance);
    const text = normaliseText(raw);
    if (text === '') return;
    if (!allowance.take(this.#ports.nowMs())) return this.#show({ droppedCount: this.#chat.droppedCount + 1 });
    this.#add({ kind: 'text', from: personOf(member), text, reachedAll: true });
  }

  #offer(file: SendableFile, member: Member): void {
    const name = safeFileName(file.name);
    const entryId = this.#add({
      kind: 'file',
      from: null,
      to: personOf(member),
      name,
      sizeBytes: file.size,
      state: 'offered',
      doneRatio: 0,
    });
    const number = this.#nextNumber++;
    const sending: FileSending = new FileSending({
      number,
      file: { name, size: file.size, slice: (fromBytes, toBytes) => file.slice(fromBytes, toBytes) },
      send: (frame) => member.pair.sendSide(writeSide(frame)),
      changed: () => this.#moved(entryId, () => sending),
    });
    this.#outgoing.push({ entryId, to: member.id, channel: member.pair.channelCount, number, sending });
    this.#moved(entryId, () => sending);
    this.#stopPump ??= this.#ports.every(PUMP_MS, () => this.#pump());
  }

  #offered(member: Member, frame: Extract<SideFrame, { kind: 'offer' }>): void {
    const { number, sizeBytes } = frame;
    const send = (answer: SideFrame) => member.pair.sendSide(writeSide(answer));
    const theirs = this.#incoming.filter(({ from }) => from === member.id);
    const tooMany = theirs.filter(({ receiving }) => !receiving.isOver).length >= MAX_OPEN_OFFERS;
    if (theirs.some((it) => it.number === number)) return;
    if (tooMany || sizeBytes > MAX_FILE_BYTES) return void send({ kind: 'refuse', number });
    const name = safeFileName(frame.name);
    const from = personOf(member);
    const entryId = this.#add({ kind: 'file', from, to: null, name, sizeBytes, state: 'offered', doneRatio: 0 });
    const receiving: FileReceiving = new FileReceiving({
      number,
      sizeBytes,
      send,
      changed: () => this.#moved(entryId, () => receiving),
    });
    this.#incoming.push({ entryId, from: member.id, channel: member.pair.channelCount, number, receiving });
  }

  /** Moving parts are shown a few times a second, changes of state at once. */
  #moved(id: number, moving: () => FileSending | FileReceiving | undefined): void {
    const entry = this.#entry(id);
    const now = moving();
    if (entry?.kind !== 'file' || now === undefined) return;
    const { state, doneRatio } = now;
    const early = this.#ports.nowMs() - this.#shownMs < SHOW_EVERY_MS;
    if (state === entry.state && early) return;
    this.#shownMs = this.#ports.nowMs();
    const entries = this.#chat.entries.map((it) => (it.id === id ? { ...entry, state, doneRatio } : it));
    this.#show({ entries });
  }

  #pump(): void {
    const open = this.#outgoing.filter(({ sending }) => !sending.isOver);
    for (const { sending } of open) sending.pump();
    if (open.length === 0) this.#stop();
  }

  #stop(): void {
    this.#stopPump?.();
    this.#stopPump = null;
  }

  #entry(id: number): ChatEntry | undefined {
    return this.#chat.entries.find((entry) => entry.id === id);
  }

  #add(entry: NewEntry, change: Partial<ChatView> = {}): number {
    const id = this.#nextEntry++;
    const { open, unread, entries } = this.#chat;
    const added = { ...entry, id, epochMs: this.#ports.epochMs() } as ChatEntry;
    const isNews = entry.from !== null && !open;
    this.#show({ ...change, entries: [...entries, added].slice(-MAX_ENTRIES), unread: unread + (isNews ? 1 : 0) });
    return id;
  }

  #show(change: Partial<ChatView>): void {
    this.#store.update({ chat: { ...this.#chat, ...change } });
  }
}

type NewEntry = Omit<Extract<ChatEntry, { kind: 'text' }>, 'id' | 'epochMs'> | Omit<FileEntry, 'id' | 'epochMs'>;

function personOf({ id, name }: Member): { readonly id: string; readonly name: string } {
  return { id, name };
}
