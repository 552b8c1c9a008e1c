/** Two ends of a real connection in one page: what goes in at one comes out of the other as it would far away. */

export interface Loop {
  /** What the far end hears. */
  readonly heard: MediaStreamTrack;
  /** Sends another track from now on. */
  send(track: MediaStreamTrack): void;
  close(): void;
}

/** On one device it takes a fraction of that; the doctor has little longer. */
const CONNECT_LIMIT_MS = 3_000;

/** @returns null when the two ends do not find each other */
export async function openLoop(track: MediaStreamTrack): Promise<Loop | null> {
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  const close = () => {
    near.close();
    far.close();
  };
  try {
    near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined).catch(() => undefined);
    far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined).catch(() => undefined);
    const heard = new Promise<MediaStreamTrack>((resolve) => {
      far.ontrack = (event) => resolve(event.track);
    });
    const sender = near.addTrack(track);
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription!); // set the line before
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription!);
    if (!(await connected(near))) {
      close();
      return null;
    }
    return {
      heard: await heard,
      send: (next) => void sender.replaceTrack(next).catch(() => undefined),
      close,
    };
  } catch {
    close();
    return null;
  }
}

function connected(connection: RTCPeerConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), CONNECT_LIMIT_MS);
    const check = () => {
      const { connectionState } = connection;
      if (connectionState !== 'connected' && connectionState !== 'failed' && connectionState !== 'closed') return;
      clearTimeout(timer);
      resolve(connectionState === 'connected');
    };
    connection.onconnectionstatechange = check;
    check();
  });
}
