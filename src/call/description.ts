/**
 * Compact session description: all that differs between two browsers' offers, in about 127 bytes. The rest comes from a
 * template, so nothing of a stranger's SDP (RFC 8866) reaches the browser but fields that were parsed and bounded here.
 *
 *   header(3) ‖ ICE credentials(20, 21 or with lengths) ‖ SHA-256 fingerprint(32) ‖ candidates(7 or 19 each)
 *   header = version(4 bits) answer(1) credentialForm(2) spare(1) ‖ Opus payload type ‖ credential bytes
 */
import { concatBytes } from '../base/bytes.ts';
import { bytesFromHex, hexFromBytes } from './address.ts';
import { type Candidate, candidateLine, decodeCandidates, encodeCandidates, parseCandidate } from './candidate.ts';
import { type Lines, lineSdp, NO_LINES } from './lines.ts';

export interface Description {
  readonly role: 'offer' | 'answer';
  /** RTP payload type of Opus on this side, 96..127 (RFC 3551, section 3) or 35..63. */
  readonly opusPayloadType: number;
  /** ICE user fragment and password, RFC 8839 section 5.4. */
  readonly ufrag: string;
  readonly password: string;
  /** SHA-256 of the DTLS certificate, 32 bytes (RFC 8122). */
  readonly fingerprint: Uint8Array;
  readonly candidates: readonly Candidate[];
}

const VERSION = 1;
const FINGERPRINT_BYTES = 32;
const ICE_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const ICE_FORM = /^[A-Za-z0-9+/]+$/;

/** Credential shapes worth packing: Chromium and Safari use base64 characters, Firefox hexadecimal digits. */
const CREDENTIAL_FORMS = [
  { name: 'base64', ufragLength: 4, passwordLength: 24, bytes: 21 },
  { name: 'hex', ufragLength: 8, passwordLength: 32, bytes: 20 },
] as const;
const PLAIN_FORM = 2;

/**
 * Takes the fields out of one's own browser's SDP.
 * @returns null when the SDP lacks one of them, or has two different fingerprints
 */
export function describeSdp(sdp: string, role: Description['role']): Description | null {
  const lines = sdp.split(/\r?\n/);
  const values = (prefix: string) => [
    ...new Set(lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length))),
  ];
  const opus = lines.map((line) => /^a=rtpmap:(\d+) opus\/48000\/2$/i.exec(line)).find((match) => match !== null);
  const [ufrag] = values('a=ice-ufrag:');
  const [password] = values('a=ice-pwd:');
  const fingerprints = values('a=fingerprint:');
  const fingerprint = fingerprints.length === 1 ? parseFingerprint(fingerprints[0]!) : null;
  if (!opus || !ufrag || !password || !fingerprint) return null;
  const candidates = values('a=candidate:').map(parseCandidate);
  return {
    role,
    opusPayloadType: Number(opus[1]),
    ufrag,
    password,
    fingerprint,
    candidates: candidates.filter((candidate) => candidate !== null),
  };
}

/** `sha-256 AB:CD:…` (RFC 8122, section 5) as 32 bytes; null for every other hash or form. */
function parseFingerprint(value: string): Uint8Array | null {
  const match = /^sha-256 ((?:[0-9a-f]{2}:){31}[0-9a-f]{2})$/i.exec(value);
  return match ? bytesFromHex(match[1]!.replaceAll(':', '')) : null;
}

export function encodeDescription(description: Description): Uint8Array {
  const form = CREDENTIAL_FORMS.findIndex((known) => fits(description, known));
  const credentials = form < 0 ? plainCredentials(description) : packedCredentials(description, form);
  const flags = (VERSION << 4) | (description.role === 'answer' ? 8 : 0) | ((form < 0 ? PLAIN_FORM : form) << 1);
  const header = Uint8Array.of(flags, description.opusPayloadType, credentials.length);
  return concatBytes(header, credentials, description.fingerprint, encodeCandidates(description.candidates));
}

/** @returns null when cut, of another version, or any field is out of its bounds; never throws */
export function decodeDescription(bytes: Uint8Array): Description | null {
  const [flags = 0, opusPayloadType = 0, credentialBytes = 0] = bytes;
  const candidatesAt = 3 + credentialBytes + FINGERPRINT_BYTES;
  if (flags >> 4 !== VERSION || (flags & 1) !== 0 || bytes.length < candidatesAt) return null;
  if (!isDynamicPayloadType(opusPayloadType)) return null;
  const credentials = readCredentials((flags >> 1) & 3, bytes.subarray(3, 3 + credentialBytes));
  const candidates = decodeCandidates(bytes.subarray(candidatesAt));
  if (!credentials || !candidates) return null;
  const fingerprint = bytes.slice(3 + credentialBytes, candidatesAt);
  return { role: flags & 8 ? 'answer' : 'offer', opusPayloadType, ...credentials, fingerprint, candidates };
}

function isDynamicPayloadType(value: number): boolean {
  return (value >= 96 && value <= 127) || (value >= 35 && value <= 63);
}

type Credentials = Pick<Description, 'ufrag' | 'password'>;

function fits({ ufrag, password }: Credentials, form: (typeof CREDENTIAL_FORMS)[number]): boolean {
  const alphabet = form.name === 'hex' ? /^[0-9a-f]+$/ : ICE_FORM;
  return (
    ufrag.length === form.ufragLength && password.length === form.passwordLength && alphabet.test(ufrag + password)
  );
}

