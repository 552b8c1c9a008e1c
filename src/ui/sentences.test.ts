import { describe, expect, it } from 'vitest';
import { callName, fillCount, fillName, sentences } from './sentences.ts';

describe('sentences', () => {
  it('say what happened and what to do for every trouble', () => {
    for (const [code, { title, help, short }] of Object.entries(sentences.troubles)) {
      expect(title, code).not.toMatch(/[.!]$/); // the place that shows it closes the sentence
      expect(help, code).toMatch(/\.$/);
      expect(short, code).not.toContain('{');
    }
  });

  it('keep the accessible names that others rely on', () => {
    expect(sentences.home.start).toBe('Start a call');
    expect(sentences.join.join).toBe('Join');
    const { mute, unmute, leave, copy, inviteLink, suppression, strength } = sentences.call;
    expect([mute, unmute, leave, copy]).toEqual(['Mute', 'Unmute', 'Leave', 'Copy link']);
    expect([inviteLink, suppression, strength]).toEqual(['Invite link', 'Noise suppression', 'Suppression strength']);
    expect(sentences.pictures.compare).toBe('Compare pictures');
    expect(sentences.level).toBe('Level');
  });
});

describe('filling in', () => {
  it('isolates a name, whatever it is made of', () => {
    expect(fillName('{name} left, {name}.', '$& مريم')).toBe('\u2068$& مريم\u2069 left, \u2068$& مريم\u2069.');
    expect(fillName('{name} left.', null)).toBe(`\u2068${sentences.someone}\u2069 left.`);
    expect(fillCount('in {count} s', 3)).toBe('in 3 s');
  });

  it('lets nobody pass for oneself', () => {
    expect(callName('Bo')).toBe('Bo');
    expect(callName('')).toBe(sentences.someone);
    for (const name of ['You', 'YOU', 'yöu']) expect(callName(name)).not.toBe(name);
  });
});
