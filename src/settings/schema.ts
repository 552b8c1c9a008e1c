/** What is kept between visits: every field with its default, its place in the record, and what it may hold. */

/** Where the voice chain runs: `auto` is the quickest place that keeps up. Each choice falls back on the others. */
export type VoiceShellChoice = 'auto' | 'worker' | 'worklet';

/** When one's own voice is sent: always but when muted, only while a key is held, or always but while it is held. */
export type TalkMode = 'open' | 'push-to-talk' | 'push-to-mute';

/** A server with what it wants to hear of whoever comes; both texts empty where it wants nothing. */
export interface ServerLogin {
  readonly url: string;
  readonly userName: string;
  readonly password: string;
}

/** `system`: light or dark as the system is. */
export type ThemeChoice = 'system' | 'light' | 'dark';

/** `auto`: whatever the browser prefers, of those there are. */
export type LanguageChoice = 'auto' | 'en' | 'de' | 'fr' | 'es' | 'ar';

export interface Settings {
  /** Shape of the stored record; rises with every migration. */
  readonly version: 2;
  /** Device to be preferred (its `deviceId`); empty means the one the browser chooses. */
  readonly microphoneId: string;
  readonly speakerId: string;
  readonly suppression: boolean;
  /** 0..1. */
  readonly suppressionStrengthRatio: number;
  readonly gainControl: boolean;
  /** Whether what lies below every voice is taken off. */
  readonly highPass: boolean;
  /** Whether pauses are silenced completely. */
  readonly gate: boolean;
  readonly voiceShell: VoiceShellChoice;
  /** Relays in order of preference, wss: (or ws: on this machine); empty means the one that served the page. */
  readonly relayUrls: readonly string[];
  /** For those of the relays that want a user name and a password, or a token as password. */
  readonly relayLogins: readonly ServerLogin[];
  /** STUN and TURN servers (RFC 7064, 7065) in no order. */
  readonly turnServers: readonly ServerLogin[];
  /** Address on this page's site that lends TURN credentials for a while; empty for none. */
  readonly turnCredentialsUrl: string;
  /** Everything goes through TURN, so that others do not learn one's network address. */
  readonly hideAddress: boolean;
  /** Where the figures of calls are sent (OTLP over HTTP); empty means nowhere. */
  readonly collectorUrl: string;
  /** Own display name, normalised; empty when never given. */
  readonly selfName: string;
  readonly language: LanguageChoice;
  readonly theme: ThemeChoice;
  readonly talkMode: TalkMode;
  /** Keys by their place on the keyboard (`KeyboardEvent.code`, W3C UI Events); empty means none. */
  readonly talkKey: string;
  readonly muteKey: string;
  readonly deafenKey: string;
}

export const DEFAULT_SETTINGS: Settings = {
  version: 2,
  microphoneId: '',
  speakerId: '',
  suppression: true,
  suppressionStrengthRatio: 0.8,
  gainControl: true,
  highPass: true,
  gate: false,
  voiceShell: 'auto',
  relayUrls: [],
  relayLogins: [],
  turnServers: [],
  turnCredentialsUrl: '',
  hideAddress: false,
  collectorUrl: '',
  selfName: '',
  language: 'auto',
  theme: 'system',
  talkMode: 'open',
  talkKey: 'Space',
  muteKey: 'KeyM',
  deafenKey: '',
};

export type Field = Exclude<keyof Settings, 'version'>;
type Section = 'audio' | 'processing' | 'network' | 'security' | 'interface';

/** What a field must be. */
export type Rule =
  | { readonly kind: 'flag' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'text'; readonly maxLength: number }
  | { readonly kind: 'texts'; readonly maxCount: number; readonly maxLength: number }
  | { readonly kind: 'logins'; readonly maxCount: number; readonly maxLength: number };

export interface FieldPlace {
  readonly section: Section;
  /** Name within its section of the record. */
  readonly key: string;
  readonly rule: Rule;
}

