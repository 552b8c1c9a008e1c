import { afterEach, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { NOTHING_PAUSED } from '../app/paused-view.ts';
import { NOTHING_SHARED, type SharingView } from '../app/sharing-view.ts';
import './theme.css';
import './stage.ts';
import type { StageElement } from './stage.ts';
import { person } from './views.test-kit.ts';

const people = [person({ id: 'b', name: 'Bo' }), person({ id: 'c', name: 'Cleo' })];
const NOTE = 'Paused: the network has no room';

/** A picture that stands in for a screen. */
function picture(): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d')?.fillRect(0, 0, canvas.width, canvas.height);
  return canvas.captureStream(5);
}

async function show(sharing: Partial<SharingView>): Promise<StageElement> {
  const stage = document.createElement('humr-stage') as StageElement; // defined by the import above
  Object.assign(stage, { people, sharing: { ...NOTHING_SHARED, ...sharing } });
  document.body.replaceChildren(stage);
  await stage.updateComplete;
  return stage;
}

afterEach(() => document.body.replaceChildren());

describe('a picture for which the network has no room', () => {
  it('is called paused for whoever looks at it, and for as long as it is', async () => {
    const screens = [{ id: 'b', picture: picture(), hasSound: false, volumeRatio: 1 }];
    const theirs = { ...NOTHING_PAUSED.theirs, screen: ['b'] };
    const stage = await show({ screens, paused: { ...NOTHING_PAUSED, theirs } });
    await expect.element(page.getByText(NOTE)).toBeVisible();
    stage.sharing = { ...stage.sharing, paused: NOTHING_PAUSED };
    await stage.updateComplete;
    expect(page.getByText(NOTE).query()).toBeNull();
  });

  it('is called paused for the one who does not get it, or for all', async () => {
    const own = { state: 'on', style: 'sharp', hasSound: false, picture: picture() } as const;
    const pausedFor = (screen: readonly string[]) => ({
      ...NOTHING_PAUSED,
      own: { ...NOTHING_PAUSED.own, screen },
    });
    await show({ own, paused: pausedFor(['c']) });
    await expect.element(page.getByText(/Paused for .?Cleo/)).toBeVisible();
    await show({ own, paused: pausedFor(['b', 'c']) });
    await expect.element(page.getByText(NOTE, { exact: true })).toBeVisible();
  });
});
