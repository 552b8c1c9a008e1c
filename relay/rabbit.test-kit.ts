/**
 * A RabbitMQ cluster with Web MQTT, on free ports and in a folder of its own, beside whatever else runs here.
 * Its name service (epmd) and cookie are its own as well.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFreePort, untilListening } from './brokers.test-kit.ts';

/** Where Debian puts it; the wrapper in /usr/sbin would change the user. */
const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const EPMD = '/usr/bin/epmd';

interface RabbitNode {
  readonly url: string;
  /** Leader of the process group that is the node. */
  readonly pid: number;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

export interface RabbitCluster {
  readonly nodes: readonly RabbitNode[];
  stop(): Promise<void>;
}

export function hasRabbit(): boolean {
  return existsSync(SERVER) && existsSync(EPMD);
}

interface Place {
  readonly name: string;
  readonly folder: string;
  readonly mqttPort: number;
  readonly webPort: number;
  readonly distributionPort: number;
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

function writeConfig(place: Place, names: readonly string[]): void {
  const lines = [
    'listeners.tcp = none',
    `mqtt.listeners.tcp.1 = 127.0.0.1:${place.mqttPort}`,
    `web_mqtt.tcp.ip = 127.0.0.1`,
    `web_mqtt.tcp.port = ${place.webPort}`,
    'cluster_formation.peer_discovery_backend = classic_config',
    ...names.map((name, i) => `cluster_formation.classic_config.nodes.${i + 1} = ${name}`),
  ];
  writeFileSync(join(place.folder, 'rabbitmq.conf'), `${lines.join('\n')}\n`);
  writeFileSync(join(place.folder, 'plugins'), '[rabbitmq_web_mqtt].\n');
}

function startNode(place: Place, names: readonly string[], home: string, epmdPort: number): ChildProcess {
  writeConfig(place, names);
  return spawn(SERVER, [], {
    detached: true, // a group of its own: the script and the machine it starts end together
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      HOME: home,
      LANG: 'C.UTF-8',
      ERL_EPMD_ADDRESS: '127.0.0.1',
      ERL_EPMD_PORT: String(epmdPort),
      RABBITMQ_CONF_ENV_FILE: '/dev/null',
      RABBITMQ_NODENAME: place.name,
      RABBITMQ_DIST_PORT: String(place.distributionPort),
      RABBITMQ_CONFIG_FILE: join(place.folder, 'rabbitmq.conf'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(place.folder, 'plugins'),
      RABBITMQ_MNESIA_BASE: join(place.folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(place.folder, 'log'),
      RABBITMQ_PID_FILE: join(place.folder, 'pid'),
      // Schedulers that spin while idle would be measured as load on a small machine.
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+sbwt none',
    },
  });
}

async function makePlace(folder: string, name: string): Promise<Place> {
  const own = join(folder, name);
  mkdirSync(own);
  const [mqttPort, webPort, distributionPort] = [await takeFreePort(), await takeFreePort(), await takeFreePort()];
  return { name: `${name}@localhost`, folder: own, mqttPort, webPort, distributionPort };
}

function makeNode(child: ChildProcess, { webPort }: Place): RabbitNode {
  const { pid } = child;
  if (pid === undefined) throw new Error('rabbitmq-server did not start');
  return {
    url: `ws://127.0.0.1:${webPort}/ws`,
    pid,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL');
      await endOf(child);
    },
  };
}

/** Up when every node takes WebSockets; about fifteen seconds for three. */
export async function startRabbit(count: number): Promise<RabbitCluster> {
  const home = mkdtempSync(join(tmpdir(), 'humr-rabbit-'));
  writeFileSync(join(home, '.erlang.cookie'), `HUMR${process.pid}`, { mode: 0o400 });
  const epmdPort = await takeFreePort();
  const epmd = spawn(EPMD, ['-port', String(epmdPort), '-address', '127.0.0.1'], { stdio: 'ignore' });
  await untilListening(epmdPort, epmd);
  const places = await Promise.all(Array.from({ length: count }, (_, i) => makePlace(home, `r${i + 1}`)));
  const names = places.map(({ name }) => name);
  const children = places.map((place) => startNode(place, names, home, epmdPort));
  const nodes = children.map((child, i) => makeNode(child, places[i]!));
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.kill()));
    epmd.kill();
    await endOf(epmd);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await Promise.all(places.map(({ webPort }, i) => untilListening(webPort, children[i]!)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, stop };
}
