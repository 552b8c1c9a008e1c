import { describe, expect, it } from 'vitest';
import { ownWords, personWords, relayWords } from './call-words.ts';
import { sentences } from './sentences.ts';

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

describe('personWords', () => {
  it('puts the connection before the mute', () => {
    expect(personWords({ state: 'joining' }, true)).toBe('Connecting…');
    expect(personWords({ state: 'reconnecting', sinceMs: 0 }, true)).toBe('Reconnecting…');
    expect(personWords({ state: 'over', code: 'PEER_LOST' }, false)).toBe('Connection lost');
    expect(personWords({ state: 'connected' }, true)).toBe('Muted');
  });

  it('puts pictures that differ before the mute, and never calls a new person compared', () => {
    expect(personWords({ state: 'connected' }, true, 'held')).toBe(sentences.pictures.held);
    expect(personWords({ state: 'connected' }, false, 'differs')).toBe(sentences.pictures.differs);
    expect(personWords({ state: 'connected' }, false, 'compared')).toBe('Connected');
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
