/** What a whole handshake costs in script, both sides together, on this machine: HELLO, OFFER, ANSWER, OPEN. */
import { meet, personOf } from '../src/trust/handshake-fixture.ts';

const WARM_UP = 5;
const ROUNDS = 40;

/** @returns median, ms; identities are computed in script, which is slower than the browser's own */
export async function handshakeMs(): Promise<number> {
  const caller = personOf('caller');
  const host = personOf('host');
  for (let round = 0; round < WARM_UP; round++) await meet(caller, host);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now();
    await meet(caller, host);
    times.push(performance.now() - startedMs);
  }
  return times.sort((a, b) => a - b)[ROUNDS / 2] ?? Number.NaN;
}
