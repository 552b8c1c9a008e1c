import { afterEach, expect, it, vi } from 'vitest';
import { recordTracks } from './both-takes.ts';
import { openTakePlayer } from './trial.ts';

const opened: MediaStreamTrack[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  for (const track of opened.splice(0)) track.stop();
});

/** The test browser's microphone, which beeps. */
async function microphone(): Promise<MediaStreamTrack> {
  const [track] = (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks();
  opened.push(track!);
  return track!;
}

const peakOf = (samples: Float32Array) => samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

it('records two tracks of the same moments and leaves them as they are', async () => {
  const captured = await microphone();
  const sent = captured.clone();
  opened.push(sent);
  const ratios: number[] = [];
  const takes = await recordTracks([captured, sent], 1_200, (ratio) => ratios.push(ratio)).result;
  if (typeof takes === 'string') throw new Error(takes);
  const [before, after] = takes;
  expect(takes.length).toBe(2);
  expect(before?.samples.length).toBe(Math.round(1.2 * before!.sampleRateHz));
  expect(after?.samples.length).toBe(before?.samples.length);
  expect(Math.min(peakOf(before!.samples), peakOf(after!.samples))).toBeGreaterThan(0.01);
  expect(ratios.at(-1)).toBe(1);
  for (const track of [captured, sent]) expect([track.readyState, track.enabled]).toEqual(['live', true]);
});

it('is over at once when cancelled, and the tracks go on', async () => {
  const captured = await microphone();
  const job = recordTracks([captured], 60_000, () => undefined);
  job.cancel();
  expect(await job.result).toBe('cancelled');
  expect(captured.readyState).toBe('live');
});

it('fails where a track ends meanwhile', async () => {
  const captured = await microphone();
  const job = recordTracks([captured], 60_000, () => captured.dispatchEvent(new Event('ended')));
  expect(await job.result).toBe('failed');
});

it('plays on the chosen loudspeaker, through an element', () => {
  const chosen = vi.spyOn(HTMLMediaElement.prototype, 'setSinkId').mockResolvedValue();
  const played = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  const takes = [{ samples: new Float32Array(800), sampleRateHz: 8_000 }];
  openTakePlayer(takes, 'headphones').close();
  expect(chosen.mock.calls).toEqual([['headphones']]);
  expect(played).toHaveBeenCalledOnce();
  openTakePlayer(takes).close();
  expect(chosen).toHaveBeenCalledOnce();
});
