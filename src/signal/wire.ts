/** A WebSocket as the MQTT client sees it: binary chunks in, binary chunks out, one end. */

export interface Wire {
  /** Bytes accepted by `send` that have not left yet. */
  readonly waitingBytes: number;
  send(bytes: Uint8Array<ArrayBuffer>): void;
  /** Closes without further events. */
  close(): void;
}

export interface WireEvents {
  opened(): void;
  received(chunk: Uint8Array): void;
  /** The last event. `broken`: the other side sent text, which no MQTT broker does (6.0.0-1). */
  closed(how: 'ended' | 'broken'): void;
}

/** Starts connecting at once; all events come later, never during this call. */
export type OpenWire = (url: string, events: WireEvents) => Wire;

/** OASIS MQTT 3.1.1, section 6: the client must offer exactly this subprotocol. */
const SUBPROTOCOL = 'mqtt';

/** For a URL the constructor refuses (syntax, ws: on an https: page): a wire that was never there. */
function deadWire(events: WireEvents): Wire {
  let closed = false;
  queueMicrotask(() => closed || events.closed('ended'));
  return {
    waitingBytes: 0,
    send() {},
    close() {
      closed = true;
    },
  };
}

/** @param Socket another WebSocket class, where the platform has none */
export function openWebSocket(url: string, events: WireEvents, Socket: typeof WebSocket = WebSocket): Wire {
  let socket: WebSocket;
  try {
    socket = new Socket(url, SUBPROTOCOL);
  } catch {
    return deadWire(events);
  }
  let ended = false;
  const end = (how: 'ended' | 'broken'): void => {
    if (ended) return;
    ended = true;
    socket.close();
    events.closed(how);
  };
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => ended || events.opened());
  socket.addEventListener('error', () => end('ended'));
  socket.addEventListener('close', () => end('ended'));
  socket.addEventListener('message', ({ data }) => {
    if (ended) return;
    if (data instanceof ArrayBuffer) events.received(new Uint8Array(data));
    else end('broken');
  });
  return {
    get waitingBytes() {
      return socket.bufferedAmount;
    },
    send(bytes) {
      if (socket.readyState === Socket.OPEN) socket.send(bytes);
    },
    close() {
      ended = true;
      socket.close();
    },
  };
}
