/** The faults that are injected for real, each with its bound (time until both hear each other, after the cause ended). */
import { setTimeout as sleep } from 'node:timers/promises';
import { audibleAfterMs, type NetCall } from './call.ts';
import { CLEAR, type Impairment } from './impairment.ts';
import { renderers, service } from './processes.ts';
import type { Server } from './server.ts';
import { turnFaults } from './turn-faults.ts';
import type { TurnHost } from './turn-host.ts';
import type { UserNetwork } from './user-network.ts';

export interface Scene {
  readonly call: NetCall;
  readonly network: UserNetwork;
  readonly server: Server;
  /** Null where coturn is not installed. */
  readonly turn: TurnHost | null;
}

export interface Fault {
  readonly id: string;
  /** What is expected, in words for the table. */
  readonly expected: string;
  readonly boundMs: number;
  /** What was already on its way is still heard for this long after the cause, and proves nothing. */
  readonly settleMs?: number;
  /**
   * How long what is expected took, where that is not both being heard again, ms; null when it never came. What the
   * fault broke is whole again afterwards.
   */
  measure?(scene: Scene, limitMs: number): Promise<number | null>;
  /** Brings the fault about, lets it last, takes it away. */
  inject(scene: Scene): Promise<void>;
  /** Takes away what must last while it is measured. */
  undo?(scene: Scene): Promise<void>;
  /** The call knows TURN servers; the others know none, so that nothing waits for them. */
  readonly needsTurn?: boolean;
}

/** The whole network behaves like that for a while. */
function weather(
  id: string,
  impairment: Partial<Impairment>,
  lastsS: number,
  boundMs: number,
  expected: string,
): Fault {
  return {
    id,
    expected,
    boundMs,
    async inject({ network }) {
      network.impairAll({ ...CLEAR, ...impairment });
      await sleep(lastsS * 1000);
      network.impairAll(CLEAR);
    },
  };
}

const cut = (lastsS: number, boundMs: number) =>
  weather(`cut-${lastsS}s`, { isUp: false }, lastsS, boundMs, 'comes back by itself');

function sleepAndWake(lastsS: number, boundMs: number): Fault {
  return {
    id: `sleep-${lastsS}s`,
    expected: 'wakes up in the call',
    boundMs,
    async inject({ call }) {
      const pids = await renderers(call.callers[1]);
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      await sleep(lastsS * 1000);
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    },
  };
}

const interfaceLost: Fault = {
  id: 'interface-down-5s',
  expected: 'comes back with the interface',
  boundMs: 2_000,
  async inject({ call }) {
    call.hosts[1].useInterface(-1);
    await sleep(5_000);
    call.hosts[1].useInterface(0);
  },
};

/** Leaves the Wi-Fi for the mobile network, or the other way round. */
function addressChange(): Fault {
  let current = 0;
  return {
    id: 'address-change',
    expected: 'goes on from the new address',
    boundMs: 2_500,
    settleMs: 800,
    async inject({ call }) {
      current = 1 - current;
      call.hosts[1].useInterface(current);
    },
  };
}

/** A process of Ben's browser dies; the browser starts another. */
function serviceKilled(name: 'network' | 'audio' | 'storage', boundMs: number): Fault {
  return {
    id: `${name}-service-killed`,
    expected: 'goes on with a new one',
    boundMs,
    settleMs: 300,
    async inject({ call }) {
      process.kill(await service(call.callers[1], name), 'SIGKILL');
    },
  };
}

/** The relay crashes and comes back: a running call does not need it. */
const relayKilled: Fault = {
  id: 'relay-killed-5s',
  expected: 'the call does not notice',
  boundMs: 500,
  async inject({ server }) {
    await server.stop('SIGKILL');
    await sleep(5_000);
  },
  async measure(scene, limitMs) {
    const heardMs = await audibleAfterMs(scene.call, limitMs);
    await scene.server.start();
    return heardMs;
  },
};

/** Ben's page loads anew; he takes the call up again. */
const reloaded: Fault = {
  id: 'reload-rejoin',
  expected: 'back in the call it was in',
  boundMs: 3_000,
  async inject({ call }) {
    const { page } = call.callers[1];
    await page.reload();
    await page.getByRole('button', { name: 'Rejoin' }).waitFor();
  },
  async measure({ call }, limitMs) {
    const startedMs = performance.now();
    await call.callers[1].page.getByRole('button', { name: 'Rejoin' }).click();
    const heardMs = await audibleAfterMs(call, limitMs);
    const people = await call.callers[0].page.getByRole('group', { name: 'Ben' }).count();
    // One Ben, not him and his ghost.
    return heardMs === null || people !== 1 ? null : performance.now() - startedMs;
  },
};

/** Ben's page dies without a word; Anna is told, and one new page takes the place of the old one. */
const pageKilled: Fault = {
  id: 'page-killed',
  expected: 'the other side says so',
  boundMs: 3_000,
  async inject({ call }) {
    for (const pid of await renderers(call.callers[1])) process.kill(pid, 'SIGKILL');
  },
  async measure({ call }, limitMs) {
    const startedMs = performance.now();
    const [anna, ben] = call.callers;
    await anna.page.getByText('Dropped').first().waitFor({ timeout: limitMs });
    const tookMs = performance.now() - startedMs;
    const page = await ben.page.context().newPage();
    Object.assign(ben, { page });
    await page.goto('/');
    await page.getByRole('button', { name: 'Rejoin' }).click();
    return (await audibleAfterMs(call, limitMs)) === null ? null : tookMs;
  },
};

/** Both pages get a sixth of the processor. */
const slow: Fault = {
  id: 'cpu-sixth-8s',
  expected: 'heard all the time',
  boundMs: 1_000,
  async inject({ call }) {
    const sessions = await Promise.all(call.callers.map(({ page }) => page.context().newCDPSession(page)));
    for (const rate of [6, 1]) {
      for (const session of sessions) await session.send('Emulation.setCPUThrottlingRate', { rate });
      if (rate > 1) await sleep(8_000);
    }
    for (const session of sessions) await session.detach();
  },
};

const spiky: Partial<Impairment> = { burst: { enterRatio: 0.11, leaveRatio: 0.25 } };
const international: Partial<Impairment> = { delayMs: 250, jitterMs: 100, reorderRatio: 0.05, duplicateRatio: 0.02 };
const narrow: Partial<Impairment> = { rate: { bitsPerS: 25_000, queuePackets: 4 } };

/** Rows of the fault table that a network alone can bring about. */
export function makeFaults(): readonly Fault[] {
  return [
    weather('loss-5', { lossRatio: 0.05 }, 8, 500, 'heard all the time'),
    weather('bursts', spiky, 8, 1_000, 'heard again at once'),
    weather('international', international, 8, 1_000, 'heard again at once'),
    weather('rate-25k', narrow, 8, 1_000, 'heard again at once'),
    cut(2, 500),
    cut(12, 500),
    cut(20, 1_000),
    cut(40, 1_000),
    interfaceLost,
    addressChange(),
    sleepAndWake(10, 2_000),
    weather('loss-10', { lossRatio: 0.1 }, 8, 500, 'heard all the time'),
    weather('loss-20', { lossRatio: 0.2 }, 8, 1_000, 'heard again at once'),
    weather('rate-32k', { rate: { bitsPerS: 32_000, queuePackets: 30 } }, 12, 1_000, 'heard all the time'),
    relayKilled,
    serviceKilled('network', 3_000),
    serviceKilled('audio', 2_000),
    serviceKilled('storage', 500),
    slow,
    pageKilled,
    reloaded,
    ...turnFaults(),
  ];
}
