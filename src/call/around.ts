/** The system around the page, while a call lasts. */
export interface CallAround {
  show(state: { readonly muted: boolean; readonly unread: number }): void;
  close(): void;
}
