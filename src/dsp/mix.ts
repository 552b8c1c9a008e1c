/** Channels of a Web Audio input, brought down to one. */

/**
 * Mean of the channels, into `mono`. No channel at all is silence.
 * @param channels 0, 1, 2 or more arrays of `mono.length` samples
 */
export function mixToMono(channels: readonly Float32Array[], mono: Float32Array): void {
  mono.fill(0);
  for (const channel of channels) {
    for (let n = 0; n < mono.length; n++) mono[n]! += (channel[n] ?? 0) / channels.length;
  }
}
