import { describe, expect, it } from 'vitest';
import type { CodeWay } from '../call/code-way.ts';
import { identityFingerprint } from '../trust/link.ts';
import { createCodes } from './codes.ts';
import { INITIAL_VIEW } from './initial-view.ts';
import { createViewStore } from './store.ts';
import { World } from './world.test-kit.ts';

const PAGE = 'https://humr.example/';
const KEY = new Uint8Array(32).fill(4);
const MINUTE_MS = 60_000;
const NO_TABS = { hold: () => () => undefined, isHeld: async () => false };

/** Somebody with the screen of the codes open; the ways lead nowhere. */
function person(world: World) {
  const store = createViewStore(INITIAL_VIEW);
  const opened: string[] = [];
  const way: CodeWay = {
    offer: async () => world.dice(100),
    answer: async () => world.dice(100),
    accept: async () => true,
    carrier: () => world.openCarrier({ received: () => undefined, changed: () => undefined }),
    close: () => undefined,
  };
  const codes = createCodes({
    store,
    openCodeWay: () => way,
    otherTabs: { ...NO_TABS, ask: async () => false, answer: () => () => undefined },
    caller: {
      openVoice: async () => null,
      identityKey: async () => KEY,
      enterVia: () => undefined,
      openLink: (fragment) => opened.push(fragment),
    },
    ports: {
      openPeer: () => {
        throw new TypeError('no peer is needed');
      },
      copyText: async () => true,
      shareLink: null,
      pageUrl: PAGE,
      nowMs: () => world.nowMs,
      epochS: () => Math.floor(world.nowMs / 1000),
      dice: (byteCount) => world.dice(byteCount),
      every: () => () => undefined,
      after: (delayMs, run) => world.after(delayMs, run),
      log: () => undefined,
    },
  });
  codes.openCodes();
  const view = () => {
    const { screen } = store.view;
    if (screen.name !== 'codes') throw new TypeError(`no codes but ${screen.name}`);
    return screen.codes;
  };
  const shown = () => {
    const codesView = view();
    if (codesView.state !== 'showing') throw new TypeError(`no code but ${codesView.state}`);
    return codesView.link;
  };
  const trouble = () => {
    const codesView = view();
    return 'trouble' in codesView ? codesView.trouble : null;
  };
  return { codes, view, shown, trouble, opened };
}

async function exchanged() {
  const world = new World();
  const [anna, ben] = [person(world), person(world)];
  anna.codes.makeCode();
  await world.run(0);
  return { world, anna, ben, offer: anna.shown() };
}

describe('a code', () => {
  it('takes the answer to itself and refuses one to another code', async () => {
    const { world, anna, ben, offer } = await exchanged();
    ben.codes.takeCode(offer);
    await world.run(0);
    const answer = ben.shown();
    const carol = person(world);
    carol.codes.makeCode();
    await world.run(0);
    carol.codes.takeCode(answer);
    await world.run(0);
    expect(carol.trouble()).toBe('CODE_OTHER');
    anna.codes.takeCode(answer);
    await world.run(0);
    expect(anna.view().state).toBe('connecting');
  });

  it('is refused ten minutes after its time, and a while later for clocks that differ', async () => {
    const { world, offer } = await exchanged();
    world.nowMs += 19 * MINUTE_MS;
    const early = person(world);
    early.codes.takeCode(offer);
    await world.run(0);
    expect(early.view().state).toBe('showing');
    world.nowMs += 2 * MINUTE_MS;
    const late = person(world);
    late.codes.takeCode(offer);
    await world.run(0);
    expect(late.view()).toEqual({ state: 'choosing', trouble: 'CODE_EXPIRED' });
  });

  it('ends by itself after ten minutes, with whatever was waiting', async () => {
    const { world, anna } = await exchanged();
    await world.run(10 * MINUTE_MS + 1);
    expect(anna.view()).toEqual({ state: 'choosing', trouble: 'CODE_EXPIRED' });
  });

  it.each([
    ['javascript:alert(1)', 'LINK_UNKNOWN'],
    ['https://humr.example/#', 'LINK_INCOMPLETE'],
    [`https://evil.example/#${'A'.repeat(51)}`, 'LINK_ELSEWHERE'],
    [`${PAGE}#${'A'.repeat(50)}`, 'LINK_INCOMPLETE'],
    [`${PAGE}#${'A'.repeat(100_000)}`, 'LINK_INCOMPLETE'],
  ])('is not %.30s…', async (text, trouble) => {
    const { opened, codes, trouble: shown } = person(new World());
    codes.takeCode(text);
    expect(shown()).toBe(trouble);
    expect(opened).toEqual([]);
  });

  it('names its maker by fingerprint', async () => {
    const { offer } = await exchanged();
    const bytes = Buffer.from(offer.split('#')[1]!, 'base64url');
    expect(new Uint8Array(bytes.subarray(18, 34))).toEqual(identityFingerprint(KEY));
  });
});
