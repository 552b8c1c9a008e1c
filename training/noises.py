"""Noise made by formula: coloured and modulated noise, hum, fans, clicks, tones, chirps. No licence question."""
import os

import numpy as np
from scipy.signal import butter, sosfilt

from sounds import POOL_RMS, RATE_HZ, PoolWriter


def coloured(dice, length, points=10, spread_db=20):
    """Gaussian noise with a random smooth spectrum that falls by 2 dB a point on average."""
    spectrum = np.fft.rfft(dice.standard_normal(length))
    frequencies = np.fft.rfftfreq(length, 1 / RATE_HZ)
    corners_hz = np.geomspace(30, 22000, points)
    levels_db = np.cumsum(dice.normal(-2, spread_db / 3, points))
    shape_db = np.interp(np.log(np.maximum(frequencies, 20)), np.log(corners_hz), levels_db)
    return unit_rms(np.fft.irfft(spectrum * 10 ** (shape_db / 20), length))


def unit_rms(samples):
    return samples / np.sqrt((samples ** 2).mean() + 1e-12)


def wandering(dice, length):
    """Coloured noise whose level wanders, slowly as wind or fast as rustling."""
    count = max(2, int(length / RATE_HZ * dice.uniform(0.5, 20)))
    levels_db = dice.normal(0, dice.uniform(2, 8), count)
    return coloured(dice, length) * 10 ** (np.interp(np.arange(length), np.linspace(0, length, count), levels_db) / 20)


def hum(dice, length):
    """Mains, engine or fan: harmonics of a slightly unsteady tone in noise."""
    base_hz = dice.choice([50, 60, 100, 120, dice.uniform(30, 400)])
    time_s = np.arange(length) / RATE_HZ
    wobble = 1 + 0.01 * dice.standard_normal() * np.sin(2 * np.pi * dice.uniform(0.05, 2) * time_s)
    phase = 2 * np.pi * np.cumsum(base_hz * wobble) / RATE_HZ
    slope = dice.uniform(0.3, 1.5)
    tones = sum(dice.uniform(0.2, 1) / k ** slope * np.sin(k * phase + dice.uniform(0, 6))
                for k in range(1, int(dice.integers(3, 30))))
    return unit_rms(tones) + coloured(dice, length) * dice.uniform(0, 1.5)


def stroke(dice):
    """One click: a few damped resonances and a burst of noise."""
    time_s = np.arange(int(dice.uniform(0.004, 0.09) * RATE_HZ)) / RATE_HZ
    rings = sum(dice.uniform(0.1, 1) * np.sin(2 * np.pi * hz * time_s) * np.exp(-time_s * dice.uniform(60, 900))
                for hz in dice.uniform(200, 7000, 4))
    burst = dice.uniform(0.2, 1.5) * dice.standard_normal(len(time_s)) * np.exp(-time_s * dice.uniform(100, 2500))
    return sosfilt(butter(1, dice.uniform(80, 3000), 'highpass', fs=RATE_HZ, output='sos'), rings + burst)


def clicks(dice, length):
    """Strokes of a few kinds at random times, often in pairs (key down, key up)."""
    out = np.zeros(length + RATE_HZ)
    kinds = [stroke(dice) for _ in range(dice.integers(2, 9))]
    shortest_s, longest_s = np.sort(dice.uniform(0.03, 0.7, 2))
    at = 0.0
    while at < length:
        click = kinds[dice.integers(len(kinds))] * 10 ** (dice.uniform(-12, 0) / 20)
        out[int(at):int(at) + len(click)] += click
        release = int(at + dice.uniform(0.04, 0.12) * RATE_HZ)
        if dice.random() < 0.6:
            out[release:release + len(click)] += click * 10 ** (dice.uniform(-14, -3) / 20)
        at += RATE_HZ * (dice.uniform(shortest_s, longest_s) if dice.random() > 0.1 else dice.uniform(0.3, 1.2))
    return unit_rms(out[:length]) + coloured(dice, length) * 10 ** (-dice.uniform(10, 50) / 20)


def chirps(dice, length):
    """Birds, beeps and sirens: gliding tones in noise."""
    out = np.zeros(length + 2 * RATE_HZ)
    at = 0.0
    while at < length:
        samples = int(dice.uniform(0.03, 0.8) * RATE_HZ)
        share = np.arange(samples) / samples
        hz = dice.uniform(400, 8000) * (1 + dice.uniform(-0.4, 0.4) * share)
        phase = 2 * np.pi * np.cumsum(hz) / RATE_HZ
        tone = sum(np.sin(k * phase) / k ** 2 for k in range(1, 4)) * np.sin(np.pi * share)
        out[int(at):int(at) + samples] += tone * dice.uniform(0.2, 1)
        at += samples * dice.uniform(0.5, 3)
    return unit_rms(out[:length]) + coloured(dice, length) * 10 ** (-dice.uniform(5, 40) / 20)


KINDS = [coloured, coloured, wandering, wandering, hum, hum, clicks, chirps]


def write_noises(out_dir, count, seconds, seed):
    """Writes the pool `made`: `count` sounds of `seconds`, the kinds in turn."""
    dice = np.random.default_rng(seed)
    pool = PoolWriter(os.path.join(out_dir, 'made'))
    for index in range(count):
        kind = KINDS[index % len(KINDS)]
        pool.add(POOL_RMS * unit_rms(kind(dice, int(seconds * RATE_HZ))), 'made:' + kind.__name__, 24000)
    print(f'made noise {pool.close():.2f} h', flush=True)
