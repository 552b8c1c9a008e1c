import { describe, expect, it } from 'vitest';
import { headerPolicy, metaPolicy } from './headers.ts';

/** A policy as its directives. */
function parse(policy: string): Map<string, string[]> {
  return new Map(policy.split('; ').map((directive) => [directive.split(' ')[0]!, directive.split(' ').slice(1)]));
}

describe('the content security policy', () => {
  it.each([
    ['localhost:4173', false, 'ws://localhost:4173'],
    ['192.168.1.7:4173', true, 'wss://192.168.1.7:4173'],
    ['[::1]:4173', false, 'ws://[::1]:4173'],
    ['humr.example', true, 'wss://humr.example'],
  ])('names the relay of the page on %s', (host, encrypted, relay) => {
    expect(parse(headerPolicy(host, encrypted)).get('connect-src')).toEqual(
      expect.arrayContaining(["'self'", 'wss:', relay]),
    );
  });

  it.each([undefined, 'a b', "x; script-src 'unsafe-inline'", 'x,y', 'x\r\nSet-Cookie: a'])(
    'lets no foreign text in through a Host of %j',
    (host) => {
      expect(headerPolicy(host, false)).toBe(headerPolicy(undefined, false));
    },
  );

  it('allows scripts from here only, through our two trusted types', () => {
    for (const policy of [parse(metaPolicy()), parse(headerPolicy('localhost:1', false))]) {
      expect(policy.get('default-src')).toEqual(["'none'"]);
      expect(policy.get('script-src')).toEqual(["'self'"]);
      expect(policy.get('trusted-types')).toEqual(['lit-html', 'humr']);
      expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
    }
  });

  it('keeps the page out of frames by header, and out of meta what browsers ignore there', () => {
    expect(parse(headerPolicy('localhost:1', false)).get('frame-ancestors')).toEqual(["'none'"]);
    expect(parse(metaPolicy()).has('frame-ancestors')).toBe(false);
  });
});
