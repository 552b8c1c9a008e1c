/** Why two browsers found no way to each other, as far as one of them can tell. Pure. */
import type { TurnState } from '../call/ports.ts';
import type { TroubleCode } from '../call/trouble.ts';

/** Without TURN a network that blocks UDP leaves no way; with TURN, its silence is the likelier cause. */
export function pathTrouble(code: TroubleCode, turn: TurnState): TroubleCode {
  if (code !== 'PEER_UNREACHABLE' || turn === 'works') return code;
  return turn === 'none' ? 'PEER_NO_TURN' : 'PEER_TURN_FAILED';
}
