/** The faults that are injected for real, each with its bound (time until both hear each other, after the cause ended). */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../e2e/caller.ts';
import type { NetCall } from './call.ts';
import { CLEAR, type Impairment } from './impairment.ts';
import type { UserNetwork } from './user-network.ts';

export interface Scene {
  readonly call: NetCall;
  readonly network: UserNetwork;
}

export interface Fault {
  readonly id: string;
  /** What is expected, in words for the table. */
  readonly expected: string;
  readonly boundMs: number;
  /** What was already on its way is still heard for this long after the cause, and proves nothing. */
  readonly settleMs?: number;
  /** Brings the fault about, lets it last, takes it away. */
  inject(scene: Scene): Promise<void>;
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

/** Stops every process of one person's browser that draws or hears pages, as a closed lid does. */
async function renderers({ page }: Caller): Promise<number[]> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

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
  ];
}
