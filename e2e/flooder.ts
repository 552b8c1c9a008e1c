/** Somebody who has the link, and programs instead of a browser: says whatever they like to a relay, as fast as they like. */
import { WebSocket } from 'ws';
import type { Topic } from '../src/call/carrier.ts';
import { writeConnect, writePublish, writeSubscribe } from '../src/signal/mqtt-codec.ts';
import { createPacketStream } from '../src/signal/mqtt-stream.ts';
import { type Envelope, MESSAGE_TYPE, openEnvelope, sealEnvelope } from '../src/trust/envelope.ts';
import { startHello } from '../src/trust/hello.ts';
import type { RoomKeys } from '../src/trust/room.ts';

const PREFIX = 'humr/1/';
const dice = (byteCount: number) => crypto.getRandomValues(new Uint8Array(byteCount));

/** A connection may send 1,200 frames and packets at once (`relay/limits.ts`), and a message is both. */
const BURST = 700;

interface Heard {
  readonly topic: Topic;
  readonly sealed: Uint8Array;
}

/** What breaks a rule of the relay, each sent over a connection of its own, which that ends. */
const BREACHES: readonly ((room: Topic) => Uint8Array | string)[] = [
  (room) => writePublish(PREFIX + room, new Uint8Array(20_000)),
  (room) => writePublish(PREFIX + room, new Uint8Array(100_000)),
  () => writePublish('news', new Uint8Array(256)),
  (room) => writePublish(PREFIX + room, new Uint8Array(256)).map((byte, at) => (at === 0 ? 0x31 : byte)), // retained
  () => writeSubscribe(1, ['#']),
  () => Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 0x7f), // five bytes of length (OASIS MQTT 3.1.1, 2.2.3)
  () => Uint8Array.of(0xf0, 0),
  () => 'text where bytes belong',
];

export class Flooder {
  readonly heard: Heard[] = [];
  /** Sessions that greeted. */
  readonly sids: Uint8Array[] = [];
  sent = 0;
  readonly #url: string;
  readonly #origin: string;
  readonly #keys: RoomKeys;
  readonly #sockets: WebSocket[] = [];
  #timer: NodeJS.Timeout | undefined;
  #hellos: Uint8Array[] = [];

  constructor(baseURL: string, keys: RoomKeys) {
    this.#url = new URL('/mqtt', baseURL).href.replace('http', 'ws');
    this.#origin = new URL(baseURL).origin;
    this.#keys = keys;
  }

  /** Hears all of the room, inboxes included. */
  async listen(): Promise<void> {
    const socket = await this.#open();
    const packets = createPacketStream();
    socket.on('message', (data: Buffer) => {
      packets.push(Uint8Array.from(data), (packet) => {
        if (packet.kind === 'publish') this.#hear(socket, packet.topic.slice(PREFIX.length), packet.payload);
      });
    });
    socket.send(writeSubscribe(1, [PREFIX + this.#keys.topicText]));
  }

  /** Prepares so many greetings nobody has read. */
  prepareHellos(count: number): void {
    this.#hellos = Array.from({ length: count }, () => {
      const from = dice(16);
      const { body } = startHello(this.#keys, from, 0, Math.floor(Date.now() / 1000), dice);
      return this.#seal({ type: MESSAGE_TYPE.hello, from, to: null, body });
    });
  }

  /** Three connections below the relay's limit, one that bursts beyond it, and every breach again and again. */
  async start(): Promise<void> {
    const steady = [await this.#open(), await this.#open(), await this.#open()];
    let tick = 0;
    this.#timer = setInterval(() => {
      tick++;
      for (const socket of steady) for (let i = 0; i < 2; i++) this.#say(socket, this.#next());
      if (tick % 4 === 0) void this.#breach(tick / 4);
      if (tick % 40 === 1) void this.#burst();
    }, 50);
  }

  /** More than one connection may say at once: the relay ends it. */
  async #burst(): Promise<void> {
    const socket = await this.#open();
    for (let i = 0; i < BURST; i++) this.#say(socket, { topic: this.#keys.topicText, sealed: dice(256) });
  }

  pause(): void {
    clearInterval(this.#timer);
  }

  stop(): void {
    this.pause();
    for (const socket of this.#sockets) socket.terminate();
  }

  /** One of each kind in turn: noise, wrong sizes, what was heard before, greetings, and lies in somebody's name. */
  #next(): Heard {
    const room = this.#keys.topicText;
    const kinds: readonly (() => Heard)[] = [
      () => ({ topic: room, sealed: dice(256) }),
      () => ({ topic: room, sealed: dice(300) }),
      () => ({ topic: room, sealed: dice(16_384) }),
      () => ({ topic: room, sealed: new Uint8Array(0) }),
      () => this.heard[this.sent % this.heard.length] ?? { topic: room, sealed: dice(512) },
      () => ({ topic: room, sealed: (this.sent % 10 === 0 && this.#hellos.pop()) || dice(256) }),
      () => this.#lie(),
    ];
    return kinds[this.sent % kinds.length]!();
  }

  /** Sealed as only somebody with the link can, and said in another's name. */
  #lie(): Heard {
    const types = Object.values(MESSAGE_TYPE);
    const type = types[this.sent % types.length]!;
    const [from, to] = [0, 1].map((offset) => this.sids[(this.sent + offset) % this.sids.length] ?? dice(16));
    const body = dice([0, 1, 57, 97, 400][this.sent % 5]!);
    return { topic: this.#keys.inboxTopic(to!), sealed: this.#seal({ type, from: from!, to: to!, body }) };
  }

  #seal(envelope: Envelope): Uint8Array {
    return sealEnvelope(this.#keys, envelope, dice(24));
  }

  #say(socket: WebSocket, { topic, sealed }: Heard): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    this.sent++;
    socket.send(writePublish(PREFIX + topic, sealed));
  }

  #hear(socket: WebSocket, topic: Topic, sealed: Uint8Array): void {
    this.heard.push({ topic, sealed });
    const envelope = openEnvelope(this.#keys, sealed);
    if (typeof envelope === 'string' || envelope.type !== MESSAGE_TYPE.hello || this.sids.length >= 2) return;
    if (this.sids.some((sid) => sid.every((byte, at) => byte === envelope.from[at]))) return;
    this.sids.push(envelope.from);
    socket.send(writeSubscribe(2 + this.sids.length, [PREFIX + this.#keys.inboxTopic(envelope.from)]));
  }

  async #breach(number: number): Promise<void> {
    const bytes = BREACHES[number % BREACHES.length]!(this.#keys.topicText);
    const socket = await this.#open();
    socket.send(bytes);
    setTimeout(() => socket.terminate(), 1_000);
  }

  #open(): Promise<WebSocket> {
    const socket = new WebSocket(this.#url, 'mqtt', { origin: this.#origin, perMessageDeflate: false });
    this.#sockets.push(socket);
    socket.on('error', () => socket.terminate());
    return new Promise((resolve) =>
      socket.once('open', () => {
        const clientId = Buffer.from(dice(10)).toString('hex');
        socket.send(writeConnect({ clientId, keepAliveS: 45 }));
        resolve(socket);
      }),
    );
  }
}