function packedCredentials({ ufrag, password }: Credentials, form: number): Uint8Array {
  const text = ufrag + password;
  return CREDENTIAL_FORMS[form]!.name === 'hex' ? bytesFromHex(text) : packSixBits(text);
}

function plainCredentials({ ufrag, password }: Credentials): Uint8Array {
  return Uint8Array.of(ufrag.length, ...Array.from(ufrag + password, (character) => character.charCodeAt(0)));
}

/** ufrag of 4..256 and password of 22..256 characters (RFC 8839, section 5.4); here both fit one byte together. */
function readCredentials(form: number, bytes: Uint8Array): Credentials | null {
  const known = CREDENTIAL_FORMS[form];
  if (known) {
    if (bytes.length !== known.bytes) return null;
    const text = known.name === 'hex' ? hexFromBytes(bytes) : unpackSixBits(bytes);
    return { ufrag: text.slice(0, known.ufragLength), password: text.slice(known.ufragLength) };
  }
  const text = String.fromCharCode(...bytes.subarray(1));
  const ufrag = text.slice(0, bytes[0] ?? 0);
  const password = text.slice(ufrag.length);
  if (form !== PLAIN_FORM || !ICE_FORM.test(text) || ufrag.length < 4 || password.length < 22) return null;
  return { ufrag, password };
}

/** Four characters of six bits in three bytes; the text's length is a multiple of four. */
function packSixBits(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length * 3) / 4);
  for (let i = 0; i < text.length; i += 4) {
    const group = [...text.slice(i, i + 4)].reduce((sum, character) => sum * 64 + ICE_ALPHABET.indexOf(character), 0);
    bytes.set([group >> 16, (group >> 8) & 0xff, group & 0xff], (i * 3) / 4);
  }
  return bytes;
}

function unpackSixBits(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!;
    for (const shift of [18, 12, 6, 0]) text += ICE_ALPHABET[(group >> shift) & 63]!;
  }
  return text;
}

/** How one's own voice is to be sent; told to the browser as if the other side had asked for it. */
export interface Sending {
  /** Sound per packet, ms: 10, 20, 40 or 60. */
  readonly packetMs: number;
  /** Opus bitrate, bits per second; null leaves it to the browser. */
  readonly bitsPerS: number | null;
  /** Whether packets that were lost are sent once more when they are asked for (RFC 4585). */
  readonly retransmits: boolean;
}

export const USUAL_SENDING: Sending = { packetMs: 20, bitsPerS: null, retransmits: true };

export interface SdpOptions {
  readonly lines?: Lines;
  readonly sending?: Sending;
  /** Which end of DTLS the describer was from the beginning: it stays, whoever offers later (RFC 8842, section 5.5). */
  readonly isDtlsClient?: boolean;
}

/**
 * The SDP the browser is given: one Opus line, one data channel line and the added ones, bundled, everything else from
 * here. In-band FEC on, as it costs nothing until loss is seen (RFC 7587, section 3.3); lost packets are asked for again
 * (RFC 4585), which helps wherever the jitter buffer is longer than a round trip.
 */
export function descriptionSdp(description: Description, options: SdpOptions = {}): string {
  const { lines = NO_LINES, sending = USUAL_SENDING } = options;
  const transport = transportLines(description, options.isDtlsClient ?? true);
  const mids = [0, 1, ...lines.added.map(({ mid }) => mid)];
  const sdp = [
    'v=0',
    'o=- 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${mids.join(' ')}`,
    'a=msid-semantic: WMS humr',
    ...voiceLines(description.opusPayloadType, sending, lines.voiceSsrc),
    ...transport,
    ...description.candidates.map((candidate, index) => `a=${candidateLine(candidate, index)}`),
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=mid:1',
    'a=sctp-port:5000',
    'a=max-message-size:65536',
    ...transport,
    ...lines.added.flatMap((line) => [...lineSdp(line), ...transport]),
  ];
  return `${sdp.join('\r\n')}\r\n`;
}

function voiceLines(payloadType: number, sending: Sending, ssrc: number | null): string[] {
  const { packetMs, bitsPerS, retransmits } = sending;
  const bitrate = bitsPerS === null ? '' : `;maxaveragebitrate=${bitsPerS}`;
  return [
    `m=audio 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    'c=IN IP4 0.0.0.0',
    'a=rtcp-mux',
    'a=mid:0',
    'a=sendrecv',
    'a=msid:humr voice',
    `a=rtpmap:${payloadType} opus/48000/2`,
    ...(retransmits ? [`a=rtcp-fb:${payloadType} nack`] : []),
    `a=fmtp:${payloadType} minptime=10;useinbandfec=1${bitrate}`,
    ...(packetMs === USUAL_SENDING.packetMs ? [] : [`a=ptime:${packetMs}`]),
    ...(ssrc === null ? [] : [`a=ssrc:${ssrc} cname:humr`]),
  ];
}

function transportLines({ role, ufrag, password, fingerprint }: Description, isDtlsClient: boolean): string[] {
  const pairs = Array.from(fingerprint, (byte) => byte.toString(16).padStart(2, '0').toUpperCase());
  return [
    `a=ice-ufrag:${ufrag}`,
    `a=ice-pwd:${password}`,
    'a=ice-options:trickle',
    `a=fingerprint:sha-256 ${pairs.join(':')}`,
    `a=setup:${role === 'offer' ? 'actpass' : isDtlsClient ? 'active' : 'passive'}`,
  ];
}
