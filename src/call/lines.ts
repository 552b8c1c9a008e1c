/**
 * Lines of a session beside voice and data: screen, its sound, camera. As with the compact description, nothing of a
 * stranger's SDP (RFC 8866) reaches the browser but fields that were parsed and bounded here.
 */

/** What a line added to a running call is for; each side sends at most one of each. */
export type AddedPurpose = 'screen' | 'screen-sound' | 'camera';
export type Purpose = 'voice' | AddedPurpose;

export interface Codec {
  /** 96..127 or 35..63. */
  readonly payloadType: number;
  readonly name: (typeof CODECS)[number];
  /** `key=value` joined by semicolons, of known keys; empty when there are none. */
  readonly parameters: string;
}

export interface Extension {
  /** 1..14, one-byte form (RFC 8285). */
  readonly id: number;
  readonly name: keyof typeof EXTENSIONS;
}

export interface Line {
  readonly mid: string;
  readonly purpose: AddedPurpose;
  readonly direction: (typeof DIRECTIONS)[number];
  readonly codecs: readonly Codec[];
  /** Sources of whoever describes it: none, one, or one and its retransmissions (RFC 4588). */
  readonly ssrcs: readonly number[];
  readonly extensions: readonly Extension[];
}

/** All that a description of a running connection says beside the compact one. */
export interface Lines {
  /** Source of the voice, so that no other line can be taken for it; null when it is not known. */
  readonly voiceSsrc: number | null;
  readonly added: readonly Line[];
}

export const NO_LINES: Lines = { voiceSsrc: null, added: [] };

/** Voice and data are two of at most eight m-lines. */
const MAX_ADDED_LINES = 6;
const MAX_CODECS = 6;
const MAX_SSRC = 2 ** 32 - 1;
const ADDED_PURPOSES: readonly string[] = ['screen', 'screen-sound', 'camera'] satisfies AddedPurpose[];
const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;
const CODECS = ['opus', 'VP8', 'VP9', 'H264', 'AV1', 'rtx'] as const;
const EXTENSIONS = {
  mid: 'urn:ietf:params:rtp-hdrext:sdes:mid',
  'transport-cc': 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'abs-send-time': 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
} as const;
const MID_FORM = /^[A-Za-z0-9]{1,8}$/;
/** Parameters that name a profile; all others are the template's. */
const PARAMETER_FORM =
  /^(profile-id|profile-level-id|packetization-mode|level-asymmetry-allowed|apt|level-idx|profile|tier)=[0-9a-fA-F]{1,8}$/;

export function kindOf(purpose: Purpose): 'audio' | 'video' {
  return purpose === 'screen' || purpose === 'camera' ? 'video' : 'audio';
}

export function isAddedPurpose(text: string): text is AddedPurpose {
  return ADDED_PURPOSES.includes(text);
}

/** SDP has no word for what a line is for, so it is said in an attribute that browsers pass over (RFC 8866, section 5.13). */
export const PURPOSE_ATTRIBUTE = 'a=x-humr-purpose:';

/** What the lines of an SDP are for, by their mids. */
export function purposesOf(sdp: string): Map<string, AddedPurpose> {
  const sections = sdp
    .split(/^(?=m=)/m)
    .map(
      (section) =>
        [/^a=mid:(\S+)/m.exec(section)?.[1] ?? '', /^a=x-humr-purpose:(\S+)/m.exec(section)?.[1] ?? ''] as const,
    );
  return new Map(sections.flatMap(([mid, purpose]) => (isAddedPurpose(purpose) ? [[mid, purpose] as const] : [])));
}

/**
 * Takes the added lines out of one's own browser's SDP.
 * @param sdp with `PURPOSE_ATTRIBUTE` in every added line
 * @returns null when a line cannot be told to the other side
 */
