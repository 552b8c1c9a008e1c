/** What the screen of the two codes shows, and what may be wished there. */
import type { CodeTrouble, LinkTrouble } from '../call/trouble.ts';

/** Who made the first code, and who answers it. */
export type CodeRole = 'inviter' | 'guest';

export type CodesView =
  /** Make a code, or read one. */
  | { readonly state: 'choosing'; readonly trouble: CodeTrouble | LinkTrouble | null }
  | { readonly state: 'making'; readonly role: CodeRole; readonly step: 'microphone' | 'addresses' }
  /** One's own code is to be shown; the inviter then reads the other's. */
  | {
      readonly state: 'showing';
      readonly role: CodeRole;
      /** The code as a link, which is also what the picture holds. */
      readonly link: string;
      readonly copied: boolean;
      /** On the clock of `View.nowMs`. */
      readonly expiresMs: number;
      readonly trouble: CodeTrouble | LinkTrouble | null;
    }
  | { readonly state: 'connecting' };

export interface TabWishes {
  /** From `elsewhere`: the call goes on here. */
  moveHere(): void;
}

export interface CodeWishes {
  /** From home, or where the relay failed: to the screen of the codes. */
  openCodes(): void;
  /** Makes the first code. */
  makeCode(): void;
  /** Whatever was scanned or pasted: a code of either kind, a link, or something else. */
  takeCode(text: string): void;
  copyCode(): void;
  /** Opens the share sheet with the code; does nothing where there is none. */
  shareCode(): void;
  /** Drops the code; back to the choice. */
  dropCode(): void;
}
