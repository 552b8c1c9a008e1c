import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRelayUrl, defaultRelayUrl } from './relays.ts';

describe('the relay beside the page', () => {
  it.each([
    ['http://localhost:4173/', './', 'ws://localhost:4173/mqtt'],
    ['https://humr.example/', './', 'wss://humr.example/mqtt'],
    ['https://humr.example/app/?x=1#secret', './', 'wss://humr.example/app/mqtt'],
    ['https://humr.example/humr/index.html', '/humr/', 'wss://humr.example/humr/mqtt'],
  ])('of %s with base %s is %s', (page, base, relay) => {
    expect(defaultRelayUrl(page, base)).toBe(relay);
  });
});

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
