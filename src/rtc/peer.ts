/** RTCPeerConnection with one audio line, one negotiated data channel and bounded waiting (W3C WebRTC 1.0). */
import type { Peer, PeerEvents, PeerOptions } from '../call/ports.ts';

/** Host candidates arrive within tens of milliseconds; waiting longer would cost every join. */
const GATHER_WAIT_MS = 150;
/** Above this the other side does not keep up, and control messages are dropped rather than queued. */
const MAX_BUFFERED_BYTES = 1 << 20;
const MAX_WAITING_CANDIDATES = 32;
/** Both sides agree on the channel beforehand, so no in-band opening is needed (RFC 8832 is skipped). */
const CHANNEL = { label: 'humr', id: 0 };

type Options = PeerOptions<MediaStreamTrack>;
type Events = PeerEvents<MediaStreamTrack>;

export function openPeer(options: Options, events: Events): Peer<MediaStreamTrack> {
  return new BrowserPeer(options, events);
}

class BrowserPeer implements Peer<MediaStreamTrack> {
  readonly #connection: RTCPeerConnection;
  readonly #channel: RTCDataChannel;
  readonly #waiting: string[] = [];
  #track: MediaStreamTrack | null;

  constructor({ track, iceServers, relayOnly }: Options, events: Events) {
    this.#track = track;
    this.#connection = new RTCPeerConnection({
      iceServers: [...iceServers],
      iceTransportPolicy: relayOnly ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
    });
    this.#channel = this.#connection.createDataChannel(CHANNEL.label, { negotiated: true, id: CHANNEL.id });
    listen(this.#connection, this.#channel, events);
  }

  async offer({ restart }: { restart: boolean }): Promise<string> {
    if (this.#voice() === undefined) {
      this.#connection.addTransceiver(this.#track ?? 'audio', { direction: 'sendrecv' });
    }
    await this.#connection.setLocalDescription(await this.#connection.createOffer({ iceRestart: restart }));
    return gatheredSdp(this.#connection);
  }

  async answer(offerSdp: string): Promise<string> {
    await this.#setRemote('offer', offerSdp);
    const voice = this.#voice();
    if (voice) {
      voice.direction = 'sendrecv';
      await voice.sender.replaceTrack(this.#track);
    }
    await this.#connection.setLocalDescription();
    return gatheredSdp(this.#connection);
  }

  acceptAnswer(answerSdp: string): Promise<void> {
    return this.#setRemote('answer', answerSdp);
  }

  addCandidate(line: string): void {
    if (this.#connection.remoteDescription) this.#addCandidateNow(line);
    else if (this.#waiting.length < MAX_WAITING_CANDIDATES) this.#waiting.push(line);
  }

  send(text: string): boolean {
    if (this.#channel.readyState !== 'open' || this.#channel.bufferedAmount > MAX_BUFFERED_BYTES) return false;
    this.#channel.send(text);
    return true;
  }

  setTrack(track: MediaStreamTrack | null): void {
    this.#track = track;
    this.#voice()
      ?.sender.replaceTrack(track)
      .catch(() => undefined);
  }

  certificateFingerprint(): Promise<Uint8Array | null> {
    return certificateFingerprint(this.#connection);
  }

  async stats(): Promise<readonly unknown[]> {
    if (this.#connection.connectionState === 'closed') return [];
    const entries: unknown[] = [];
    // The type of the DOM library knows no iterator.
    (await this.#connection.getStats()).forEach((entry: unknown) => {
      entries.push(entry);
    });
    return entries;
  }

  close(): void {
    this.#connection.close();
  }

  #voice(): RTCRtpTransceiver | undefined {
    return this.#connection.getTransceivers()[0];
  }

  async #setRemote(type: 'offer' | 'answer', sdp: string): Promise<void> {
    await this.#connection.setRemoteDescription({ type, sdp });
    for (const line of this.#waiting.splice(0)) this.#addCandidateNow(line);
  }

  /** A candidate the browser dislikes is its own loss: others remain. */
  #addCandidateNow(line: string): void {
    this.#connection.addIceCandidate({ candidate: line, sdpMid: '0' }).catch(() => undefined);
  }
}

function listen(connection: RTCPeerConnection, channel: RTCDataChannel, events: Events): void {
  connection.onicecandidate = ({ candidate }) => {
    if (candidate?.candidate) events.candidate(candidate.candidate);
  };
  connection.onconnectionstatechange = () => {
    const state = connection.connectionState;
    if (state !== 'new' && state !== 'connecting') events.transport(state);
  };
  connection.ontrack = ({ track }) => {
    if (track.kind === 'audio') events.track(track);
  };
  channel.onopen = () => events.opened();
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') events.message(data);
  };
}

/** The local SDP once gathering is complete or `GATHER_WAIT_MS` have passed with whatever was found. */
function gatheredSdp(connection: RTCPeerConnection): Promise<string> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      connection.removeEventListener('icegatheringstatechange', check);
      resolve(connection.localDescription?.sdp ?? '');
    };
    const check = () => {
      if (connection.iceGatheringState === 'complete') finish();
    };
    const timer = setTimeout(finish, GATHER_WAIT_MS);
    connection.addEventListener('icegatheringstatechange', check);
    check();
  });
}

async function certificateFingerprint(connection: RTCPeerConnection): Promise<Uint8Array | null> {
  const transport = connection.getTransceivers()[0]?.sender.transport ?? connection.sctp?.transport;
  if (!transport || typeof transport.getRemoteCertificates !== 'function') return null;
  const [certificate] = transport.getRemoteCertificates();
  return certificate ? new Uint8Array(await crypto.subtle.digest('SHA-256', certificate)) : null;
}
