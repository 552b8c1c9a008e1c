/** The embedded broker's manners, tried with real sockets: it serves calls, and nothing else. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { concatBytes } from '../src/base/bytes.ts';
import { MAX_SEALED_BYTES } from '../src/call/carrier.ts';
import { DISCONNECT, PING_REQUEST, writeConnect, writePublish, writeSubscribe } from '../src/signal/mqtt-codec.ts';
import { startRelay, type TestRelay } from './brokers.test-kit.ts';
import type { RefusalReason } from './counters.ts';
import type { RelayLimits } from './limits.ts';

const TOPIC = `humr/1/${'A'.repeat(22)}`;
const CONNECT = writeConnect({ clientId: 'c1', keepAliveS: 45 });
const CONNACK = Buffer.of(0x20, 2, 0, 0);

let relay: TestRelay | null = null;
let sockets: WebSocket[] = [];

afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  sockets = [];
  await relay?.stop();
  relay = null;
});

async function start(limits: Partial<RelayLimits> = {}): Promise<TestRelay> {
  relay = await startRelay(limits);
  return relay;
}

/** A bare WebSocket to the relay, with what it was sent and how it ended. */
function dial(options: { origin?: string; protocol?: string; headers?: Record<string, string> } = {}) {
  const { protocol = 'mqtt', ...rest } = options;
  const socket = new WebSocket(relay!.url, protocol || [], rest);
  sockets.push(socket);
  const received: Buffer[] = [];
  const opened = new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const status = new Promise<number>((resolve) => {
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      socket.terminate();
    });
  });
  socket.on('error', () => {});
  socket.on('message', (data: Buffer) => received.push(data));
  return { socket, received, opened, closed, status };
}

/** A client the relay has accepted. */
async function enter(clientId = 'c1') {
  const client = dial();
  await client.opened;
  client.socket.send(writeConnect({ clientId, keepAliveS: 45 }));
  await vi.waitFor(() => expect(client.received).toContainEqual(CONNACK));
  return client;
}

function refusals(reason: RefusalReason): number {
  return relay!.relay.counters.refusals[reason];
}

describe('who may connect', () => {
  it('is a page of the same host', async () => {
    const { port } = await start();
    expect(await dial({ origin: `http://127.0.0.1:${port}` }).opened).toBe(true);
  });

  it.each(['http://evil.example', 'http://127.0.0.1', 'null'])('is no page of %s', async (origin) => {
    await start();
    expect(await dial({ origin }).status).toBe(403);
    expect(refusals('origin')).toBe(1);
  });

  it.each(['', 'graphql-ws'])('is nobody who speaks "%s" instead of mqtt', async (protocol) => {
    await start();
    expect(await dial({ protocol }).status).toBe(400);
    expect(refusals('protocol')).toBe(1);
  });

  it('is nobody beyond the limit for one address, until one leaves', async () => {
    await start({ connectionsPerAddress: 2 });
    const [first] = [dial(), dial()];
    await vi.waitFor(() => expect(relay!.relay.counters.openConnections).toBe(2));
    expect(await dial().status).toBe(429);
    first!.socket.close();
    await vi.waitFor(() => expect(relay!.relay.counters.openConnections).toBe(1));
    expect(await dial().opened).toBe(true);
  });

  it('is nobody who comes back faster than anybody needs', async () => {
    await start({ connectionBurst: 3, connectionsPerS: 1 });
    for (let i = 0; i < 3; i++) {
      const { opened, socket } = dial();
      expect(await opened).toBe(true);
      socket.terminate();
    }
    expect(await dial().status).toBe(429);
    expect(refusals('rate')).toBe(1);
  });

  it('is nobody beyond the limit for all', async () => {
    await start({ connections: 1 });
    await dial().opened;
    expect(await dial().status).toBe(503);
  });

  it('is nobody who stays silent after opening', async () => {
    await start({ connectTimeoutMs: 50 });
    await dial().closed;
  });

  it('is nobody who never says how long it will be silent', async () => {
    await start();
    const { socket, opened, closed, received } = dial();
    await opened;
    socket.send(writeConnect({ clientId: 'mute', keepAliveS: 0 }));
    await closed;
    expect(received).not.toContainEqual(CONNACK);
  });

  it('is nobody any more who was silent for longer than announced', async () => {
    await start();
    const { socket, opened, closed, received } = dial();
    await opened;
    socket.send(writeConnect({ clientId: 'asleep', keepAliveS: 1 }));
    await closed;
    expect(received).toEqual([CONNACK]);
  });

  it('is nobody who wants a session that outlives the connection', async () => {
    await start();
    const { socket, opened, closed, received } = dial();
    await opened;
    const lasting = CONNECT.slice();
    lasting[9] = 0; // connect flags: no clean session
    socket.send(lasting);
    await closed;
    expect(received).toEqual([]);
  });

  it('is nobody whose will breaks the rules', async () => {
    await start();
    const { socket, opened, closed } = dial();
    await opened;
    socket.send(writeConnect({ clientId: 'w', keepAliveS: 45, will: { topic: 'news', payload: new Uint8Array(1) } }));
    await closed;
    expect(refusals('topic')).toBe(1);
  });
});

