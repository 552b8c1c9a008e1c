/**
 * The STUN and TURN servers a connection may use: those of the settings, and, where a page hands out credentials for a
 * while only, those it gives, asked for again before they end.
 */
import { isIceUrl } from '../call/ice-url.ts';
import type { IceServer, Peer, PeerEvents, PeerOptions, TurnState } from '../call/ports.ts';
import type { Settings } from '../settings/schema.ts';

export interface IceSource {
  /** As they are now; credentials may be others a moment later. */
  servers(): readonly IceServer[];
  readonly turn: TurnState;
  /** Opens connections that use these servers, and learns from them whether TURN works. */
  wrap<Track>(open: OpenPeer<Track>): OpenPeer<Track>;
  /** The settings changed. */
  refresh(): void;
}

type OpenPeer<Track> = (options: PeerOptions<Track>, events: PeerEvents<Track>) => Peer<Track>;

export interface IceSourceOptions {
  settings(): Pick<Settings, 'turnServers' | 'turnCredentialsUrl' | 'hideAddress'>;
  /** The answer's JSON; throws where there is none. */
  fetchJson(url: string): Promise<unknown>;
  after(delayMs: number, action: () => void): () => void;
}

/** Credentials are asked for again after this share of their life. */
const REFRESH_RATIO = 0.8;
/** Answers that claim more or less are brought within. */
const MIN_LIFE_S = 30;
const MAX_LIFE_S = 7 * 86_400;
const DEFAULT_LIFE_S = 600;
const RETRY_MS = 15_000;
const MAX_URLS = 8;
const MAX_TEXT = 512;

export function createIceSource(options: IceSourceOptions): IceSource {
  return new LiveIceSource(options);
}

class LiveIceSource implements IceSource {
  readonly #options: IceSourceOptions;
  #lent: IceServer | null = null;
  #gaveWay = false;
  #cancel: () => void = () => undefined;
  #asked = 0;

  constructor(options: IceSourceOptions) {
    this.#options = options;
    this.refresh();
  }

  servers(): readonly IceServer[] {
    const own = this.#options.settings().turnServers.map(({ url, userName, password }) => ({
      urls: [url],
      ...(userName === '' ? {} : { username: userName, credential: password }),
    }));
    return this.#lent ? [...own, this.#lent] : own;
  }

  get turn(): TurnState {
    const isSet = this.servers().some(({ urls }) => urls.some((url) => url.startsWith('turn')));
    if (!isSet && this.#options.settings().turnCredentialsUrl === '') return 'none';
    return this.#gaveWay ? 'works' : 'silent';
  }

  wrap<Track>(open: OpenPeer<Track>): OpenPeer<Track> {
    const source = this;
    return (options, events) => {
      const candidate = (line: string) => {
        if (line.includes(' typ relay')) source.#gaveWay = true;
        events.candidate(line);
      };
      const live: PeerOptions<Track> = {
        ...options,
        // Read at every new connection and every restart, so that credentials are fresh there.
        get iceServers() {
          return source.servers();
        },
        relayOnly: options.relayOnly || source.#options.settings().hideAddress,
      };
      return open(live, { ...events, candidate });
    };
  }

  refresh(): void {
    this.#cancel();
    this.#gaveWay = false;
    const { turnCredentialsUrl } = this.#options.settings();
    if (turnCredentialsUrl === '') this.#lent = null;
    else void this.#ask(turnCredentialsUrl, ++this.#asked);
  }

  async #ask(url: string, asked: number): Promise<void> {
    const answer = await this.#options.fetchJson(url).then(readCredentials, () => null);
    if (asked !== this.#asked) return;
    if (answer) this.#lent = answer.server;
    const nextMs = answer ? answer.lifeS * 1000 * REFRESH_RATIO : RETRY_MS;
    this.#cancel = this.#options.after(nextMs, () => void this.#ask(url, asked));
  }
}

/**
 * The usual answer for short-lived credentials (draft-uberti-behave-turn-rest): `username`, `password`, `ttl` in seconds,
 * `uris`; also with the names of RTCIceServer.
 * @returns null when it is not that
 */
export function readCredentials(answer: unknown): { server: IceServer; lifeS: number } | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const fields = new Map(Object.entries(answer));
  const urls = [fields.get('uris') ?? fields.get('urls') ?? []].flat();
  const username = fields.get('username');
  const credential = fields.get('password') ?? fields.get('credential');
  const ttl = fields.get('ttl') ?? DEFAULT_LIFE_S;
  const areUrls = urls.length > 0 && urls.length <= MAX_URLS && urls.every((url) => isText(url) && isIceUrl(url));
  if (!areUrls || !isText(username) || !isText(credential) || typeof ttl !== 'number') return null;
  const lifeS = Math.min(MAX_LIFE_S, Math.max(MIN_LIFE_S, Number.isFinite(ttl) ? ttl : DEFAULT_LIFE_S));
  return { server: { urls: urls.map(String), username, credential }, lifeS };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT;
}
