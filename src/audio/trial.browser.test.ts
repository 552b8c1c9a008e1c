import { afterEach, describe, expect, it, vi } from 'vitest';
import { openTakePlayer, recordTake } from './trial.ts';

afterEach(() => vi.restoreAllMocks());

/** Looks at the loudest sample until it is what is wanted. */
async function untilLevel(analyser: AnalyserNode, found: (peak: number) => boolean): Promise<void> {
  const samples = new Float32Array(analyser.fftSize);
  await expect
    .poll(() => {
      analyser.getFloatTimeDomainData(samples);
      return found(Math.max(...samples.map(Math.abs)));
    })
    .toBe(true);
}

describe('recording', () => {
  it('gives as much as was asked for, and tells the level on the way', async () => {
    const levels: number[] = [];
    const ratios: number[] = [];
    const take = await recordTake(600, (levelDbfs, doneRatio) => {
      levels.push(levelDbfs);
      ratios.push(doneRatio);
    }).result;
    if (typeof take === 'string') throw new Error(take);
    expect(take.samples.length).toBe(Math.round(0.6 * take.sampleRateHz));
    expect(Math.max(...levels)).toBeGreaterThan(-60); // the test browser's microphone beeps
    expect(ratios.at(-1)).toBe(1);
  });

  it('is over at once when cancelled, and lets the microphone go', async () => {
    const tracks: MediaStreamTrack[] = [];
    const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (constraints) => {
      const stream = await getUserMedia(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    });
    const job = recordTake(60_000, () => undefined);
    job.cancel();
    expect(await job.result).toBe('cancelled');
    await expect.poll(() => tracks.map(({ readyState }) => readyState)).toEqual(['ended']);
  });

  it('says why there is no microphone', async () => {
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('no', 'NotAllowedError'));
    expect(await recordTake(100, () => undefined).result).toBe('MIC_DENIED');
  });
});

describe('playing', () => {
  it('changes from one take to the other while it plays', async () => {
    const analysers: AnalyserNode[] = [];
    const connect: (this: AudioNode, into: AudioNode) => AudioNode = AudioNode.prototype.connect;
    vi.spyOn(AudioNode.prototype, 'connect').mockImplementation(function (this: AudioNode, into: object) {
      const node = into as AudioNode; // the player connects to nodes only
      if (node instanceof AudioDestinationNode) {
        const analyser = new AnalyserNode(this.context, { fftSize: 256 });
        analysers.push(analyser);
        connect.call(this, analyser);
      }
      return connect.call(this, node);
    });
    const take = (value: number) => ({ samples: new Float32Array(8_000).fill(value), sampleRateHz: 16_000 });
    const player = openTakePlayer([take(0.5), take(0.25)]);
    const [first, second] = analysers;
    player.play();
    await untilLevel(first!, (peak) => Math.abs(peak - 0.5) < 0.01);
    await untilLevel(second!, (peak) => peak === 0);
    player.hear(1);
    await untilLevel(first!, (peak) => peak === 0);
    await untilLevel(second!, (peak) => Math.abs(peak - 0.25) < 0.01);
    player.stop();
    await untilLevel(second!, (peak) => peak === 0);
    player.close();
  });
});
