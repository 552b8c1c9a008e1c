"""Pitch period of the noisy sound and the comb signal made with it: FORMAT.md, "Pitch"."""
import numpy as np
from scipy.signal import lfilter, upfirdn

from frames import HOP_SAMPLES, frame_count, spectra
from kernels import pitch_track

#: 48 -> 12 kHz: windowed sinc, 1.6 kHz wide, 64 taps; then pre-emphasis against low rumble.
DECIMATION = 4
TAPS = 64
CUTOFF_HZ = 1600
EMPHASIS = 0.8
#: Frames remembered by the tracker: each older one counts half.
MEMORY_RATIO = 0.5
#: The longest period scores this much less than the shortest, against octave errors.
LONG_BIAS_RATIO = 0.15
#: Longest period 206 samples of 12 kHz, twice that for the comb's second tap.
HISTORY_SAMPLES = 2048


def decimation_filter():
    at = np.arange(TAPS) - (TAPS - 1) / 2
    taps = np.sinc(at * 2 * CUTOFF_HZ / 48000) * (0.5 + 0.5 * np.cos(2 * np.pi * at / (TAPS + 1)))
    return (taps / taps.sum()).astype(np.float32)


FILTER = decimation_filter()


def decimate(samples):
    """12 kHz, low-passed and pre-emphasised; starts from silence."""
    low = upfirdn(FILTER, np.concatenate([np.zeros(1, np.float32), samples]), down=DECIMATION)[1:len(samples) // DECIMATION + 1]
    return lfilter([1, -EMPHASIS], 1, low).astype(np.float32)


def track(samples):
    """(period in samples, normalised correlation) per frame."""
    return pitch_track(frame_count(samples), decimate(samples), MEMORY_RATIO, LONG_BIAS_RATIO)


def comb_spectra(samples, periods):
    """Spectra of the mean of the sound one and two periods earlier."""
    padded = np.concatenate([np.zeros(HISTORY_SAMPLES, np.float32), samples])
    starts = HISTORY_SAMPLES + np.arange(len(periods)) * HOP_SAMPLES
    return (spectra(padded, starts - periods) + spectra(padded, starts - 2 * periods)) * np.float32(0.5)
