import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCredentialsUrl, checkIceUrl, checkRelayUrl } from './server-urls.ts';

describe('a relay a person names', () => {
  it.each([
    ['wss://relay.example', 'wss://relay.example/'],
    ['  wss://relay.example:8084/mqtt?tenant=a ', 'wss://relay.example:8084/mqtt?tenant=a'],
    ['ws://localhost:9001/', 'ws://localhost:9001/'],
    ['ws://127.0.0.1:9001/', 'ws://127.0.0.1:9001/'],
    ['ws://127.1:9001/', 'ws://127.0.0.1:9001/'],
    ['ws://[::1]:9001/', 'ws://[::1]:9001/'],
  ])('is taken: %s', (text, url) => {
    expect(checkRelayUrl(text)).toEqual({ ok: true, url });
  });

  it.each([
    ['', 'RELAY_URL_MALFORMED'],
    ['relay.example', 'RELAY_URL_MALFORMED'],
    ['wss://', 'RELAY_URL_MALFORMED'],
    [`wss://relay.example/${'a'.repeat(2048)}`, 'RELAY_URL_MALFORMED'],
    ['https://relay.example', 'RELAY_URL_SCHEME'],
    ['javascript:alert(1)', 'RELAY_URL_SCHEME'],
    ['wss://me:pw@relay.example', 'RELAY_URL_CREDENTIALS'],
    ['ws://me@localhost/', 'RELAY_URL_CREDENTIALS'],
    ['wss://relay.example/#here', 'RELAY_URL_FRAGMENT'],
    ['ws://relay.example/', 'RELAY_URL_INSECURE'],
    ['ws://192.168.1.2/', 'RELAY_URL_INSECURE'],
    ['ws://127.0.0.1.evil.example/', 'RELAY_URL_INSECURE'],
    ['ws://notlocalhost/', 'RELAY_URL_INSECURE'],
    ['wss://192.168.1.2/', 'RELAY_URL_IP'],
    ['wss://0xC0A80102/', 'RELAY_URL_IP'],
    ['wss://[2001:db8::1]/', 'RELAY_URL_IP'],
  ])('is refused: %s (%s)', (text, code) => {
    expect(checkRelayUrl(text)).toEqual({ ok: false, code });
  });

  it('never makes the check throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'ws:', 'wss://', 'wss://['), fc.string(), (start, rest) => {
        expect(checkRelayUrl(start + rest).ok).toBeTypeOf('boolean');
      }),
    );
  });
});

describe('a STUN or TURN server a person names', () => {
  it('is taken with what it needs, and refused without', () => {
    expect(checkIceUrl(' stun:stun.example ', false)).toEqual({ ok: true, url: 'stun:stun.example' });
    expect(checkIceUrl('turn:turn.example:3478?transport=tcp', true)).toMatchObject({ ok: true });
    expect(checkIceUrl('turn:turn.example', false)).toEqual({ ok: false, code: 'ICE_URL_LOGIN' });
    expect(checkIceUrl('https://turn.example', true)).toEqual({ ok: false, code: 'ICE_URL_MALFORMED' });
  });
});

describe('an address that lends credentials', () => {
  it.each([
    ['', ''],
    ['/turn', 'https://humr.example/turn'],
    ['turn?x=1', 'https://humr.example/app/turn?x=1'],
    ['https://humr.example/turn', 'https://humr.example/turn'],
  ])('is taken: %s', (text, url) => {
    expect(checkCredentialsUrl(text, 'https://humr.example/app/')).toEqual({ ok: true, url });
  });

  it.each(['https://evil.example/turn', 'javascript:1', '//evil.example/', 'https://me@humr.example/', 'http://['])(
    'is refused: %s',
    (text) => expect(checkCredentialsUrl(text, 'https://humr.example/app/')).toMatchObject({ ok: false }),
  );
});
