/** Relays that are hard to live with: each stands before a real one, or before none. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { TestBroker } from './brokers.test-kit.ts';

/** First byte of a PUBLISH at QoS 0 (OASIS MQTT 3.1.1, 3.3.1). */
const PUBLISH = 0x30;

/** Takes every connection and never says a word. */
export async function startBlackHole(): Promise<TestBroker> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface ProxyOptions {
  /** Added to everything the relay says, from the answer to the upgrade on. */
  readonly delayMs?: number;
  /** Answers pings and grants topics, but no message gets through. */
  readonly deaf?: boolean;
}

export async function startProxy(relayUrl: string, { delayMs = 0, deaf = false }: ProxyOptions): Promise<TestBroker> {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    perMessageDeflate: false,
    handleProtocols: () => 'mqtt',
    verifyClient: (_info, done) => setTimeout(() => done(true), delayMs),
  });
  server.on('connection', (client) => {
    const relay = new WebSocket(relayUrl, 'mqtt', { perMessageDeflate: false });
    const early: RawData[] = [];
    client.on('message', (data: Buffer) => {
      if (deaf && data[0] === PUBLISH) return; // the client sends one packet per frame
      if (relay.readyState === WebSocket.OPEN) relay.send(data);
      else early.push(data);
    });
    relay.on('open', () => {
      for (const data of early.splice(0)) relay.send(data);
    });
    relay.on('message', (data) => setTimeout(() => client.send(data), delayMs));
    for (const [one, other] of [
      [client, relay],
      [relay, client],
    ] as const) {
      one.on('error', () => other.terminate()).on('close', () => other.terminate());
    }
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/`,
    async stop() {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
