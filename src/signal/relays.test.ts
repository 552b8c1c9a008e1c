import { describe, expect, it } from 'vitest';
import { defaultRelayUrl, withLogins } from './relays.ts';

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

describe('the relays of the settings', () => {
  const login = { url: 'wss://a.example/', userName: 'anna', password: 'secret' };

  it('bring what is to be said to each, in their order', () => {
    expect(withLogins(['wss://b.example/', login.url], [login], 'wss://own/')).toEqual([
      { url: 'wss://b.example/' },
      login,
    ]);
  });

  it('are the one of the page where none is named', () => {
    expect(withLogins([], [login], 'wss://own/')).toEqual([{ url: 'wss://own/' }]);
  });
});
