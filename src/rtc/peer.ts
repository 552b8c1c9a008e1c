/** RTCPeerConnection with one voice line, one negotiated data channel, added lines and bounded waiting (W3C WebRTC 1.0). */
import { type AddedPurpose, isAddedPurpose, kindOf, PURPOSE_ATTRIBUTE, purposesOf } from '../call/lines.ts';
import type { Peer, PeerEvents, PeerOptions, TrackLimit } from '../call/ports.ts';

/** Host candidates arrive within tens of milliseconds; waiting longer would cost every join. */
const GATHER_WAIT_MS = 150;
/** Above this the other side does not keep up, and control messages are dropped rather than queued. */
const MAX_BUFFERED_BYTES = 1 << 20;
const MAX_WAITING_CANDIDATES = 32;
/** Both sides agree on the channel beforehand, so no in-band opening is needed (RFC 8832 is skipped). */
const CHANNEL = { label: 'humr', id: 0 };
/** For whatever is long: text and files (`app/side.ts`). */
const SIDE_CHANNEL = { label: 'humr-side', id: 1 };
/** What is late is of no use, and must hold nothing back. */
const BEAT_CHANNEL = { label: 'humr-beat', id: 2 };
const KEY: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };

type Options = PeerOptions<MediaStreamTrack>;
type Events = PeerEvents<MediaStreamTrack>;

interface Live {
  readonly connection: RTCPeerConnection;
  readonly channel: RTCDataChannel;
  readonly side: RTCDataChannel;
  readonly beats: RTCDataChannel;
  readonly purposes: Map<RTCRtpTransceiver, AddedPurpose>;
  /** Lines on which something of theirs arrives. */
  readonly arriving: Set<RTCRtpTransceiver>;
}

interface Added {
  track: MediaStreamTrack;
  limit: TrackLimit | null;
}

export function openPeer(options: Options, events: Events): Peer<MediaStreamTrack> {
  return new BrowserPeer(options, events);
}

class BrowserPeer implements Peer<MediaStreamTrack> {
  readonly #options: Options;
  readonly #events: Events;
  /** Of all connections of this peer: the handshake vouches for it. */
  readonly #certificate = RTCPeerConnection.generateCertificate(KEY);
  readonly #waiting: string[] = [];
  readonly #added = new Map<AddedPurpose, Added>();
  #live: Live | null = null;
  #track: MediaStreamTrack | null;
  #bufferMs: number | null = null;
  #isClosed = false;

  constructor(options: Options, events: Events) {
    this.#options = options;
    this.#events = events;
    this.#track = options.track;
  }