export function describeLines(sdp: string): Lines | null {
  const [, voice = '', , ...rest] = sdp.split(/^(?=m=)/m);
  const added: Line[] = [];
  for (const section of rest) {
    const line = describeLine(section);
    if (!line) return null;
    added.push(line);
  }
  return added.length > MAX_ADDED_LINES ? null : { voiceSsrc: ssrcsOf(voice)[0] ?? null, added };
}

function describeLine(section: string): Line | null {
  const mid = /^a=mid:(\S+)/m.exec(section)?.[1] ?? '';
  const [, purpose = ''] = /^a=x-humr-purpose:(\S+)/m.exec(section) ?? [];
  const direction = DIRECTIONS.find((known) => new RegExp(`^a=${known}\\b`, 'm').test(section));
  const codecs = codecsOf(section);
  if (!isAddedPurpose(purpose) || !direction || !MID_FORM.test(mid) || codecs.length === 0) return null;
  return { mid, purpose, direction, codecs, ssrcs: ssrcsOf(section).slice(0, 2), extensions: extensionsOf(section) };
}

function codecsOf(section: string): Codec[] {
  const all = [...section.matchAll(/^a=rtpmap:(\d+) ([^/\s]+)\//gm)].flatMap(([, type, label]) => {
    const name = CODECS.find((known) => known.toLowerCase() === label?.toLowerCase());
    const text = new RegExp(`^a=fmtp:${type} (\\S+)`, 'm').exec(section)?.[1] ?? '';
    const parameters = text.split(';').filter((parameter) => PARAMETER_FORM.test(parameter));
    return name ? [{ payloadType: Number(type), name, parameters: parameters.join(';') }] : [];
  });
  const main: Codec[] = [];
  for (const codec of all) {
    const isTaken = main.some(({ name }) => name === codec.name);
    if (codec.name !== 'rtx' && !isTaken && main.length < MAX_CODECS / 2) main.push(codec);
  }
  const retransmissions = main.flatMap(
    ({ payloadType }) =>
      all.find(({ name, parameters }) => name === 'rtx' && parameters === `apt=${payloadType}`) ?? [],
  );
  return [...main, ...retransmissions];
}

function ssrcsOf(section: string): number[] {
  return [...new Set([...section.matchAll(/^a=ssrc:(\d+)/gm)].map(([, ssrc]) => Number(ssrc)))];
}

function extensionsOf(section: string): Extension[] {
  return [...section.matchAll(/^a=extmap:(\d+)\S* (\S+)/gm)].flatMap(([, id, uri]) => {
    const found = Object.entries(EXTENSIONS).find(([, known]) => known === uri);
    const extension = { id: Number(id), name: found?.[0] as Extension['name'] };
    return found && isExtension(extension) ? [extension] : [];
  });
}

/** In JSON, as arrays: `[mid, purpose, direction, codecs, ssrcs, extensions]`. */
export function encodeLines({ voiceSsrc, added }: Lines): unknown {
  return [
    voiceSsrc,
    ...added.map((it) => [
      it.mid,
      it.purpose,
      it.direction,
      it.codecs.map(({ payloadType, name, parameters }) => [payloadType, name, parameters]),
      it.ssrcs,
      it.extensions.map(({ id, name }) => [id, name]),
    ]),
  ];
}

/** @returns null for whatever `encodeLines` does not make; never throws */
export function decodeLines(value: unknown): Lines | null {
  if (!Array.isArray(value) || value.length > 1 + MAX_ADDED_LINES) return null;
  const [voiceSsrc, ...rest] = value as unknown[];
  if (voiceSsrc !== null && !isSsrc(voiceSsrc)) return null;
  const added = rest.map(decodeLine).filter((line) => line !== null);
  const isUnique = new Set(added.map(({ mid }) => mid)).size === added.length;
  return added.length === rest.length && isUnique ? { voiceSsrc, added } : null;
}