const FLAG: Rule = { kind: 'flag' };
const RATIO: Rule = { kind: 'number', min: 0, max: 1 };
const DEVICE: Rule = { kind: 'text', maxLength: 256 };
/** The longest name of a key in the standard has 18 characters. */
const KEY: Rule = { kind: 'text', maxLength: 32 };

/** Another field is one line here, one in `Settings` and one in its defaults; records without it are filled up. */
export const FIELDS: Readonly<Record<Field, FieldPlace>> = {
  microphoneId: { section: 'audio', key: 'microphone', rule: DEVICE },
  speakerId: { section: 'audio', key: 'speaker', rule: DEVICE },
  suppression: { section: 'processing', key: 'suppression', rule: FLAG },
  suppressionStrengthRatio: { section: 'processing', key: 'strength', rule: RATIO },
  gainControl: { section: 'processing', key: 'loudness', rule: FLAG },
  highPass: { section: 'processing', key: 'highPass', rule: FLAG },
  gate: { section: 'processing', key: 'gate', rule: FLAG },
  voiceShell: { section: 'processing', key: 'shell', rule: { kind: 'choice', of: ['auto', 'worker', 'worklet'] } },
  // At most this many relays are tried; a longer list is a mistake.
  relayLogins: { section: 'network', key: 'relayLogins', rule: { kind: 'logins', maxCount: 8, maxLength: 512 } },
  turnServers: { section: 'network', key: 'turn', rule: { kind: 'logins', maxCount: 8, maxLength: 512 } },
  turnCredentialsUrl: { section: 'network', key: 'turnCredentials', rule: { kind: 'text', maxLength: 512 } },
  hideAddress: { section: 'network', key: 'hideAddress', rule: FLAG },
  relayUrls: { section: 'network', key: 'relays', rule: { kind: 'texts', maxCount: 8, maxLength: 512 } },
  collectorUrl: { section: 'network', key: 'collector', rule: { kind: 'text', maxLength: 512 } },
  selfName: { section: 'interface', key: 'name', rule: { kind: 'text', maxLength: 256 } },
  language: {
    section: 'interface',
    key: 'language',
    rule: { kind: 'choice', of: ['auto', 'en', 'de', 'fr', 'es', 'ar'] },
  },
  theme: { section: 'interface', key: 'theme', rule: { kind: 'choice', of: ['system', 'light', 'dark'] } },
  talkMode: {
    section: 'interface',
    key: 'talk',
    rule: { kind: 'choice', of: ['open', 'push-to-talk', 'push-to-mute'] },
  },
  talkKey: { section: 'interface', key: 'talkKey', rule: KEY },
  muteKey: { section: 'interface', key: 'muteKey', rule: KEY },
  deafenKey: { section: 'interface', key: 'deafenKey', rule: KEY },
};

export const FIELD_NAMES = Object.keys(FIELDS) as readonly Field[];

/** A field's address in the record, such as `processing.strength`. */
export function pathOf(field: Field): string {
  const { section, key } = FIELDS[field];
  return `${section}.${key}`;
}

export function isAllowed(rule: Rule, value: unknown): boolean {
  switch (rule.kind) {
    case 'flag':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && value >= rule.min && value <= rule.max;
    case 'choice':
      return typeof value === 'string' && rule.of.includes(value);
    case 'text':
      return isText(value, rule.maxLength);
    case 'logins':
      return Array.isArray(value) && value.length <= rule.maxCount && value.every((it) => isLogin(it, rule.maxLength));
    case 'texts':
      return (
        Array.isArray(value) && value.length <= rule.maxCount && value.every((text) => isText(text, rule.maxLength))
      );
  }
}

function isLogin(value: unknown, maxLength: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map(Object.entries(value));
  const isWhole = ['url', 'userName', 'password'].every((name) => isText(fields.get(name), maxLength));
  return isWhole && fields.size === 3;
}

function isText(value: unknown, maxLength: number): boolean {
  return typeof value === 'string' && value.length <= maxLength;
}
