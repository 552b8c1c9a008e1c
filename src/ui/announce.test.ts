import { describe, expect, it } from 'vitest';
import { type KnownView, UNKNOWN } from '../app/people-view.ts';
import type { Trust } from '../app/view.ts';
import { announcements } from './announce.ts';
import { fillName, sentences } from './sentences.ts';
import { callView, homeView, person } from './views.test-kit.ts';

const { announce } = sentences;

describe('announcements', () => {
  it('says who joined once they are connected, and not before', () => {
    const joining = callView({ people: [person({ connection: { state: 'joining' } })] });
    const joined = callView({ people: [person()] });
    expect(announcements(callView({}), joining)).toEqual([]);
    expect(announcements(joining, joined)).toEqual([fillName(announce.joined, 'Bo')]);
  });

  it('says who broke off and who is back', () => {
    const there = callView({ people: [person()] });
    const gone = callView({
      people: [person({ connection: { state: 'reconnecting', sinceMs: 0, isWaiting: false } })],
    });
    expect(announcements(there, gone)).toEqual([fillName(announce.reconnecting, 'Bo')]);
    expect(announcements(gone, there)).toEqual([fillName(announce.back, 'Bo')]);
  });

  it('says a departure once: by its notice where there is one', () => {
    const there = callView({ people: [person()] });
    const notices = [{ id: 1, code: 'PEER_LEFT', personName: 'Bo' }] as const;
    expect(announcements(there, callView({}))).toEqual([fillName(announce.gone, 'Bo')]);
    const { title, help } = sentences.troubles.PEER_LEFT;
    expect(announcements(there, callView({ notices }))).toEqual([fillName(`${title}. ${help}`, 'Bo')]);
  });

  it('says that one is muted when it is proven, and when one speaks unheard', () => {
    const muting = callView({ mute: { state: 'muting' } });
    const muted = callView({ mute: { state: 'muted', speakingWhileMuted: false } });
    const unheard = callView({ mute: { state: 'muted', speakingWhileMuted: true } });
    expect(announcements(callView({}), muting)).toEqual([]);
    expect(announcements(muting, muted)).toEqual([announce.muted]);
    expect(announcements(muted, unheard)).toEqual([sentences.call.mutedHint]);
    expect(announcements(unheard, callView({}))).toEqual([announce.unmuted]);
  });

  it('says that pictures match, and leaves the alarm to its dialog', () => {
    const seen = (trust: Trust) => callView({ people: [person({ trust })] });
    expect(announcements(seen('new'), seen('compared'))).toEqual([fillName(announce.compared, 'Bo')]);
    expect(announcements(seen('new'), seen('held'))).toEqual([]);
    expect(announcements(seen('held'), seen('differs'))).toEqual([fillName(announce.differs, 'Bo')]);
    expect(announcements(seen('compared'), seen('compared'))).toEqual([]);
  });

  it('says once what a key turned out to be, and whether they hear us', () => {
    const known = (change: Partial<KnownView>) => callView({ people: [person({ known: { ...UNKNOWN, ...change } })] });
    for (const standing of ['changed', 'rotated'] as const) {
      expect(announcements(known({}), known({ standing }))).toEqual([fillName(announce.changed, 'Bo')]);
      expect(announcements(known({ standing }), known({ standing }))).toEqual([]);
    }
    expect(announcements(known({}), known({ standing: 'verified' }))).toEqual([fillName(announce.verified, 'Bo')]);
    expect(announcements(known({}), known({ namesake: 'Bo' }))).toEqual([fillName(announce.namesake, 'Bo')]);
    expect(announcements(known({}), known({ holdsUs: true }))).toEqual([fillName(announce.holdsUs, 'Bo')]);
    expect(announcements(known({ holdsUs: true }), known({}))).toEqual([fillName(announce.released, 'Bo')]);
  });

  it('keeps quiet about levels, clocks and other screens', () => {
    const loud = callView({ people: [person({ meter: { levelDbfs: -10, speaking: true } })] }, { nowMs: 2_000_000 });
    expect(announcements(callView({ people: [person()] }), loud)).toEqual([]);
    expect(announcements(loud, homeView)).toEqual([]);
  });
});
