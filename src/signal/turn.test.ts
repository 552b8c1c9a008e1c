import { describe, expect, it } from 'vitest';
import { isIceUrl } from '../call/ice-url.ts';
import type { Peer, PeerEvents, PeerOptions } from '../call/ports.ts';
import { createFakePlatform } from './platform.test-kit.ts';
import { createIceSource, readCredentials } from './turn.ts';

const TURN = { url: 'turn:turn.example:3478', userName: 'anna', password: 'secret' };
const ANSWER = { username: '17:anna', password: 'x=', ttl: 100, uris: ['turn:turn.example?transport=tcp'] };

function open(settings: { turnServers?: (typeof TURN)[]; turnCredentialsUrl?: string; hideAddress?: boolean }) {
  const platform = createFakePlatform();
  const answers: unknown[] = [];
  const now = { turnServers: [], turnCredentialsUrl: '', hideAddress: false, ...settings };
  const asked: string[] = [];
  const fetchJson = async (url: string) => {
    asked.push(url);
    const answer = answers.shift();
    if (answer === undefined) throw new TypeError('no answer');
    return answer;
  };
  const make = () => createIceSource({ settings: () => now, fetchJson, after: platform.after });
  return { platform, answers, asked, make };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the servers of a connection', () => {
  it('are those of the settings, with their credentials', () => {
    const source = open({ turnServers: [TURN, { url: 'stun:stun.example', userName: '', password: '' }] }).make();
    expect(source.servers()).toEqual([
      { urls: [TURN.url], username: 'anna', credential: 'secret' },
      { urls: ['stun:stun.example'] },
    ]);
    expect(source.turn).toBe('silent');
    expect(open({}).make().turn).toBe('none');
    expect(open({ turnServers: [{ url: 'stun:a', userName: '', password: '' }] }).make().turn).toBe('none');
  });

  it('with lent credentials are asked for again before four fifths of their life are over', async () => {
    const { platform, answers, asked, make } = open({ turnCredentialsUrl: '/turn' });
    answers.push(ANSWER, { ...ANSWER, username: '18:anna' });
    const source = make();
    await settled();
    expect(source.servers()).toEqual([{ urls: ANSWER.uris, username: '17:anna', credential: 'x=' }]);
    platform.pass(79_000);
    expect(asked).toHaveLength(1);
    platform.pass(1_000);
    await settled();
    expect(source.servers()[0]!.username).toBe('18:anna');
  });

  it('stay as they were while nobody lends new ones, and are asked for again', async () => {
    const { platform, answers, asked, make } = open({ turnCredentialsUrl: '/turn' });
    answers.push(ANSWER);
    const source = make();
    await settled();
    platform.pass(80_000);
    await settled();
    expect(source.servers()[0]!.username).toBe('17:anna');
    platform.pass(15_000);
    expect(asked).toHaveLength(3);
  });

  it('reach every connection, also one that began before they changed', async () => {
    const { answers, make } = open({ turnCredentialsUrl: '/turn', hideAddress: true });
    answers.push(ANSWER);
    const source = make();
    const seen: PeerOptions<null>[] = [];
    const heard: PeerEvents<null>[] = [];
    const opened = source.wrap<null>((options, events) => {
      seen.push(options);
      heard.push(events);
      return {} as Peer<null>;
    });
    const lines: string[] = [];
    opened({ track: null, iceServers: [], relayOnly: false }, {
      candidate: (line) => void lines.push(line),
    } as Partial<PeerEvents<null>> as PeerEvents<null>);
    expect(seen[0]!.relayOnly).toBe(true);
    expect(seen[0]!.iceServers).toEqual([]);
    await settled();
    expect(seen[0]!.iceServers).toHaveLength(1);
    expect(source.turn).toBe('silent');
    heard[0]!.candidate('candidate:1 1 udp 1 192.0.2.1 5000 typ relay raddr 0.0.0.0 rport 9');
    expect(source.turn).toBe('works');
    expect(lines).toHaveLength(1);
  });
});

describe('an answer with credentials', () => {
  it.each([
    [null],
    ['text'],
    [{}],
    [{ ...ANSWER, uris: [] }],
    [{ ...ANSWER, uris: ['https://evil.example'] }],
    [{ ...ANSWER, uris: Array(9).fill('turn:a') }],
    [{ ...ANSWER, username: 7 }],
    [{ ...ANSWER, password: 'x'.repeat(600) }],
    [{ ...ANSWER, ttl: '60' }],
  ])('%j is refused', (answer) => {
    expect(readCredentials(answer)).toBeNull();
  });

  it('with names of RTCIceServer is taken, its life within reason', () => {
    const { uris, password, ...rest } = ANSWER;
    expect(readCredentials({ ...rest, urls: uris[0], credential: password, ttl: 0 })).toEqual({
      server: { urls: uris, username: rest.username, credential: password },
      lifeS: 30,
    });
  });
});

describe('the address of a server', () => {
  it.each(['stun:a.example', 'turn:192.0.2.1:3478', 'turns:a.example:443?transport=tcp', 'turn:[2001:db8::1]:3478'])(
    '%s is one',
    (url) => expect(isIceUrl(url)).toBe(true),
  );
  it.each(['', 'a.example', 'https://a.example', 'turn://a.example', 'turn:a b', 'turn:u@a.example', 'turn:a?x=1'])(
    '%s is none',
    (url) => expect(isIceUrl(url)).toBe(false),
  );
});
