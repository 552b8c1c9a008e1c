/** The relay's settings from environment variables: all that is wrong is said at once, in one sentence each. */
import { type Access, DEFAULT_ACCESS } from './access.ts';
import { DEFAULT_LIMITS, MAX_FRAME_BYTES, type RelayLimits } from './limits.ts';

export interface RelayConfig {
  readonly limits: RelayLimits;
  readonly access: Access;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PREFIX = 'HUMR_RELAY_';

/** Variable without prefix, limit, smallest and largest value. */
const LIMITS: readonly (readonly [string, keyof RelayLimits, number, number])[] = [
  ['CONNECTIONS', 'connections', 1, 100_000],
  ['CONNECTIONS_PER_ADDRESS', 'connectionsPerAddress', 1, 100_000],
  ['CONNECTIONS_PER_S', 'connectionsPerS', 1, 100_000],
  ['CONNECTION_BURST', 'connectionBurst', 1, 1_000_000],
  ['TOPICS_PER_CONNECTION', 'topicsPerConnection', 3, 1_000],
  ['MESSAGES_PER_S', 'messagesPerS', 1, 100_000],
  ['MESSAGE_BURST', 'messageBurst', 10, 1_000_000],
  ['BYTES_PER_S', 'bytesPerS', 1_024, 1_000_000_000],
  ['BYTE_BURST', 'byteBurst', MAX_FRAME_BYTES, 1_000_000_000],
  ['CONNECT_TIMEOUT_MS', 'connectTimeoutMs', 100, 60_000],
  ['KEEP_ALIVE_S', 'keepAliveS', 45, 3_600],
  ['DRAIN_TIMEOUT_MS', 'drainTimeoutMs', 1_000, 300_000],
];
const ACCESS_NAMES = ['HOSTS', 'ORIGINS', 'TRUSTED_PROXIES', 'NATIVE_CLIENTS'] as const;
const MAX_PROXIES = 5;

/** @throws {Error} whose message has one line per mistake */
export function readRelayConfig(environment: Environment): RelayConfig {
  const troubles = unknownNames(environment);
  const reader = new Reader(environment, troubles);
  const limits = { ...DEFAULT_LIMITS };
  for (const [name, limit, least, most] of LIMITS) {
    Object.assign(limits, { [limit]: reader.wholeNumber(name, least, most, DEFAULT_LIMITS[limit]) });
  }
  const access: Access = {
    hosts: reader.list('HOSTS', /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'a host name in lower case without port'),
    origins: reader.list('ORIGINS', /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/, 'an origin such as https://humr.example'),
    trustedProxies: reader.wholeNumber('TRUSTED_PROXIES', 0, MAX_PROXIES, DEFAULT_ACCESS.trustedProxies),
    nativeClients: reader.yesOrNo('NATIVE_CLIENTS', DEFAULT_ACCESS.nativeClients),
  };
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
  return { limits, access };
}

function unknownNames(environment: Environment): string[] {
  const known = new Set([...LIMITS.map(([name]) => name), ...ACCESS_NAMES].map((name) => PREFIX + name));
  const unknown = Object.keys(environment).filter((name) => name.startsWith(PREFIX) && !known.has(name));
  return unknown.map((name) => `${name} is no setting of the relay; relay/README.md lists them`);
}

class Reader {
  readonly #environment: Environment;
  readonly #troubles: string[];

  constructor(environment: Environment, troubles: string[]) {
    this.#environment = environment;
    this.#troubles = troubles;
  }

  wholeNumber(name: string, least: number, most: number, preset: number): number {
    const text = this.#text(name);
    if (text === null) return preset;
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    return this.#complain(name, `is not a whole number from ${least} to ${most}`, preset);
  }

  yesOrNo(name: string, preset: boolean): boolean {
    const text = this.#text(name);
    if (text === null) return preset;
    return text === 'yes' || text === 'no' ? text === 'yes' : this.#complain(name, 'is neither yes nor no', preset);
  }

  list(name: string, form: RegExp, what: string): readonly string[] {
    const entries = this.#text(name)?.split(',') ?? [];
    const trimmed = entries.map((entry) => entry.trim());
    const wrong = trimmed.find((entry) => !form.test(entry));
    return wrong === undefined ? trimmed : this.#complain(name, `has "${wrong}", which is not ${what}`, []);
  }

  /** An empty variable is one that is not there. */
  #text(name: string): string | null {
    return this.#environment[PREFIX + name]?.trim() || null;
  }

  #complain<T>(name: string, what: string, preset: T): T {
    this.#troubles.push(`${PREFIX}${name} ${what}`);
    return preset;
  }
}
