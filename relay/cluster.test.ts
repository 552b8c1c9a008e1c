/** Scale-out on an engine that exists: two people on different nodes of a RabbitMQ cluster. Takes half a minute. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Topic } from '../src/call/carrier.ts';
import { enterMqtt, type Member, makeTopic } from './members.test-kit.ts';
import { hasRabbit, type RabbitCluster, startRabbit } from './rabbit.test-kit.ts';

const LONG = process.env.HUMR_LONG_TESTS === '1';
if (!LONG) console.log('The cluster is left out: it takes half a minute, HUMR_LONG_TESTS=1 includes it.');
if (LONG && !hasRabbit()) console.log('No RabbitMQ found: left out (Debian: apt-get install rabbitmq-server).');

describe.runIf(LONG && hasRabbit())('a cluster of three nodes', { timeout: 60_000 }, () => {
  let cluster: RabbitCluster;
  const members: Member[] = [];

  beforeAll(async () => {
    cluster = await startRabbit(3);
  }, 120_000);
  afterEach(() => {
    for (const { carrier } of members.splice(0)) carrier.close();
  });
  afterAll(() => cluster?.stop());

  function enter(room: Topic, ...nodes: readonly number[]): Member {
    const member = enterMqtt(
      nodes.map((i) => cluster.nodes[i]!.url),
      room,
    );
    members.push(member);
    return member;
  }

  /** Greets until heard; the ms it took. */
  async function meets(sender: Member, receiver: Member, room: Topic): Promise<number> {
    const startedMs = performance.now();
    const greeting = crypto.getRandomValues(new Uint8Array(512));
    await vi.waitFor(
      () => {
        sender.carrier.send(room, greeting);
        expect(receiver.received).toContainEqual(greeting);
      },
      { timeout: 20_000, interval: 100 },
    );
    return performance.now() - startedMs;
  }

  it('joins people who know one node each, and not the same', async () => {
    const room = makeTopic();
    const [anna, ben] = [enter(room, 0), enter(room, 1)];
    await meets(anna, ben, room);
    await meets(ben, anna, room);
  });

  it('brings a message once to somebody on all nodes', async () => {
    const room = makeTopic();
    const [anna, ben] = [enter(room, 0, 1, 2), enter(room, 0, 1, 2)];
    await vi.waitFor(() => expect([anna, ben].map(({ states }) => states.at(-1)?.phase)).toEqual(['open', 'open']));
    await meets(anna, ben, room);
    const copies = ben.received.map((sealed) => Buffer.from(sealed).toString('hex'));
    expect(new Set(copies).size).toBe(copies.length);
  });

  it('lets both go on when the node under one is killed while joining, and again while connected', async () => {
    const room = makeTopic();
    const ben = enter(room, 1);
    const anna = enter(room, 2, 0); // the node dies under her very first packets
    await cluster.nodes[2]!.kill();
    console.log(`killed while joining: met after ${(await meets(anna, ben, room)).toFixed(0)} ms`);
    const cleo = enter(room, 0, 1);
    await meets(cleo, anna, room);
    await cluster.nodes[0]!.kill();
    console.log(`killed while connected: heard after ${(await meets(cleo, ben, room)).toFixed(0)} ms`);
  });
});