describe('a client is disconnected', () => {
  it.each<[string, RefusalReason, () => Uint8Array]>([
    ['who publishes on a topic of another form', 'topic', () => writePublish('humr/1/short', new Uint8Array(1))],
    ['who publishes outside our part', 'topic', () => writePublish('$SYS/x', new Uint8Array(1))],
    ['who sends more than an envelope', 'content', () => writePublish(TOPIC, new Uint8Array(MAX_SEALED_BYTES + 1))],
    ['who wants a message retained', 'content', () => writePublish(TOPIC, new Uint8Array(1)).with(0, 0x31)],
  ])('%s', async (_who, reason, packet) => {
    await start();
    const { socket, closed } = await enter();
    socket.send(packet());
    await closed;
    expect(refusals(reason)).toBe(1);
  });

  it('who sends text', async () => {
    await start();
    const { socket, closed } = await enter();
    socket.send('hello');
    await closed;
    expect(refusals('protocol')).toBe(1);
  });

  it('who sends a frame of 1 MB', async () => {
    await start();
    const { socket, closed } = await enter();
    socket.send(new Uint8Array(1_000_000));
    await closed;
  });

  it.each([
    ['in many frames', 1, 400],
    ['in few frames', 400, 1],
  ])('who pings too often, %s', async (_how, frames, pingsPerFrame) => {
    await start({ messageBurst: 100, messagesPerS: 1 });
    const { socket, closed } = await enter();
    const frame = concatBytes(...Array.from({ length: pingsPerFrame }, () => PING_REQUEST));
    for (let i = 0; i < frames; i++) socket.send(frame);
    await closed;
    expect(refusals('rate')).toBeGreaterThan(0);
  });

  it('who sends too many bytes', async () => {
    await start({ byteBurst: 50_000, bytesPerS: 1 });
    const { socket, closed } = await enter();
    for (let i = 0; i < 4; i++) socket.send(writePublish(TOPIC, new Uint8Array(MAX_SEALED_BYTES)));
    await closed;
    expect(refusals('rate')).toBe(1);
  });
});

describe('a topic is refused in the SUBACK', () => {
  it.each([
    ['with a wildcard for one level', 'humr/1/+'],
    ['with a wildcard for all levels', '#'],
    ['of the broker itself', '$SYS/+/heartbeat'],
    ['of another form', 'humr/1/news'],
  ])('%s', async (_what, topic) => {
    await start();
    const { socket, received } = await enter();
    socket.send(writeSubscribe(7, [topic]));
    await vi.waitFor(() => expect(received).toContainEqual(Buffer.of(0x90, 3, 0, 7, 0x80)));
  });

  it('beyond the number a connection may hold, in one packet or several', async () => {
    await start({ topicsPerConnection: 3 });
    const { socket, received } = await enter();
    const topics = ['A', 'B', 'C', 'D'].map((letter) => `humr/1/${letter.repeat(22)}`);
    socket.send(writeSubscribe(1, topics));
    await vi.waitFor(() => expect(received[1]).toEqual(Buffer.of(0x90, 6, 0, 1, 0, 0, 0, 0x80)));
    socket.send(writeSubscribe(2, [topics[3]!]));
    await vi.waitFor(() => expect(received[2]).toEqual(Buffer.of(0x90, 3, 0, 2, 0x80)));
    socket.send(writeSubscribe(3, [topics[0]!])); // held already
    await vi.waitFor(() => expect(received[3]).toEqual(Buffer.of(0x90, 3, 0, 3, 0)));
  });
});

describe('the relay', () => {
  it('keeps serving others while it refuses one', async () => {
    await start();
    const [good, bad] = [await enter('good'), await enter('bad')];
    good.socket.send(writeSubscribe(1, [TOPIC]));
    bad.socket.send(new Uint8Array(70_000));
    await bad.closed;
    const message = writePublish(TOPIC, Uint8Array.of(1, 2, 3));
    await vi.waitFor(() => expect(good.received).toHaveLength(2)); // CONNACK, SUBACK
    good.socket.send(message);
    await vi.waitFor(() => expect(good.received.at(-1)).toEqual(Buffer.from(message)));
    expect(relay!.relay.counters).toMatchObject({ messagesIn: 1, messagesOut: 1, bytesIn: 3, bytesOut: 3 });
  });

  it('agrees to no compression, where a bomb could hide', async () => {
    await start();
    const client = dial();
    await client.opened;
    expect(client.socket.extensions).toBe('');
  });

  it('does not grow with clients who come and go', async () => {
    await start();
    for (let i = 0; i < 5; i++) {
      const { socket, closed } = await enter(`c${i}`);
      socket.send(DISCONNECT);
      await closed;
    }
    await vi.waitFor(() => expect(relay!.relay.counters).toMatchObject({ connections: 5, openConnections: 0 }));
  });

  it('says goodbye to everybody when it closes, sends no wills and takes nobody new', async () => {
    await start();
    const witness = await enter('witness');
    witness.socket.send(writeSubscribe(1, [TOPIC]));
    const willing = dial();
    await willing.opened;
    willing.socket.send(
      writeConnect({ clientId: 'willing', keepAliveS: 45, will: { topic: TOPIC, payload: Uint8Array.of(9) } }),
    );
    await vi.waitFor(() => expect([...witness.received, ...willing.received]).toHaveLength(3));
    const code = new Promise((resolve) => witness.socket.once('close', resolve));
    const closing = relay!.relay.close();
    expect(await dial().status).toBe(503);
    expect(await code).toBe(1001);
    await closing;
    await relay!.relay.close();
    expect(witness.received).toHaveLength(2);
  });
});
