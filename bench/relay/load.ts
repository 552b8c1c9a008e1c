/**
 * The load: pairs of clients, each pair in a room of its own. In each round everybody sends one message at the same
 * moment, and the partner notes how long it took. A process of its own, so that it does not slow the relay down.
 */
import { randomBytes } from 'node:crypto';
import { WebSocket } from 'ws';
import { TOPIC_PREFIX } from '../../src/signal/mqtt.ts';
import { writeConnect, writePublish, writeSubscribe } from '../../src/signal/mqtt-codec.ts';
import { createPacketStream } from '../../src/signal/mqtt-stream.ts';
import { type LoadResult, quantile } from './figures.ts';

/** What a round sends: the size of most messages of a handshake. */
const MESSAGE_BYTES = 512;
const PAUSE_MS = 1_000;
/** A round ends without what has not arrived by then. */
const ROUND_LIMIT_MS = 10_000;
const CONNECT_LIMIT_MS = 60_000;
/** Connections under way at once: what comes in waves of hundreds is another test's matter. */
const DOORS = 50;

interface Plan {
  readonly urls: readonly string[];
  readonly clients: number;
  readonly rounds: number;
}

/** When each client sent last, on one clock: both ends of every message live in this process. */
const sentAtMs: number[] = [];
const latenciesMs: number[] = [];
let missing = 0;
let roundOver: () => void = () => {};

/** A message says who sent it, in its first four bytes. */
function note(receiver: number, payload: Uint8Array): void {
  const sender = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
  if (sender === receiver) return; // everybody on a topic hears themselves
  latenciesMs.push(performance.now() - sentAtMs[sender]!);
  missing -= 1;
  if (missing === 0) roundOver();
}

function connect(index: number, url: string, topic: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'mqtt', { perMessageDeflate: false });
    const packets = createPacketStream();
    const timer = setTimeout(() => reject(new Error(`client ${index} did not get in`)), CONNECT_LIMIT_MS);
    socket.on('open', () => {
      socket.send(writeConnect({ clientId: `bench${index}`, keepAliveS: 60 }));
      socket.send(writeSubscribe(1, [topic]));
    });
    socket.on('message', (data: Buffer) => {
      packets.push(data, (packet) => {
        if (packet.kind === 'publish') return note(index, packet.payload);
        if (packet.kind !== 'suback') return;
        clearTimeout(timer);
        resolve(socket);
      });
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`client ${index} was shut out`)));
  });
}

async function connectAll({ urls, clients }: Plan): Promise<WebSocket[]> {
  const topics = Array.from({ length: clients / 2 }, () => TOPIC_PREFIX + randomBytes(16).toString('base64url'));
  const sockets: WebSocket[] = [];
  while (sockets.length < clients) {
    const wave = Array.from({ length: Math.min(DOORS, clients - sockets.length) }, (_, i) => sockets.length + i);
    sockets.push(
      // Partners are on different nodes, where there are several.
      ...(await Promise.all(wave.map((index) => connect(index, urls[index % urls.length]!, topics[index >> 1]!)))),
    );
  }
  topicOf = (index) => topics[index >> 1]!;
  return sockets;
}

let topicOf: (index: number) => string = () => '';

async function playRound(sockets: readonly WebSocket[]): Promise<void> {
  const messages = sockets.map((_, index) => {
    const payload = randomBytes(MESSAGE_BYTES);
    payload.writeUInt32BE(index);
    return writePublish(topicOf(index), payload);
  });
  missing = sockets.length;
  const over = new Promise<void>((resolve) => {
    roundOver = resolve;
    setTimeout(resolve, ROUND_LIMIT_MS).unref();
  });
  for (const [index, socket] of sockets.entries()) {
    sentAtMs[index] = performance.now();
    socket.send(messages[index]!);
  }
  await over;
}

const plan = JSON.parse(process.argv[2] ?? '') as Plan;
const sockets = await connectAll(plan);
await playRound(sockets); // warms both sides up
latenciesMs.length = 0;
for (let round = 0; round < plan.rounds; round++) {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  await playRound(sockets);
}
latenciesMs.sort((a, b) => a - b);
const result: LoadResult = {
  p50Ms: quantile(latenciesMs, 0.5),
  p99Ms: quantile(latenciesMs, 0.99),
  expected: plan.clients * plan.rounds,
  delivered: latenciesMs.length,
};
process.send?.(result);
for (const socket of sockets) socket.terminate();
process.disconnect?.();
