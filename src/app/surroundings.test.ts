import { describe, expect, it } from 'vitest';
import { followCall } from './surroundings.ts';
import { World } from './world.test-kit.ts';

describe('the system around a call', () => {
  it('is told once of what changed, from the first moment to the last', async () => {
    const world = new World();
    const anna = world.browser();
    const told: string[] = [];
    followCall(anna.store, () => ({
      show: ({ muted, unread }) => told.push(`${muted ? 'muted' : 'open'} ${unread}`),
      close: () => told.push('closed'),
    }));
    anna.conductor.startCall();
    await world.run(3_000);
    expect(told).toEqual(['open 0']);
    anna.conductor.toggleMute();
    anna.conductor.leave();
    expect(told).toEqual(['open 0', 'muted 0', 'closed']);
  });
});
