/** The embedded relay in a process of its own, as in production. Says its address, then serves until it is ended. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFAULT_ACCESS } from '../../relay/access.ts';
import { DEFAULT_LIMITS } from '../../relay/limits.ts';
import { createRelay } from '../../relay/relay.ts';

const MANY = 10_000;

// All clients of the bench are one address, and none is a page; the rates stay as they are.
const limits = { ...DEFAULT_LIMITS, connections: MANY, connectionsPerAddress: MANY, connectionBurst: MANY };
const relay = await createRelay(limits, { ...DEFAULT_ACCESS, nativeClients: true });
const server = createServer();
server.on('upgrade', (request, socket, head) => relay.upgrade(request, socket, head));
server.listen(0, '127.0.0.1', () => {
  console.log(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/mqtt`);
});
process.on('disconnect', () => process.exit(0)); // the bench is gone
