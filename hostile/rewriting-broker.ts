/**
 * A broker that cheats: a WebSocket proxy in front of the real relay which may change every message on its way to a
 * browser. It speaks MQTT to both sides, so browsers cannot tell it from an honest one.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Plugin } from 'vite';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { createRelay } from '../relay/relay.ts';
import { type BrokerPacket, writePublish } from '../src/signal/mqtt-codec.ts';
import { createPacketStream } from '../src/signal/mqtt-stream.ts';

/** First byte of every sealed envelope (Humr/1). */
const ENVELOPE_VERSION = 1;

/** What arrives instead of one message: nothing, itself, others. */
type Rewriter = (topic: string, payload: Uint8Array) => readonly Uint8Array[];

export interface RewritingBroker {
  /** What becomes of each message; it may be exchanged between two calls. */
  rewrite: Rewriter;
  /** Told every frame a browser sends, before anything becomes of it; a browser sends one packet in each. */
  watch: (frame: Uint8Array, connection: object) => void;
  /** For `preview` of Vite: takes the upgrades to `/mqtt`. */
  readonly plugin: Plugin;
}

/** Where the honest relay behind the cheat listens. */
interface Backstage {
  readonly url: string;
  close(): Promise<void>;
}

export function createRewritingBroker(): RewritingBroker {
  const broker: RewritingBroker = {
    rewrite: (_topic, payload) => [payload],
    watch: () => undefined,
    plugin: {
      name: 'humr-rewriting-broker',
      async configurePreviewServer(server) {
        const backstage = await openBackstage();
        const front = new WebSocketServer({ noServer: true, perMessageDeflate: false, handleProtocols: () => 'mqtt' });
        (server.httpServer as Server).on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
          front.handleUpgrade(request, socket, head, (browser) =>
            join(
              browser,
              backstage.url,
              (frame) => broker.watch(frame, browser),
              (topic, payload) => broker.rewrite(topic, payload),
            ),
          );
        });
        const close = server.close.bind(server);
        server.close = async () => {
          for (const browser of front.clients) browser.terminate();
          await backstage.close();
          await close();
        };
      },
    },
  };
  return broker;
}

async function openBackstage(): Promise<Backstage> {
  const relay = await createRelay();
  const server = createServer();
  server.on('upgrade', (request, socket, head) => relay.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}/mqtt`,
    async close() {
      await relay.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the browser says goes on as it is; what the relay says is read, and its messages are rewritten. */
function join(browser: WebSocket, url: string, watch: (frame: Uint8Array) => void, rewrite: Rewriter): void {
  const relay = new WebSocket(url, 'mqtt', { perMessageDeflate: false });
  const packets = createPacketStream();
  const early: RawData[] = [];
  browser.on('message', (data: Buffer) => {
    watch(Uint8Array.from(data));
    if (relay.readyState === WebSocket.OPEN) relay.send(data);
    else early.push(data);
  });
  relay.on('open', () => {
    for (const data of early.splice(0)) relay.send(data);
  });
  relay.on('message', (data: Buffer) => {
    packets.push(data, (packet) => {
      for (const bytes of rewritten(packet, rewrite)) browser.send(bytes);
    });
  });
  for (const [one, other] of [
    [browser, relay],
    [relay, browser],
  ] as const) {
    one.on('close', () => other.terminate());
    one.on('error', () => other.terminate());
  }
}

function rewritten(packet: BrokerPacket, rewrite: Rewriter): Uint8Array[] {
  switch (packet.kind) {
    case 'publish':
      // A carrier's probes of its relay are noise; a cheat who spoils them is only taken for broken and left.
      if (packet.payload[0] !== ENVELOPE_VERSION) return [writePublish(packet.topic, packet.payload)];
      return rewrite(packet.topic, packet.payload).map((payload) => writePublish(packet.topic, payload));
    // The rest as OASIS MQTT 3.1.1 has it: sections 3.2, 3.9, 3.11 and 3.13.
    case 'connack':
      return [Uint8Array.of(0x20, 2, 0, packet.code)];
    case 'suback':
      return [Uint8Array.of(0x90, 2 + packet.granted.length, ...idOf(packet.packetId), ...packet.granted)];
    case 'unsuback':
      return [Uint8Array.of(0xb0, 2, ...idOf(packet.packetId))];
    case 'pingresp':
      return [Uint8Array.of(0xd0, 0)];
  }
}

function idOf(packetId: number): [number, number] {
  return [packetId >> 8, packetId & 0xff];
}
