/** What somebody says of themselves and of the call; but for a removal, kept with them until they say otherwise. */
import type { GroupNews } from '../call/group-messages.ts';
import type { Renewal } from '../call/keeping.ts';
import type { KickNews } from '../call/kick-message.ts';
import type { DoorNews, Message } from '../call/messages.ts';

export type ToldFact =
  | { readonly renewal: Renewal }
  | { readonly holdsUs: boolean }
  | { readonly door: DoorNews }
  | { readonly group: GroupNews }
  /** A claim until it is judged (`trust/kick.ts`). */
  | { readonly kick: KickNews }
  | { readonly removesUs: true };

/** @returns null where the message is of another sort */
export function factOf(message: Message): ToldFact | null {
  switch (message.kind) {
    case 'renewed':
      return { renewal: message };
    case 'held':
      return { holdsUs: message.held };
    case 'door':
      return { door: message };
    case 'kick':
      return { kick: message };
    case 'bye':
      return message.removed ? { removesUs: true } : null;
    case 'roster':
    case 'group-commit':
    case 'group-open':
    case 'group-stop':
      return { group: message };
    default:
      return null;
  }
}
