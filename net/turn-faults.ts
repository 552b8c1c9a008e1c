/** A call over TURN whose server dies. */
import type { Page } from 'playwright-core';
import { audibleAfterMs } from './call.ts';
import type { Fault, Scene } from './faults.ts';
import { CLEAR } from './impairment.ts';
import type { TurnHost } from './turn-host.ts';

/** What was on its way, and what the jitter buffer makes up of it, is heard for about so long. */
const SETTLE_MS = 1_200;

function turnOf({ turn }: Scene): TurnHost {
  if (!turn) throw new TypeError('this call has no TURN server');
  return turn;
}

/** Address of the TURN server a page sends through, as `turn:10.77.3.1:3478?transport=tcp`; null on a direct path. */
function serverInUse(page: Page): Promise<string | null> {
  return page.evaluate(async () => {
    for (const connection of globalThis.heardConnections) {
      if (connection.connectionState !== 'connected') continue;
      const stats = [...(await connection.getStats()).values()];
      const chosen = stats.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
      const own = stats.find(({ id }) => id === stats.find((it) => it.id === chosen)?.localCandidateId);
      if (own?.candidateType === 'relay') return String(own.url);
    }
    return null;
  });
}

/** The server a call goes through, where UDP is blocked and another one is known. */
function serverKilled(): Fault {
  let port = 0;
  return {
    id: 'turn-server-killed',
    expected: 'goes on over the other one',
    boundMs: 6_000,
    settleMs: SETTLE_MS,
    needsTurn: true,
    async inject(scene) {
      const { call, network } = scene;
      network.impairAll({ ...CLEAR, blocksUdp: true });
      const endMs = performance.now() + 30_000;
      let used: string | null = null;
      while (!used?.includes('transport=tcp') && performance.now() < endMs) {
        used = (await audibleAfterMs(call, 10_000)) === null ? null : await serverInUse(call.callers[1].page);
      }
      port = Number(/:(\d+)\?/.exec(used ?? '')?.[1]);
      await turnOf(scene).kill(port);
    },
    measure: ({ call }, limitMs) => audibleAfterMs(call, limitMs),
    async undo(scene) {
      await turnOf(scene).start(port);
      scene.network.impairAll(CLEAR);
    },
  };
}

export const turnFaults = (): readonly Fault[] => [serverKilled()];
