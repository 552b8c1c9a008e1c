import { describe, expect, it } from 'vitest';
import { UNKNOWN } from '../app/people-view.ts';
import type { PersonView } from '../app/view.ts';
import { ownWords, personWords, relayWords } from './call-words.ts';
import { sentences } from './sentences.ts';
import { person } from './views.test-kit.ts';

describe('ownWords', () => {
  it('never claims that noise is removed unless it is', () => {
    const open = { state: 'open' } as const;
    expect(ownWords({ state: 'live', processing: 'suppressed' }, open)).toBe('Noise removed');
    expect(ownWords({ state: 'live', processing: 'passed-through' }, open)).toBe('Noise kept');
    expect(ownWords({ state: 'live', processing: 'unprocessed' }, open)).toBe('Sent unprocessed');
    expect(ownWords({ state: 'off' }, open)).toBe(sentences.microphone.listenOnly);
  });

  it('claims mute only once it is measured', () => {
    const live = { state: 'live', processing: 'suppressed' } as const;
    expect(ownWords(live, { state: 'muting' })).toBe('Muting…');
    expect(ownWords(live, { state: 'muted', speakingWhileMuted: false })).toBe('Muted');
  });
});

const words = (change: Partial<PersonView>) => personWords(person(change));

describe('personWords', () => {
  it('puts the connection before the mute', () => {
    const away = { state: 'reconnecting', sinceMs: 0 } as const;
    expect(words({ connection: { state: 'joining' }, muted: true })).toBe('Connecting…');
    expect(words({ connection: { ...away, isWaiting: false }, muted: true })).toBe('Dropped. Reconnecting…');
    expect(words({ connection: { ...away, isWaiting: true }, muted: true })).toBe('Waiting for them…');
    expect(words({ connection: { state: 'over', code: 'PEER_LOST' } })).toBe('Connection lost');
    expect(words({ sound: 'silent' })).toBe('No sound');
    expect(words({ sound: 'paused' })).toBe('Microphone paused');
    expect(words({ muted: true })).toBe('Muted');
    expect(words({ connection: { state: 'connected', path: 'relayed' } })).toBe('Connected through a relay');
  });

  it('tells how good the connection is, a bad one before the way it takes', () => {
    const relayed = { state: 'connected', path: 'relayed' } as const;
    expect(words({ quality: 'excellent' })).toBe('Excellent connection');
    expect(words({ quality: 'good', connection: relayed })).toBe('Connected through a relay');
    expect(words({ quality: 'poor', connection: relayed })).toBe('Poor connection');
    expect(words({ quality: 'poor', muted: true })).toBe('Muted');
  });

  it('puts a hold before the mute and says why, and never calls a new person compared', () => {
    for (const hold of ['pictures', 'changed', 'stranger'] as const) {
      expect(words({ muted: true, trust: 'held', known: { ...UNKNOWN, hold } })).toBe(sentences.trust.held[hold]);
    }
    expect(words({ trust: 'differs' })).toBe(sentences.pictures.differs);
    expect(words({ trust: 'compared' })).toBe('Connected');
  });

  it('says that they hold us', () => {
    expect(words({ known: { ...UNKNOWN, holdsUs: true } })).toBe(sentences.trust.heldByThem);
  });
});

describe('relayWords', () => {
  it('is silent while the relay works, and tells a call in company that it goes on', () => {
    expect(relayWords({ state: 'open' }, false)).toBe('');
    expect(relayWords({ state: 'not-needed' }, true)).toBe('');
    const waiting = { state: 'waiting', code: 'RELAY_LOST', retryInMs: 2_100 } as const;
    expect(relayWords(waiting, false)).toContain('in 3 s');
    expect(relayWords(waiting, true)).toContain('Your call goes on');
  });
});