function decodeLine(value: unknown): Line | null {
  if (!Array.isArray(value)) return null;
  const [mid, purpose, direction, codecList, ssrcs, extensionList] = value as unknown[];
  const known = DIRECTIONS.find((it) => it === direction);
  if (typeof mid !== 'string' || !MID_FORM.test(mid) || mid === '0' || mid === '1' || !known) return null;
  if (typeof purpose !== 'string' || !isAddedPurpose(purpose)) return null;
  const codecs = decodeAll(codecList, MAX_CODECS, ([payloadType, name, parameters]) => ({
    payloadType,
    name,
    parameters,
  }));
  const extensions = decodeAll(extensionList, Object.keys(EXTENSIONS).length, ([id, name]) => ({ id, name }));
  if (!codecs?.every(isCodec) || codecs.length === 0 || !extensions?.every(isExtension)) return null;
  if (!Array.isArray(ssrcs) || ssrcs.length > 2 || !ssrcs.every(isSsrc)) return null;
  return { mid, purpose, direction: known, codecs, ssrcs, extensions };
}

function decodeAll<Item>(value: unknown, limit: number, make: (parts: unknown[]) => Item): Item[] | null {
  if (!Array.isArray(value) || value.length > limit) return null;
  return value.every((parts) => Array.isArray(parts)) ? value.map((parts) => make(parts as unknown[])) : null;
}

const isSsrc = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) <= MAX_SSRC;

function isCodec(codec: { payloadType: unknown; name: unknown; parameters: unknown }): codec is Codec {
  const { payloadType, name, parameters } = codec;
  const isDynamic = Number.isInteger(payloadType) && Number(payloadType) >= 35 && Number(payloadType) <= 127;
  const isFree = isDynamic && (Number(payloadType) < 64 || Number(payloadType) > 95);
  if (!isFree || !CODECS.some((known) => known === name) || typeof parameters !== 'string') return false;
  return parameters === '' || parameters.split(';').every((parameter) => PARAMETER_FORM.test(parameter));
}

function isExtension(extension: { id: unknown; name: unknown }): extension is Extension {
  const { id, name } = extension;
  const isNamed = typeof name === 'string' && Object.hasOwn(EXTENSIONS, name);
  return isNamed && Number.isInteger(id) && Number(id) >= 1 && Number(id) <= 14;
}

/** The m-section of one line, without its transport. */
export function lineSdp({ mid, purpose, direction, codecs, ssrcs, extensions }: Line): string[] {
  const kind = kindOf(purpose);
  const [main, retransmission] = ssrcs;
  const sends = direction === 'sendrecv' || direction === 'sendonly';
  return [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF ${codecs.map(({ payloadType }) => payloadType).join(' ')}`,
    'c=IN IP4 0.0.0.0',
    'a=rtcp-mux',
    'a=rtcp-rsize',
    `a=mid:${mid}`,
    `a=${direction}`,
    `${PURPOSE_ATTRIBUTE}${purpose}`,
    ...(sends ? [`a=msid:${purpose} ${purpose}`] : []),
    ...extensions.map(({ id, name }) => `a=extmap:${id} ${EXTENSIONS[name]}`),
    ...codecs.flatMap(codecSdp),
    ...(sends && main !== undefined && retransmission !== undefined
      ? [`a=ssrc-group:FID ${main} ${retransmission}`]
      : []),
    ...(sends ? ssrcs.map((ssrc) => `a=ssrc:${ssrc} cname:humr`) : []),
  ];
}

function codecSdp({ payloadType, name, parameters }: Codec): string[] {
  if (name === 'opus') {
    // Sound of a screen is music as often as not: stereo, and no speech-only tricks.
    return [`a=rtpmap:${payloadType} opus/48000/2`, `a=fmtp:${payloadType} minptime=10;useinbandfec=1;stereo=1`];
  }
  const feedback = ['goog-remb', 'transport-cc', 'ccm fir', 'nack', 'nack pli'];
  return [
    `a=rtpmap:${payloadType} ${name}/90000`,
    ...(name === 'rtx' ? [] : feedback.map((it) => `a=rtcp-fb:${payloadType} ${it}`)),
    ...(parameters === '' ? [] : [`a=fmtp:${payloadType} ${parameters}`]),
  ];
}
