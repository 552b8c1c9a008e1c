import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_ACCESS } from './access.ts';
import { readRelayConfig } from './config.ts';
import { DEFAULT_LIMITS } from './limits.ts';

describe('the settings of the relay', () => {
  it('are the defaults where nothing is said', () => {
    expect(readRelayConfig({ PATH: '/bin', HUMR_RELAY_CONNECTIONS: ' ' })).toEqual({
      limits: DEFAULT_LIMITS,
      access: DEFAULT_ACCESS,
    });
  });

  it('are what is said', () => {
    const { limits, access } = readRelayConfig({
      HUMR_RELAY_CONNECTIONS: '500',
      HUMR_RELAY_HOSTS: 'humr.example, relay.example',
      HUMR_RELAY_ORIGINS: 'https://pages.example:8443',
      HUMR_RELAY_TRUSTED_PROXIES: '1',
      HUMR_RELAY_NATIVE_CLIENTS: 'yes',
    });
    expect(limits).toEqual({ ...DEFAULT_LIMITS, connections: 500 });
    expect(access).toEqual({
      hosts: ['humr.example', 'relay.example'],
      origins: ['https://pages.example:8443'],
      trustedProxies: 1,
      nativeClients: true,
    });
  });

  it.each([
    [{ HUMR_RELAY_CONNECTIONS: '0' }, 'HUMR_RELAY_CONNECTIONS is not a whole number from 1 to 100000'],
    [{ HUMR_RELAY_CONNECTIONS: '1e3' }, 'HUMR_RELAY_CONNECTIONS is not a whole number from 1 to 100000'],
    [{ HUMR_RELAY_KEEP_ALIVE_S: '-45' }, 'HUMR_RELAY_KEEP_ALIVE_S is not a whole number from 45 to 3600'],
    [{ HUMR_RELAY_NATIVE_CLIENTS: 'true' }, 'HUMR_RELAY_NATIVE_CLIENTS is neither yes nor no'],
    [
      { HUMR_RELAY_HOSTS: 'a.example:80' },
      'HUMR_RELAY_HOSTS has "a.example:80", which is not a host name in lower case without port',
    ],
    [
      { HUMR_RELAY_ORIGINS: 'https://a.example/,*' },
      'HUMR_RELAY_ORIGINS has "https://a.example/", which is not an origin such as https://humr.example',
    ],
    [{ HUMR_RELAY_CONECTIONS: '5' }, 'HUMR_RELAY_CONECTIONS is no setting of the relay; relay/README.md lists them'],
  ])('are refused in words: %o', (environment, message) => {
    expect(() => readRelayConfig(environment)).toThrow(new Error(message));
  });

  it('are refused all at once', () => {
    const environment = { HUMR_RELAY_CONNECTIONS: 'many', HUMR_RELAY_TRUSTED_PROXIES: '9' };
    expect(() => readRelayConfig(environment)).toThrow(/CONNECTIONS is not[^\n]*\nHUMR_RELAY_TRUSTED_PROXIES is not/);
  });

  it('are all listed in the README, with their defaults', () => {
    const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
    for (const [limit, value] of Object.entries(DEFAULT_LIMITS)) {
      const name = limit.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
      expect(readme.replaceAll(/ +/g, ' ')).toContain(`| \`HUMR_RELAY_${name}\` | ${value} |`);
    }
  });
});
