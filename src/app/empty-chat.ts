/** A chat in which nothing was said. */
import type { ChatView, ChatWishes } from './view.ts';

export const EMPTY_CHAT: ChatView = { entries: [], open: false, unread: 0, droppedCount: 0, refusal: null };

/** By name, for whoever passes them on. */
export const CHAT_WISHES = [
  'sendText',
  'sendFile',
  'acceptFile',
  'cancelFile',
  'pauseFile',
  'saveFile',
  'showChat',
] as const satisfies readonly (keyof ChatWishes)[];
