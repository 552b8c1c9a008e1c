/**
 * The app's server with some of its files missing or changed: what workers and worklets load cannot be caught inside the
 * browser.
 */
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

export interface CrookedServer {
  readonly baseURL: string;
  close(): Promise<void>;
}

/** @param change gives another text for a file, null to have it missing, or undefined to leave it as it is */
export async function startCrookedServer(
  baseURL: string,
  change: (path: string, text: () => Promise<string>) => Promise<string> | null | undefined,
): Promise<CrookedServer> {
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const answer = await fetch(new URL(path, baseURL));
    const whole = answer.clone();
    const changed = change(path, () => whole.text());
    const type = answer.headers.get('content-type') ?? 'text/plain';
    response.writeHead(changed === null ? 404 : answer.status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
    if (changed === null) return void response.end();
    response.end(changed === undefined ? Buffer.from(await answer.arrayBuffer()) : await changed);
  });
  server.on('upgrade', (request, socket) => passOn(request, socket, baseURL));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseURL: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** WebSockets go to the app's own relay, which takes pages of its own origin only. */
function passOn(request: IncomingMessage, socket: Duplex, baseURL: string): void {
  const { hostname, port, host, origin } = new URL(baseURL);
  const relay = connect(Number(port), hostname, () => {
    const headers = { ...request.headers, host, origin };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    relay.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    relay.pipe(socket).pipe(relay);
  });
  relay.on('error', () => socket.destroy());
  socket.on('error', () => relay.destroy());
}
