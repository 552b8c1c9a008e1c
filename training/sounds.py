"""Decodes the corpus into pools: one int16 file per kind and a list of what lies where in it.

A pool is `<kind>.i16` (48 kHz mono) and `<kind>.json`, a list of
`{start, samples, group, bandwidth_hz}`; `group` is the talker or the class of noise.
"""
import csv
import json
import os
import subprocess

import numpy as np
from scipy.signal import butter, sosfilt

RATE_HZ = 48000
SEGMENT_SAMPLES = RATE_HZ // 100
#: RMS of active speech and of loud noise in the pools; leaves 26 dB for peaks.
POOL_RMS = 0.05
#: Below the lowest voice; microphones rumble there (issue: high-pass at 60-80 Hz).
HIGH_PASS = butter(2, 60, 'highpass', fs=RATE_HZ, output='sos')
SHORTEST_NOISE_S = 6
#: A recording whose energy ends above this counts as full band.
FULL_BAND_HZ = 18000


def decode(path):
    """Whole file as float32 at 48 kHz mono."""
    run = subprocess.run(['ffmpeg', '-v', 'error', '-threads', '1', '-i', path, '-ac', '1', '-ar', str(RATE_HZ),
                          '-f', 'f32le', '-'], capture_output=True, check=True)
    return np.frombuffer(run.stdout, np.float32)


def segment_levels_dbfs(samples):
    """Level of each 10 ms, dBFS."""
    rows = samples[:len(samples) // SEGMENT_SAMPLES * SEGMENT_SAMPLES].reshape(-1, SEGMENT_SAMPLES)
    return 10 * np.log10((rows.astype(np.float64) ** 2).mean(1) + 1e-12)


def scale_to_pool(samples, range_db):
    """Sets the RMS of the segments within `range_db` of the loudest to POOL_RMS; None if there are none."""
    levels = segment_levels_dbfs(samples)
    if len(levels) < 5 or np.percentile(levels, 95) < -80:
        return None
    loud = levels > np.percentile(levels, 95) - range_db
    return (samples * (POOL_RMS / np.sqrt((10 ** (levels[loud] / 10)).mean()))).astype(np.float32)


def extend(samples, length):
    """Repeats a short sound with equal-power cross-fades until it is long enough."""
    while len(samples) < length:
        fade = min(4800, len(samples) // 4)
        rise = np.sqrt(np.linspace(0, 1, fade, dtype=np.float32))
        samples = np.concatenate([samples[:-fade], samples[-fade:] * rise[::-1] + samples[:fade] * rise, samples[fade:]])
    return samples


class PoolWriter:
    def __init__(self, prefix):
        self.prefix, self.entries, self.written = prefix, [], 0
        self.file = open(prefix + '.i16', 'wb')

    def add(self, samples, group, bandwidth_hz):
        peak = np.abs(samples).max()
        data = np.round(samples * (32767 * min(1, 0.99 / peak))).astype('<i2')
        self.file.write(data.tobytes())
        self.entries.append(dict(start=self.written, samples=len(data), group=group, bandwidth_hz=bandwidth_hz))
        self.written += len(data)

    def close(self):
        self.file.close()
        with open(self.prefix + '.json', 'w') as file:
            json.dump(self.entries, file)
        return self.written / RATE_HZ / 3600


def manifest(voice_dir):
    with open(os.path.join(voice_dir, 'train', 'manifest.csv')) as file:
        return list(csv.DictReader(file))


def pieces(voice_dir, kind):
    """Yields (manifest row, samples) of every piece of a kind, each file decoded once."""
    path, sound = None, None
    for row in sorted((r for r in manifest(voice_dir) if r['kind'] == kind), key=lambda r: (r['file'], float(r['offset_s']))):
        if row['file'] != path:
            path = row['file']
            sound = decode(os.path.join(voice_dir, 'train', path))
        start = round(float(row['offset_s']) * RATE_HZ)
        yield row, sound[start:start + round(float(row['seconds']) * RATE_HZ)]


def bandwidth_hz(row):
    """Where the energy of a piece ends, 24000 for full band."""
    width = float(row['bandwidth_hz'] or 0) or int(row['native_rate']) / 2
    return 24000 if width >= FULL_BAND_HZ else width


def prepare(voice_dir, out_dir):
    """Writes the pools `speech` and `noise`, and `rooms.npy` (responses of 0.5 s, direct sound = 1)."""
    os.makedirs(out_dir, exist_ok=True)
    speech = PoolWriter(os.path.join(out_dir, 'speech'))
    for row, samples in pieces(voice_dir, 'speech'):
        scaled = scale_to_pool(sosfilt(HIGH_PASS, samples), 30)
        if scaled is not None and len(scaled) > RATE_HZ:
            speech.add(scaled, row['label'], bandwidth_hz(row))
    print(f'speech {speech.close():.2f} h', flush=True)
    noise = PoolWriter(os.path.join(out_dir, 'noise'))
    for row, samples in pieces(voice_dir, 'noise'):
        scaled = scale_to_pool(samples - samples.mean(), 15) if len(samples) > 2400 else None
        if scaled is not None:
            noise.add(extend(scaled, SHORTEST_NOISE_S * RATE_HZ), row['label'], bandwidth_hz(row))
    print(f'noise {noise.close():.2f} h', flush=True)
    rooms = [extend_zero(samples, RATE_HZ // 2) for _, samples in pieces(voice_dir, 'rir')]
    np.save(os.path.join(out_dir, 'rooms.npy'), np.array([r / np.abs(r).max() for r in rooms], np.float32))


def extend_zero(samples, length):
    return np.pad(samples[:length], (0, max(0, length - len(samples))))
