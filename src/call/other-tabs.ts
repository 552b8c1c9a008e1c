/** The other tabs of this app in this browser: who is in which call, and what one tab asks of the others. */

/** `move`: leave the call of this topic, it goes on in the asking tab. `code`: a code that was opened in a new tab. */
export type TabQuestion =
  | { readonly kind: 'move'; readonly topic: string }
  | { readonly kind: 'code'; readonly fragment: string };

export interface OtherTabs {
  /** Marks this tab as the one in the call of `topic`. @returns how to let go */
  hold(topic: string): () => void;
  /** Whether another tab is in the call of `topic`. */
  isHeld(topic: string): Promise<boolean>;
  /** @returns whether some other tab said yes within the time */
  ask(question: TabQuestion, withinMs: number): Promise<boolean>;
  /** @param take says whether the question was for this tab and is done with. @returns how to stop */
  answer(take: (question: TabQuestion) => boolean): () => void;
}
