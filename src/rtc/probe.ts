/** Which ways out of this network the browser finds (ICE, RFC 8445), and whether STUN and TURN servers answer. */
import type { PathFound } from '../call/health.ts';
import type { IceServer } from '../call/ports.ts';

/** Whoever has not answered by then would hold up every join. */
const GATHER_LIMIT_MS = 3_000;

/** Gathers candidates without calling anybody. Never throws. */
export async function probePath(iceServers: readonly IceServer[], relayOnly: boolean): Promise<PathFound> {
  const startMs = performance.now();
  const [types, protocols] = [new Set<string>(), new Set<string>()];
  let errorCode = 0;
  const done = (): PathFound => ({
    types: [...types],
    protocols: [...protocols],
    tookMs: performance.now() - startMs,
    asked: iceServers.length > 0,
    errorCode,
  });
  let connection: RTCPeerConnection;
  try {
    connection = new RTCPeerConnection({
      iceServers: iceServers.map((server) => ({ ...server, urls: [...server.urls] })),
      iceTransportPolicy: relayOnly ? 'relay' : 'all',
    });
  } catch {
    return done();
  }
  connection.onicecandidate = ({ candidate }) => {
    if (candidate?.type) types.add(candidate.type);
    if (candidate?.protocol) protocols.add(candidate.protocol);
  };
  connection.onicecandidateerror = (event) => {
    errorCode = (event as RTCPeerConnectionIceErrorEvent).errorCode;
  };
  connection.createDataChannel('probe');
  try {
    await connection.setLocalDescription();
    await gathered(connection);
  } catch {
    // A browser that cannot even describe itself finds no way: the empty lists say so.
  }
  connection.close();
  return done();
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, GATHER_LIMIT_MS);
    const check = () => {
      if (connection.iceGatheringState !== 'complete') return;
      clearTimeout(timer);
      resolve();
    };
    connection.onicegatheringstatechange = check;
    check();
  });
}
