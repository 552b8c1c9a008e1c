import { describe, expect, it } from 'vitest';
import { Talk } from './talk.ts';

function talk(mode: Talk['mode']): Talk {
  const made = new Talk();
  made.setMode(mode);
  made.begin();
  return made;
}

describe('when one is heard', () => {
  it('always, unless muted by hand', () => {
    const open = talk('open');
    expect(open.muted).toBe(false);
    open.toggleMute();
    expect(open.muted).toBe(true);
    open.hold(true);
    expect(open.held).toBe(false);
    open.toggleMute();
    expect(open.muted).toBe(false);
  });

  it('only while the key is held', () => {
    const pushed = talk('push-to-talk');
    expect(pushed.muted).toBe(true);
    pushed.hold(true);
    expect(pushed.muted).toBe(false);
    pushed.hold(false);
    expect(pushed.muted).toBe(true);
    pushed.toggleMute();
    expect(pushed.muted).toBe(true);
  });

  it('except while the key is held', () => {
    const pushed = talk('push-to-mute');
    pushed.hold(true);
    expect(pushed.muted).toBe(true);
    pushed.hold(false);
    expect(pushed.muted).toBe(false);
    pushed.toggleMute();
    pushed.hold(true);
    pushed.hold(false);
    expect(pushed.muted).toBe(true);
  });

  it('never while one hears nobody, and unmuting ends both', () => {
    for (const mode of ['open', 'push-to-talk', 'push-to-mute'] as const) {
      const deaf = talk(mode);
      deaf.hold(mode === 'push-to-talk');
      deaf.toggleDeafened();
      expect([deaf.muted, deaf.deafened]).toEqual([true, true]);
      deaf.toggleMute();
      expect([deaf.muted, deaf.deafened]).toEqual([false, false]);
    }
  });

  it('never because a mode changed while a key was down', () => {
    const pushed = talk('push-to-mute');
    pushed.hold(true);
    pushed.setMode('push-to-talk');
    expect(pushed.muted).toBe(true);
    pushed.hold(true);
    pushed.begin();
    expect(pushed.muted).toBe(true);
  });
});
