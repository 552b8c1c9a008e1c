"""Makes training mixtures and writes them as shards of what the loss needs: powers and products per frame.

A shard holds CLIPS clips of FRAMES frames; every array is [clips, frames, ...]:
noisy, clean (log10 power per value, float16), lagged (log10 power of the comb signal per low bin),
clean_noisy (per value), noisy_lagged and clean_lagged (per low bin): real part of the cross
spectrum over the geometric mean of the powers, in 1/127; period (samples), strength (1/127), voice (0 or 1).
"""
import glob
import json
import os
import time

import numpy as np
from scipy import fft

import channels
import frames as f
import pitch
import teacher
from sounds import POOL_RMS, RATE_HZ

CLIPS, FRAMES = 128, 500
CLIP_SAMPLES = (FRAMES - 1) * f.HOP_SAMPLES + f.WINDOW_SAMPLES
FFT_SAMPLES = 1 << 18
FREQUENCIES_HZ = fft.rfftfreq(FFT_SAMPLES, 1 / RATE_HZ)
#: Share of each noise in the draws; babble is mixed here from the talkers. Steady noise and streets, where the network lags, come often.
NOISE_SHARES = dict(nature=.08, household=.10, street=.20, keyboard=.07, music=.08, fanhum=.14, animal=.02, other=.03,
                    made=.26, babble=.02)
BABBLE_SHARE = .22
NEAR_CLEAN_SHARE, NOISE_ONLY_SHARE = .12, .06
#: So many mixtures come clipped or coded: channels.py.
CHANNEL_SHARE = .12
#: A frame is voice from 16 dB below the talker's active level on, and 100 ms longer.
VOICE_RANGE_DB, VOICE_HOLD_FRAMES = 16, 10


class Pool:
    def __init__(self, prefix):
        self.samples = np.memmap(prefix + '.i16', np.int16, 'r')
        with open(prefix + '.json') as file:
            self.entries = json.load(file)

    def take(self, dice, entry, length):
        """A random stretch; shorter sounds lie somewhere in silence."""
        count = min(length, entry['samples'])
        start = entry['start'] + dice.integers(entry['samples'] - count + 1)
        out = np.zeros(length, np.float32)
        at = dice.integers(length - count + 1)
        out[at:at + count] = self.samples[start:start + count] * np.float32(1 / 32768)
        return out


class Talkers(Pool):
    """Talkers are drawn by the square root of their time, full-band ones three times as often."""

    def __init__(self, folder):
        super().__init__(os.path.join(folder, 'speech'))
        total = {}
        for entry in self.entries:
            total[entry['group']] = total.get(entry['group'], 0) + entry['samples']
        weights = [e['samples'] / total[e['group']] ** .5 * (3 if e['bandwidth_hz'] >= 24000 else 1) for e in self.entries]
        self.bounds = np.cumsum(weights) / np.sum(weights)

    def draw(self, dice):
        entry = self.entries[np.searchsorted(self.bounds, dice.random())]
        samples = self.take(dice, entry, CLIP_SAMPLES)
        if dice.random() < .35:
            pause = dice.integers(CLIP_SAMPLES)
            samples[pause:pause + int(dice.uniform(.2, 2.5) * RATE_HZ)] = 0
        if dice.random() < .15:
            samples *= wander(dice, 6)
        return samples, entry


class Noises:
    """Recorded and made noise, the class drawn first."""

    def __init__(self, folder):
        self.pools = [Pool(os.path.join(folder, 'noise')), Pool(os.path.join(folder, 'made'))]
        self.by_class = {}
        for pool in self.pools:
            for entry in pool.entries:
                self.by_class.setdefault(entry['group'].split(':')[0], []).append((pool, entry))

    def draw(self, dice):
        names = [n for n in NOISE_SHARES if n in self.by_class]
        shares = np.array([NOISE_SHARES[n] for n in names])
        choices = self.by_class[names[dice.choice(len(names), p=shares / shares.sum())]]
        pool, entry = choices[dice.integers(len(choices))]
        samples = pool.take(dice, entry, CLIP_SAMPLES)
        if entry['samples'] < CLIP_SAMPLES:
            samples += pool.take(dice, entry, CLIP_SAMPLES) * dice.uniform(0, 1)
        if dice.random() < .15:
            samples *= wander(dice, 10)
        return samples


def wander(dice, range_db):
    """A level that moves slowly within ± range_db."""
    levels_db = dice.uniform(-range_db, range_db, 6)
    return (10 ** (np.interp(np.arange(CLIP_SAMPLES), np.linspace(0, CLIP_SAMPLES, 6), levels_db) / 20)).astype(np.float32)