  async offer({ restart, expected = [] }: { restart: boolean; expected?: readonly AddedPurpose[] }): Promise<string> {
    const live = await this.#connect();
    const { connection } = live;
    if (voiceOf(connection) === undefined) {
      connection.addTransceiver(this.#track ?? 'audio', { direction: 'sendrecv' });
    }
    if (connection.remoteDescription) this.#prepareLines(live, expected);
    // Credentials of TURN servers may have been lent anew since.
    if (restart)
      connection.setConfiguration({ ...connection.getConfiguration(), iceServers: [...this.#options.iceServers] });
    await connection.setLocalDescription(await connection.createOffer({ iceRestart: restart }));
    if (restart || !connection.remoteDescription) await gathered(connection);
    return this.#described(live);
  }

  async answer(offerSdp: string): Promise<string> {
    const live = await this.#connect();
    const { connection, purposes } = live;
    await this.#setRemote(connection, 'offer', offerSdp);
    const byMid = purposesOf(offerSdp);
    for (const line of connection.getTransceivers()) {
      const purpose = byMid.get(line.mid ?? '');
      if (line === voiceOf(connection)) {
        line.direction = 'sendrecv';
        await line.sender.replaceTrack(this.#track);
      } else if (purpose) {
        purposes.set(line, purpose);
        this.#fillLine(line, purpose, true);
      }
    }
    await connection.setLocalDescription();
    this.#noteGone(live);
    await gathered(connection);
    return this.#described(live);
  }

  async acceptAnswer(answerSdp: string): Promise<void> {
    if (!this.#live) return;
    await this.#setRemote(this.#live.connection, 'answer', answerSdp);
    this.#noteGone(this.#live);
  }

  async reshape(theirSdp: string): Promise<void> {
    const connection = this.#live?.connection;
    if (connection?.signalingState !== 'stable') return;
    await connection.setLocalDescription(await connection.createOffer());
    await connection.setRemoteDescription({ type: 'answer', sdp: theirSdp });
  }

  renew(): void {
    const old = this.#live;
    this.#live = null;
    this.#waiting.length = 0;
    if (old) dispose(old);
  }

  addCandidate(line: string): void {
    if (this.#live?.connection.remoteDescription) this.#addCandidateNow(this.#live.connection, line);
    else if (this.#waiting.length < MAX_WAITING_CANDIDATES) this.#waiting.push(line);
  }

  send(text: string): boolean {
    const channel = this.#live?.channel;
    if (channel?.readyState !== 'open' || channel.bufferedAmount > MAX_BUFFERED_BYTES) return false;
    channel.send(text);
    return true;
  }

  sendSide(bytes: Uint8Array): boolean {
    const side = this.#live?.side;
    if (side?.readyState !== 'open' || side.bufferedAmount > MAX_BUFFERED_BYTES) return false;
    side.send(bytes as Uint8Array<ArrayBuffer>);
    return true;
  }

  sendBeat(text: string): boolean {
    const beats = this.#live?.beats;
    if (beats?.readyState !== 'open' || beats.bufferedAmount > 0) return false;
    beats.send(text);
    return true;
  }

  setTrack(track: MediaStreamTrack | null): void {
    this.#track = track;
    const voice = this.#live && voiceOf(this.#live.connection);
    voice?.sender.replaceTrack(track).catch(() => undefined);
  }

  addTrack(purpose: AddedPurpose, track: MediaStreamTrack): void {
    this.#added.set(purpose, { track, limit: this.#added.get(purpose)?.limit ?? null });
    const line = this.#live && lineOf(this.#live, purpose);
    if (line?.currentDirection?.startsWith('send')) void line.sender.replaceTrack(track).catch(() => undefined);
  }

  removeTrack(purpose: AddedPurpose): void {
    this.#added.delete(purpose);
    const line = this.#live && lineOf(this.#live, purpose);
    line?.sender.replaceTrack(null).catch(() => undefined);
  }

  limitTrack(purpose: AddedPurpose, limit: TrackLimit): void {
    const added = this.#added.get(purpose);
    if (!added) return;
    added.limit = limit;
    const line = this.#live && lineOf(this.#live, purpose);
    if (line) void applyLimit(line.sender, limit);
  }

  setBufferMs(targetMs: number | null): void {
    this.#bufferMs = targetMs;
    const voice = this.#live && voiceOf(this.#live.connection);
    if (voice && 'jitterBufferTarget' in voice.receiver) voice.receiver.jitterBufferTarget = targetMs;
  }

  async certificateFingerprint(): Promise<Uint8Array | null> {
    return this.#live && usedFingerprint(this.#live.connection);
  }

  async stats(): Promise<readonly unknown[]> {
    const entries: unknown[] = [];
    // The type of the DOM library knows no iterator.
    (await this.#live?.connection.getStats())?.forEach((entry: unknown) => {
      entries.push(entry);
    });
    return entries;
  }

  purposes(): ReadonlyMap<string, AddedPurpose> {
    return midsOf(this.#live?.purposes ?? new Map());
  }

  close(): void {
    this.#isClosed = true;
    this.renew();
  }

  async #connect(): Promise<Live> {
    if (this.#live) return this.#live;
    const { iceServers, relayOnly } = this.#options;
    const certificates = [await this.#certificate];
    if (this.#isClosed) throw new DOMException('closed', 'InvalidStateError');
    if (this.#live) return this.#live;
    const connection = new RTCPeerConnection({
      iceServers: [...iceServers],
      iceTransportPolicy: relayOnly ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
      certificates,
    });
    const channel = connection.createDataChannel(CHANNEL.label, { negotiated: true, id: CHANNEL.id });
    const side = connection.createDataChannel(SIDE_CHANNEL.label, { negotiated: true, id: SIDE_CHANNEL.id });
    side.binaryType = 'arraybuffer';
    const unordered = { negotiated: true, id: BEAT_CHANNEL.id, ordered: false, maxRetransmits: 0 };
    const beats = connection.createDataChannel(BEAT_CHANNEL.label, unordered);
    this.#live = { connection, channel, side, beats, purposes: new Map(), arriving: new Set() };
    this.#listen(this.#live);
    return this.#live;
  }

  #listen(live: Live): void {
    const { connection, channel, side, beats } = live;
    const events = this.#events;
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate) events.candidate(candidate.candidate);
    };
    connection.onconnectionstatechange = () => {
      const state = connection.connectionState;
      if (state !== 'new' && state !== 'connecting') events.transport(state);
    };
    connection.ontrack = ({ track, streams, transceiver }) => {
      const purpose = streams[0]?.id ?? '';
      if (transceiver === voiceOf(connection)) {
        this.setBufferMs(this.#bufferMs);
        return events.track(track, 'voice');
      }
      if (!isAddedPurpose(purpose)) return;
      live.purposes.set(transceiver, purpose);
      live.arriving.add(transceiver);
      events.track(track, purpose);
    };
    channel.onopen = () => events.opened();
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') events.message(data);
    };
    beats.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') events.beat(data);
    };
    side.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data instanceof ArrayBuffer) events.side(new Uint8Array(data));
    };
  }

  /** One line for every purpose of either side, and each in the direction that is needed now. */
  #prepareLines(live: Live, expected: readonly AddedPurpose[]): void {
    for (const purpose of new Set([...this.#added.keys(), ...expected, ...live.purposes.values()])) {
      const line = lineOf(live, purpose) ?? live.connection.addTransceiver(kindOf(purpose), { direction: 'inactive' });
      live.purposes.set(line, purpose);
      this.#fillLine(line, purpose, expected.includes(purpose));
    }
  }

  #fillLine(line: RTCRtpTransceiver, purpose: AddedPurpose, receives: boolean): void {
    const added = this.#added.get(purpose);
    if (added) line.direction = receives ? 'sendrecv' : 'sendonly';
    else line.direction = receives ? 'recvonly' : 'inactive';
    if (line.sender.track !== (added?.track ?? null)) void fillSender(line.sender, added);
  }

  #noteGone({ arriving, purposes }: Live): void {
    for (const line of [...arriving]) {
      if (line.currentDirection?.includes('recv')) continue;
      arriving.delete(line);
      const purpose = purposes.get(line);
      if (purpose) this.#events.trackGone(purpose);
    }
  }

  /** The local SDP, each added line with its purpose. */
  #described({ connection, purposes }: Live): string {
    const byMid = midsOf(purposes);
    const sdp = connection.localDescription?.sdp ?? '';
    return sdp.replace(/^a=mid:(\S+)$/gm, (line, mid: string) => {
      const purpose = byMid.get(mid);
      return purpose ? `${line}\r\n${PURPOSE_ATTRIBUTE}${purpose}` : line;
    });
  }

  async #setRemote(connection: RTCPeerConnection, type: 'offer' | 'answer', sdp: string): Promise<void> {
    await connection.setRemoteDescription({ type, sdp });
    for (const line of this.#waiting.splice(0)) this.#addCandidateNow(connection, line);
  }

  /** A candidate the browser dislikes is its own loss: others remain. */
  #addCandidateNow(connection: RTCPeerConnection, line: string): void {
    connection.addIceCandidate({ candidate: line, sdpMid: '0' }).catch(() => undefined);
  }
}

function dispose({ connection, channel, side }: Live): void {
  connection.onicecandidate = null;
  connection.onconnectionstatechange = null;
  connection.ontrack = null;
  channel.onopen = null;
  channel.onmessage = null;
  side.onmessage = null;
  connection.close();
}

/** The first line; the template names it 0. */
function voiceOf(connection: RTCPeerConnection): RTCRtpTransceiver | undefined {
  return connection.getTransceivers().find(({ mid }) => mid === '0' || mid === null);
}

function midsOf(purposes: Live['purposes']): Map<string, AddedPurpose> {
  return new Map([...purposes].flatMap(([{ mid }, purpose]) => (mid === null ? [] : [[mid, purpose] as const])));
}

function lineOf({ purposes }: Live, purpose: AddedPurpose): RTCRtpTransceiver | undefined {
  return [...purposes].find(([, of]) => of === purpose)?.[0];
}

async function fillSender(sender: RTCRtpSender, added: Added | undefined): Promise<void> {
  await sender.replaceTrack(added?.track ?? null).catch(() => undefined);
  if (added?.limit) await applyLimit(sender, added.limit);
}

async function applyLimit(sender: RTCRtpSender, limit: TrackLimit): Promise<void> {
  const parameters = sender.getParameters();
  for (const encoding of parameters.encodings) {
    encoding.active = limit.isActive;
    if (limit.maxBitsPerS === null) delete encoding.maxBitrate;
    else encoding.maxBitrate = limit.maxBitsPerS;
    if (sender.track?.kind !== 'video') continue;
    encoding.scaleResolutionDownBy = limit.scaleDownBy ?? 1;
    if (limit.maxFramesPerS === null) delete encoding.maxFramerate;
    else encoding.maxFramerate = limit.maxFramesPerS;
  }
  await sender.setParameters(parameters).catch(() => undefined);
}

/** Resolves once gathering is complete or `GATHER_WAIT_MS` have passed with whatever was found. */
function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      connection.removeEventListener('icegatheringstatechange', check);
      resolve();
    };
    const check = () => {
      if (connection.iceGatheringState === 'complete') finish();
    };
    const timer = setTimeout(finish, GATHER_WAIT_MS);
    connection.addEventListener('icegatheringstatechange', check);
    check();
  });
}

async function usedFingerprint(connection: RTCPeerConnection): Promise<Uint8Array | null> {
  const transport = voiceOf(connection)?.sender.transport ?? connection.sctp?.transport;
  if (!transport || typeof transport.getRemoteCertificates !== 'function') return null;
  const [certificate] = transport.getRemoteCertificates();
  return certificate ? new Uint8Array(await crypto.subtle.digest('SHA-256', certificate)) : null;
}
