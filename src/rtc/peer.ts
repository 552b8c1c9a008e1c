/** RTCPeerConnection with one audio line, one negotiated data channel and bounded waiting (W3C WebRTC 1.0). */
import type { Peer, PeerEvents, PeerOptions } from '../call/ports.ts';

/** Host candidates arrive within tens of milliseconds; waiting longer would cost every join. */
const GATHER_WAIT_MS = 150;
/** Above this the other side does not keep up, and control messages are dropped rather than queued. */
const MAX_BUFFERED_BYTES = 1 << 20;
const MAX_WAITING_CANDIDATES = 32;
/** Both sides agree on the channel beforehand, so no in-band opening is needed (RFC 8832 is skipped). */
const CHANNEL = { label: 'humr', id: 0 };

export function openPeer(
  options: PeerOptions<MediaStreamTrack>,
  events: PeerEvents<MediaStreamTrack>,
): Peer<MediaStreamTrack> {
  const connection = new RTCPeerConnection({
    iceServers: [...options.iceServers],
    iceTransportPolicy: options.relayOnly ? 'relay' : 'all',
    bundlePolicy: 'max-bundle',
  });
  const channel = connection.createDataChannel(CHANNEL.label, { negotiated: true, id: CHANNEL.id });
  listen(connection, channel, events);
  const waiting: string[] = [];
  let track = options.track;

  const addNow = (line: string) => {
    // A candidate the browser dislikes is its own loss: others remain.
    connection.addIceCandidate({ candidate: line, sdpMid: '0' }).catch(() => undefined);
  };
  const setRemote = async (type: 'offer' | 'answer', sdp: string) => {
    await connection.setRemoteDescription({ type, sdp });
    for (const line of waiting.splice(0)) addNow(line);
  };

  return {
    async offer({ restart }) {
      if (connection.getTransceivers().length === 0) addVoice(connection, track);
      await connection.setLocalDescription(await connection.createOffer({ iceRestart: restart }));
      return gatheredSdp(connection);
    },
    async answer(offerSdp) {
      await setRemote('offer', offerSdp);
      const [voice] = connection.getTransceivers();
      if (voice) {
        voice.direction = 'sendrecv';
        await voice.sender.replaceTrack(track);
      }
      await connection.setLocalDescription();
      return gatheredSdp(connection);
    },
    acceptAnswer: (answerSdp) => setRemote('answer', answerSdp),
    addCandidate(line) {
      if (connection.remoteDescription) addNow(line);
      else if (waiting.length < MAX_WAITING_CANDIDATES) waiting.push(line);
    },
    send(text) {
      if (channel.readyState !== 'open' || channel.bufferedAmount > MAX_BUFFERED_BYTES) return false;
      channel.send(text);
      return true;
    },
    setTrack(next) {
      track = next;
      const [voice] = connection.getTransceivers();
      voice?.sender.replaceTrack(next).catch(() => undefined);
    },
    certificateFingerprint: () => certificateFingerprint(connection),
    close: () => connection.close(),
  };
}

function addVoice(connection: RTCPeerConnection, track: MediaStreamTrack | null): void {
  connection.addTransceiver(track ?? 'audio', { direction: 'sendrecv' });
}

function listen(connection: RTCPeerConnection, channel: RTCDataChannel, events: PeerEvents<MediaStreamTrack>): void {
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