def equaliser(dice, spread_db):
    """A random smooth frequency response, 0 dB on average in the speech band."""
    corners_hz = np.geomspace(60, 20000, 6)
    levels_db = np.cumsum(dice.normal(0, spread_db / 2, 6)) * .7 + dice.normal(0, spread_db / 3, 6)
    grid = np.geomspace(30, 24000, 256)
    curve_db = np.interp(np.log(grid), np.log(corners_hz), levels_db)
    curve_db = np.clip(curve_db - curve_db[(grid > 200) & (grid < 4000)].mean(), -24, 24)
    return np.interp(FREQUENCIES_HZ, grid, 10 ** (curve_db / 20)).astype(np.float32)


def low_pass(corner_hz):
    return (1 / (1 + np.exp(np.clip((FREQUENCIES_HZ - corner_hz) / (.02 * corner_hz), -30, 30)))).astype(np.float32)


def rms(spectrum):
    """RMS over a clip from its spectrum."""
    return np.sqrt(2 * np.vdot(spectrum, spectrum).real / (FFT_SAMPLES * CLIP_SAMPLES)) + 1e-9


def active_rms(samples):
    """RMS of the 10 ms segments within 30 dB of the loudest."""
    powers = (samples[:len(samples) // 480 * 480].reshape(-1, 480) ** 2).mean(1)
    loud = powers > np.percentile(powers, 98) * 1e-3
    return np.sqrt(powers[loud].mean()) if loud.any() else 0.0


def voice_frames(clean, level):
    """1 where the last 20 ms are voice, held a little."""
    segments = (clean ** 2).reshape(-1, f.HOP_SAMPLES).mean(1)
    loud = (segments[1:] + segments[:-1]) / 2 > (level * 10 ** (-VOICE_RANGE_DB / 20)) ** 2
    held = np.convolve(loud, np.ones(VOICE_HOLD_FRAMES + 1))[:len(loud)] > 0
    return held & (level > 0)


def log_power(power):
    return np.log10(power + 1e-12)


def coherence(product, power_a, power_b):
    return np.clip(np.round(127 * product / np.sqrt(power_a * power_b + 1e-24)), -127, 127)


def describe(clean, noisy, level, taught=None):
    """What a shard keeps of one clip. `taught`: what the teacher leaves of it; without it, the clean sound itself."""
    periods, strengths = pitch.track(noisy)
    low = slice(1, f.LOW_BINS + 1)
    noisy_x, clean_x, lagged_x = f.spectra(noisy), f.spectra(clean), pitch.comb_spectra(noisy, periods)[:, low]
    powers = [f.pool(x.real ** 2 + x.imag ** 2) for x in (noisy_x, clean_x)]
    taught_x = clean_x if taught is None else f.spectra(taught)
    lagged_power = lagged_x.real ** 2 + lagged_x.imag ** 2
    product = f.pool(noisy_x.real * clean_x.real + noisy_x.imag * clean_x.imag)
    cross = [x[:, low].real * lagged_x.real + x[:, low].imag * lagged_x.imag for x in (noisy_x, clean_x)]
    return dict(noisy=log_power(powers[0]), clean=log_power(powers[1]), lagged=log_power(lagged_power),
                taught=log_power(f.pool(taught_x.real ** 2 + taught_x.imag ** 2)),
                clean_noisy=coherence(product, powers[0], powers[1]),
                noisy_lagged=coherence(cross[0], powers[0][:, :f.LOW_BINS], lagged_power),
                clean_lagged=coherence(cross[1], powers[1][:, :f.LOW_BINS], lagged_power),
                period=periods, strength=np.round(127 * strengths), voice=voice_frames(clean, level))


TYPES = dict(noisy=np.float16, clean=np.float16, taught=np.float16, lagged=np.float16, clean_noisy=np.int8, noisy_lagged=np.int8,
             clean_lagged=np.int8, period=np.uint16, strength=np.int8, voice=np.uint8)


class Mixer:
    """Draws clips; keeps the last spectra of talkers and noises to mix babble and pairs from."""

    def __init__(self, folder, seed):
        self.dice = np.random.default_rng(seed)
        self.talkers, self.noises = Talkers(folder), Noises(folder)
        self.rooms = np.load(os.path.join(folder, 'rooms.npy'))
        self.talker_spectra, self.noise_spectra = [], []
        self.teacher = teacher.from_environment()

    def in_room(self, spectrum):
        room = self.rooms[self.dice.integers(len(self.rooms))]
        return spectrum * fft.rfft(room, FFT_SAMPLES)

    def talker(self):
        samples, entry = self.talkers.draw(self.dice)
        spectrum = fft.rfft(samples, FFT_SAMPLES)
        self.talker_spectra = (self.talker_spectra + [(spectrum, entry['group'])])[-24:]
        return (self.in_room(spectrum) if self.dice.random() < .3 else spectrum), entry

    def noise(self):
        if len(self.noise_spectra) < 12 or self.dice.random() < .6:
            spectrum = fft.rfft(self.noises.draw(self.dice), FFT_SAMPLES)
            self.noise_spectra = (self.noise_spectra + [spectrum / rms(spectrum)])[-24:]
            return self.noise_spectra[-1]
        return self.noise_spectra[self.dice.integers(len(self.noise_spectra))]

    def babble(self, group):
        """3-12 other talkers, some in rooms."""
        others = [s for s, g in self.talker_spectra if g != group]
        count = min(len(others), int(self.dice.integers(3, 13)))
        total = np.zeros(len(FREQUENCIES_HZ), np.complex64)
        for index in self.dice.choice(len(others), count, replace=False):
            total += others[index] * np.float32(1 / self.dice.uniform(1, 3.5))
        return self.in_room(total) if self.dice.random() < .6 else total

    def disturbance(self, group):
        """Noise of RMS 1: babble, one noise, or two."""
        if self.dice.random() < BABBLE_SHARE and len(self.talker_spectra) > 12:
            first = self.babble(group)
            first /= rms(first)
            second_share, second_db = .4, (-15, 3)
        else:
            first, second_share, second_db = self.noise(), .25, (-12, 6)
        if self.dice.random() < second_share:
            first = first + self.noise() * np.float32(10 ** (self.dice.uniform(*second_db) / 20))
        return first / rms(first)

    def responses(self, bandwidth_hz):
        """Frequency responses of the talker's and the noise's path; both end where the recording ends."""
        dice = self.dice
        flat = np.ones(len(FREQUENCIES_HZ), np.float32)
        clean = equaliser(dice, 5) if dice.random() < .6 else flat
        noise = equaliser(dice, 8) if dice.random() < .6 else flat
        if bandwidth_hz < 20000:
            if dice.random() < .7:
                noise = noise * low_pass(bandwidth_hz * dice.uniform(.92, 1))
        elif dice.random() < .2:
            band = low_pass(np.exp(dice.uniform(np.log(3800), np.log(18000))))
            clean, noise = clean * band, noise * band
        return clean, noise

    def clip(self):
        dice = self.dice
        spectrum, entry = self.talker()
        clean_response, noise_response = self.responses(entry['bandwidth_hz'])
        clean = fft.irfft(spectrum * clean_response, FFT_SAMPLES)[:CLIP_SAMPLES]
        noise = fft.irfft(self.disturbance(entry['group']) * noise_response, FFT_SAMPLES)[:CLIP_SAMPLES]
        level = active_rms(clean) or POOL_RMS
        gain = POOL_RMS / level * 10 ** (dice.uniform(-8, 8) / 20)
        snr_db = np.clip(dice.normal(5, 8.5), -10, 35)
        kind = dice.random()
        if kind < NEAR_CLEAN_SHARE:
            snr_db = dice.uniform(30, 65)
        noise_gain = gain * level * 10 ** (-snr_db / 20) / np.sqrt((noise ** 2).mean() + 1e-12)
        if NEAR_CLEAN_SHARE <= kind < NEAR_CLEAN_SHARE + NOISE_ONLY_SHARE:
            gain = 0.0
        clean *= np.float32(gain)
        noisy = clean + noise * np.float32(noise_gain)
        if dice.random() < CHANNEL_SHARE:
            noisy, clean = channels.through(dice, noisy, clean)
        return describe(clean, noisy, level * gain, self.teacher and self.teacher.suppress(noisy))


def shard_paths(folder):
    return sorted(glob.glob(os.path.join(folder, '*.npz')))


def write_shards(pool_dir, out_dir, seed, count, keep):
    """Adds `count` shards; beyond `keep` the oldest go."""
    os.makedirs(out_dir, exist_ok=True)
    mixer = Mixer(pool_dir, seed)
    for index in range(count):
        began = time.time()
        clips = [mixer.clip() for _ in range(CLIPS)]
        shard = {name: np.stack([c[name] for c in clips]).astype(kind) for name, kind in TYPES.items()}
        path = os.path.join(out_dir, f'{int(time.time() * 10)}-{seed}')
        np.savez(path + '.part', **shard)
        os.rename(path + '.part.npz', path + '.npz')
        print(f'shard {index}: {CLIPS * FRAMES / 100 / (time.time() - began):.0f} x real time', flush=True)
        for old in shard_paths(out_dir)[:-keep]:
            os.remove(old)
