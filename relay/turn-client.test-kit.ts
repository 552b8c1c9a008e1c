/** Just enough of a TURN client (RFC 8656) to ask a server for a relayed address, and for leave to send to somebody. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';

const COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const ALLOCATE = 0x0003;
const CREATE_PERMISSION = 0x0008;
const ERROR_BIT = 0x0110;
const USERNAME = 0x0006;
const INTEGRITY = 0x0008;
const INTEGRITY_BYTES = 24;
const ERROR_CODE = 0x0009;
const XOR_PEER_ADDRESS = 0x0012;
const REALM = 0x0014;
const NONCE = 0x0015;
const REQUESTED_TRANSPORT = 0x0019;
const UDP = 17;
const TRANSACTION_AT = 8;
/** Datagrams get lost, and a server that starts may hear TCP first. */
const AGAIN_MS = 500;
const PATIENCE_MS = 10_000;

export interface TurnAnswers {
  /** 0 for a relayed address, else the code of the error. */
  readonly allocation: number;
  /** Of each peer asked for, in order; empty without an allocation. */
  readonly permissions: readonly number[];
}

type Attribute = readonly [type: number, value: Buffer];

/** @param peers IPv4 addresses that are asked for leave to send to */
export async function askTurn(
  port: number,
  { username, password }: { username: string; password: string },
  peers: readonly string[],
): Promise<TurnAnswers> {
  const socket = createSocket('udp4');
  const ask = (type: number, attributes: readonly Attribute[], key?: Buffer) =>
    exchange(socket, port, message(type, attributes, key));
  try {
    const transport: Attribute = [REQUESTED_TRANSPORT, Buffer.from([UDP, 0, 0, 0])];
    const challenge = await ask(ALLOCATE, [transport]);
    const [realm, nonce] = [attribute(challenge, REALM), attribute(challenge, NONCE)];
    if (!realm || !nonce) throw new Error('the TURN server asks nobody for a password');
    const key = createHash('md5').update(`${username}:${realm}:${password}`).digest();
    const signed: readonly Attribute[] = [
      [USERNAME, Buffer.from(username)],
      [REALM, realm],
      [NONCE, nonce],
    ];
    const allocation = codeOf(await ask(ALLOCATE, [transport, ...signed], key));
    const permissions: number[] = [];
    for (const peer of allocation === 0 ? peers : []) {
      permissions.push(codeOf(await ask(CREATE_PERMISSION, [[XOR_PEER_ADDRESS, xorAddress(peer)], ...signed], key)));
    }
    return { allocation, permissions };
  } finally {
    socket.close();
  }
}

function exchange(socket: Socket, port: number, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const send = () => socket.send(request, port, '127.0.0.1');
    const again = setInterval(send, AGAIN_MS);
    const late = setTimeout(() => settle(() => reject(new Error('the TURN server does not answer'))), PATIENCE_MS);
    const hear = (answer: Buffer) => {
      if (transactionOf(answer).equals(transactionOf(request))) settle(() => resolve(answer));
    };
    const settle = (end: () => void) => {
      clearInterval(again);
      clearTimeout(late);
      socket.off('message', hear);
      end();
    };
    socket.on('message', hear);
    send();
  });
}

const transactionOf = (bytes: Buffer) => bytes.subarray(TRANSACTION_AT, HEADER_BYTES);

function message(type: number, attributes: readonly Attribute[], key?: Buffer): Buffer {
  const body = Buffer.concat(attributes.map(([kind, value]) => attributeBytes(kind, value)));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(type, 0);
  header.writeUInt32BE(COOKIE, 4);
  randomBytes(HEADER_BYTES - TRANSACTION_AT).copy(header, TRANSACTION_AT);
  // The length already counts the signature that is made over it.
  header.writeUInt16BE(body.length + (key ? INTEGRITY_BYTES : 0), 2);
  const unsigned = Buffer.concat([header, body]);
  if (!key) return unsigned;
  const signature = createHmac('sha1', key).update(unsigned).digest();
  return Buffer.concat([unsigned, attributeBytes(INTEGRITY, signature)]);
}

function attributeBytes(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(4 + 4 * Math.ceil(value.length / 4));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

function attribute(answer: Buffer, wanted: number): Buffer | null {
  for (let at = HEADER_BYTES; at + 4 <= answer.length; ) {
    const [type, length] = [answer.readUInt16BE(at), answer.readUInt16BE(at + 2)];
    if (type === wanted) return answer.subarray(at + 4, at + 4 + length);
    at += 4 + 4 * Math.ceil(length / 4);
  }
  return null;
}

function codeOf(answer: Buffer): number {
  if ((answer.readUInt16BE(0) & ERROR_BIT) !== ERROR_BIT) return 0;
  const code = attribute(answer, ERROR_CODE);
  return code ? 100 * code.readUInt8(2) + code.readUInt8(3) : Number.NaN;
}

/** Section 14.2 of RFC 8489. */
function xorAddress(address: string): Buffer {
  const bytes = Buffer.from([0, 1, 0, 0, ...address.split('.').map(Number)]);
  bytes.writeUInt16BE(9 ^ (COOKIE >>> 16), 2);
  bytes.writeUInt32BE((bytes.readUInt32BE(4) ^ COOKIE) >>> 0, 4);
  return bytes;
}
