import { describe, expect, it } from 'vitest';
import { makeClip, RATE_HZ } from './clips.ts';
import { measureCost, median } from './cost.ts';
import { createDice } from './dice.ts';
import { parseOptions } from './options.ts';
import { type Peer, runAligned, runThrough } from './peers/processor.ts';
import { jitsiPeer, shiguredoPeer } from './peers/rnnoise.ts';
import { speexPeer } from './peers/speex.ts';
import { judgePeer, rowOf } from './rows.ts';
import { generateVoice } from './synthetic.ts';
import { mainTable, meanInterval } from './table.ts';
import { createGain, createSuppressor, createVad } from './voice.ts';

const MS = 48;
/** A second or less on a quiet machine. */
const BUSY = { timeout: 30_000 };
const rms = (signal: Float32Array) => Math.sqrt(signal.reduce((sum, x) => sum + x * x, 0) / signal.length);

/** Halves everything, 5 ms late. */
const halver: Peer = {
  name: 'halver',
  create: () => {
    const held = new Float32Array(240);
    return {
      frameSize: 240,
      process(input, output) {
        output.set(held.map((x) => x / 2));
        held.set(input);
      },
    };
  },
};

describe('the bench', () => {
  it('measures a processor whose figures are known', BUSY, async () => {
    const dice = createDice(17);
    const voice = generateVoice(dice, 2.5);
    const noise = Float32Array.from(voice, () => 0.02 * (dice() - 0.5));
    const named = { id: 'x', noiseClass: 'white', highestHz: 20_000 };
    const clips = [
      makeClip({ ...named, kind: 'noisy' }, voice, noise),
      makeClip({ ...named, kind: 'clean' }, voice, new Float32Array(0)),
    ];
    const verdict = await judgePeer(halver, clips, null, () => undefined);
    const row = rowOf(verdict, undefined);
    expect(row.delayMs).toBeCloseTo(5, 2);
    expect(row.siSdrGainDb).toBeCloseTo(0, 6);
    expect(row.cleanKept).toBeCloseTo(0.25, 4);
    expect(row.speechKept).toBeCloseTo(0.25, 1);
    expect(row.pauseDb).toBeCloseTo(20 * Math.log10(0.5), 6);
    expect([row.ovrl, row.sig, row.bak, row.cpuVsJitsi]).toEqual([null, null, null, null]);
    expect(mainTable([verdict], new Map()).split('\n')).toHaveLength(2);
  });

  it('aligns the output with the input', () => {
    const input = Float32Array.from({ length: 1000 }, (_, n) => n);
    expect(runThrough(halver.create(), input).output[340]).toBe(50);
    expect([...runAligned(halver.create(), input, 240).output]).toEqual([...input].map((x) => x / 2));
  });

  it.each([
    ['@jitsi/rnnoise-wasm', jitsiPeer, 20],
    ['@shiguredo/rnnoise-wasm', shiguredoPeer, 20],
    ['speex', speexPeer, 20],
  ])('runs %s, which quietens noise', BUSY, (name, makePeer, delayMs) => {
    const peer = makePeer();
    expect(peer.name).toBe(name);
    const dice = createDice(11);
    const noise = Float32Array.from({ length: 3 * RATE_HZ }, () => 0.05 * (2 * dice() - 1));
    const { output } = runAligned(peer.create(), noise, delayMs * MS);
    expect(output.every(Number.isFinite)).toBe(true);
    expect(rms(output.subarray(2 * RATE_HZ))).toBeLessThan(0.6 * rms(noise));
  });

  it('offers our chain in equal frames', () => {
    const parts = [createSuppressor, createVad, createGain].map((create) => create({ sampleRate: RATE_HZ }));
    expect(parts.map((part) => part.frameSize)).toEqual([480, 480, 480]);
  });
});

describe('cost', () => {
  it('is a ratio to the reference in the same turn, whatever the machine does meanwhile', () => {
    let usedMs = 0;
    let slowness = 1;
    const peer = (name: string, frameMs: number): Peer => ({
      name,
      create: () => ({
        frameSize: 480,
        process: () => {
          slowness *= 1.0001;
          usedMs += frameMs * slowness;
        },
      }),
    });
    const peers = [peer('reference', 1), peer('ours', 0.25)];
    const costs = measureCost(peers, 'reference', new Float32Array(4800), 5, () => usedMs);
    expect(costs.get('reference')?.timeRatio).toBe(1);
    expect(costs.get('ours')?.timeRatio).toBeCloseTo(0.25, 1);
  });

  it('takes the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe('generated signals', () => {
  it('are the same every time, with the level they promise', () => {
    const once = generateVoice(createDice(1), 1);
    expect(generateVoice(createDice(1), 1)).toEqual(once);
    expect(rms(once)).toBeCloseTo(0.1, 4);
  });
});

describe('options', () => {
  it('are read', () => {
    expect(parseOptions(['--quick', '--json', 'a.json', '--only', 'humr,jitsi'])).toEqual({
      jsonPath: 'a.json',
      wavFolder: null,
      quick: true,
      only: ['humr', 'jitsi'],
      synthetic: false,
    });
  });

  it('that do not exist or miss their value are named', () => {
    expect(parseOptions(['--fast'])).toBe('unknown option --fast');
    expect(parseOptions(['--json', '--quick'])).toBe('--json needs a value');
  });
});

describe('the interval of a mean', () => {
  it('is about 1.96 standard errors to either side', () => {
    const dice = createDice(5);
    const values = Array.from({ length: 200 }, () => dice());
    const [low, high] = meanInterval(values);
    const halfWidth = (1.96 * Math.sqrt(1 / 12)) / Math.sqrt(200);
    expect((high - low) / 2).toBeCloseTo(halfWidth, 2);
  });
});
