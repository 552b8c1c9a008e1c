/** Addresses of STUN and TURN servers (RFC 7064, 7065). */

const MAX_TEXT = 512;

/** RFC 7064 and 7065: scheme, host, port, and for TURN the transport. */
const ICE_URL_FORM = /^(stuns?|turns?):(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?(\?transport=(udp|tcp))?$/i;

export function isIceUrl(text: string): boolean {
  return text.length <= MAX_TEXT && ICE_URL_FORM.test(text);
}
