/** Two browsers and a relay in the test's hands: it may look at every message and change it on its way. */
import { createRewritingBroker, type RewritingBroker } from '../hostile/rewriting-broker.ts';
import { decodeInvite } from '../src/trust/link.ts';
import { type RoomKeys, roomKeys } from '../src/trust/room.ts';
import { type Caller, openCaller } from './caller.ts';
import { joinCall, leave, startCall } from './meet.ts';
import { serving } from './serving.ts';
import { SILENCE, soundFile } from './voices.ts';

export interface Scene {
  readonly broker: RewritingBroker;
  readonly anna: Caller;
  readonly ben: Caller;
}

/** The built page on an origin whose relay is the cheat, and two browser processes. */
export async function withScene(run: (scene: Scene) => Promise<void>): Promise<void> {
  const broker = createRewritingBroker();
  await serving({ plugins: [broker.plugin] }, async (baseURL) => {
    const soundPath = soundFile('silence', SILENCE);
    const [anna, ben] = await Promise.all([openCaller({ soundPath, baseURL }), openCaller({ soundPath, baseURL })]);
    try {
      await run({ broker, anna, ben });
    } finally {
      await Promise.all([anna.close(), ben.close()]);
    }
  });
}

/** Both on the way into one call. @returns the keys of its room, as whoever got hold of the link has them */
export async function meet(
  { anna, ben }: Scene,
  names: { anna: string; ben: string } = { anna: 'Anna', ben: 'Ben' },
): Promise<RoomKeys> {
  for (const { page } of [anna, ben]) await leave(page);
  const link = await startCall(anna.page, names.anna);
  const invite = decodeInvite(new URL(link).hash.slice(1));
  if (typeof invite === 'string') throw new TypeError(invite);
  await joinCall(ben.page, link, names.ben);
  return roomKeys(invite.secret);
}
