/** Puts the relay into Vite's own servers: dev and preview, one process and one origin with the page. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connect, Plugin } from 'vite';
import { type RelayConfig, readRelayConfig } from './config.ts';
import { writeMetrics } from './counters.ts';
import { createRelay, type Relay } from './relay.ts';

/** The part of a dev and of a preview server that the relay needs. */
interface Host {
  readonly httpServer: unknown;
  readonly middlewares: Connect.Server;
  readonly config: { readonly base: string };
  close(): Promise<void>;
}

/** `/` for the relative base, which says nothing about where the page lies. */
function absoluteBase(base: string): string {
  return base.startsWith('/') ? base : '/';
}

function answerHealth(relay: Relay, base: string): Connect.NextHandleFunction {
  return (request, response, next) => {
    const path = request.url?.split('?', 1)[0];
    const say = (status: number, text: string): void => {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end(text);
    };
    if (path === `${base}healthz`) say(200, 'ok\n');
    else if (path === `${base}readyz`) say(relay.isReady() ? 200 : 503, relay.isReady() ? 'ready\n' : 'closing\n');
    else if (path === `${base}metrics`) say(200, writeMetrics(relay.counters));
    else next();
  };
}

/** @param ownsUpgrades whether upgrades to other paths are nobody's; in dev they are the reload socket's */
async function attach(host: Host, config: RelayConfig, ownsUpgrades: boolean): Promise<void> {
  if (!host.httpServer) return; // middleware mode: somebody else serves
  const relay = await createRelay(config.limits, config.access);
  const base = absoluteBase(host.config.base);
  (host.httpServer as Server).on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?', 1)[0] === `${base}mqtt`) relay.upgrade(request, socket, head);
    else if (ownsUpgrades) socket.destroy();
  });
  host.middlewares.use(answerHealth(relay, base));
  const closeHost = host.close.bind(host);
  host.close = async () => {
    await relay.close();
    await closeHost();
  };
}

/** @throws {Error} when the server starts and an environment variable is wrong */
export function relayPlugin(): Plugin {
  return {
    name: 'humr-relay',
    config(_config, { command, isPreview }) {
      if (command === 'build' && !isPreview) return {};
      // Vite checks the same names for pages as we for sockets.
      const allowedHosts = [...readRelayConfig(process.env).access.hosts];
      return { server: { allowedHosts }, preview: { allowedHosts } };
    },
    configureServer: (server) => attach(server, readRelayConfig(process.env), false),
    configurePreviewServer: (server) => attach(server, readRelayConfig(process.env), true),
  };
}
