/** What bench, page and processor agree on. */

/** `nothing` copies: what a worklet costs by itself. */
export const WORKLET_KINDS = ['nothing', 'suppressor', 'chain', 'jitsi'] as const;
export type WorkletKind = (typeof WORKLET_KINDS)[number];

export interface WorkletOptions {
  readonly kind: WorkletKind;
  /** The file of the learned weights. */
  readonly weights: Uint8Array;
  /** The module of @jitsi/rnnoise-wasm. */
  readonly jitsi: Uint8Array;
}

/** Seconds of sound between two stops. */
export const TURN_S = 10;

/** What the page is served. */
export const FILES = {
  page: '/page.mjs',
  processor: '/processor.mjs',
  weights: '/weights.bin',
  jitsi: '/jitsi.wasm',
  sound: '/sound.f32',
} as const;
