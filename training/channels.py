"""What a path does to a sound before it reaches us: overdriven inputs, telephone coding, low bit rates. Voice and mixture go through it alike."""
import subprocess

import numpy as np
from scipy.signal import resample_poly

from sounds import RATE_HZ

TELEPHONE_HZ = 8000
#: Peaks are cut so far below the highest one.
CLIP_RANGE_DB = (2, 14)
OPUS_BITS_PER_S = (6000, 8000, 12000, 16000, 24000)
#: Highest code of G.711's mu law and its curvature. Source: ITU-T G.711.
_MU, _CODES = 255, 127


def clipped(sounds, below_db):
    """All sounds cut off where the first, the loudest, reaches `below_db` under its peak."""
    bound = np.float32(np.abs(sounds[0]).max() * 10 ** (-below_db / 20))
    return [np.clip(s, -bound, bound) for s in sounds]


def telephone(sound):
    """8 kHz and 8 bits by mu law, and back to 48 kHz."""
    narrow = resample_poly(sound, TELEPHONE_HZ, RATE_HZ)
    scale = max(np.abs(narrow).max(), 1e-6)
    code = np.sign(narrow) * np.log1p(_MU * np.abs(narrow) / scale) / np.log1p(_MU)
    code = np.round(code * _CODES) / _CODES
    back = np.sign(code) * np.expm1(np.abs(code) * np.log1p(_MU)) / _MU * scale
    return resample_poly(back, RATE_HZ, TELEPHONE_HZ)[:len(sound)].astype(np.float32)


def opus(sound, bits_per_s):
    """Through libopus and back, in time with the input; frames of 20 ms."""
    raw = ['-f', 'f32le', '-ar', str(RATE_HZ), '-ac', '1']
    encode = ['ffmpeg', '-v', 'error', '-threads', '1', *raw, '-i', '-', '-c:a', 'libopus', '-application', 'voip', '-b:a', str(bits_per_s), '-f', 'ogg', '-']
    decode = ['ffmpeg', '-v', 'error', '-threads', '1', '-i', '-', *raw, '-']
    coded = subprocess.run(encode, input=sound.astype('<f4').tobytes(), capture_output=True, check=True).stdout
    back = np.frombuffer(subprocess.run(decode, input=coded, capture_output=True, check=True).stdout, '<f4')
    return np.pad(back, (0, max(0, len(sound) - len(back))))[:len(sound)].astype(np.float32)


def through(dice, noisy, clean):
    """(noisy, clean) behind a random path of the three."""
    kind = dice.random()
    if kind < .5:
        return clipped([noisy, clean], dice.uniform(*CLIP_RANGE_DB))
    if kind < .7:
        return [telephone(s) for s in (noisy, clean)]
    bits_per_s = int(OPUS_BITS_PER_S[dice.integers(len(OPUS_BITS_PER_S))])
    return [opus(s, bits_per_s) for s in (noisy, clean)]
