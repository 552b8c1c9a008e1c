"""The front end: windows, bins, bands. FORMAT.md says the same in words; the runtime must agree with both."""
import numpy as np
from scipy import fft

RATE_HZ = 48000
HOP_SAMPLES = 480
WINDOW_SAMPLES = 960
FFT_SAMPLES = 1024
BIN_HZ = RATE_HZ / FFT_SAMPLES
BINS = FFT_SAMPLES // 2 + 1
#: Bins 1..LOW_BINS are filtered one by one, the rest in bands.
LOW_BINS = 85
SPLIT_HZ = 4000
#: Square-root Hann, both for analysis and synthesis: overlapped squares add up to one.
WINDOW = np.sin(np.pi * (np.arange(WINDOW_SAMPLES) + 0.5) / WINDOW_SAMPLES).astype(np.float32)
#: Makes the sum of |X|² over the bins the mean square of the frame.
SPECTRUM_SCALE = np.float32(1 / np.sqrt((WINDOW ** 2).sum() * FFT_SAMPLES / 2))


def erb_hz(frequency_hz):
    """Equivalent rectangular bandwidth. Source: Glasberg & Moore 1990, doi:10.1016/0378-5955(90)90170-T."""
    return 24.7 * (4.37 * frequency_hz / 1000 + 1)


def low_edges():
    """First bin of each low band and one past the last: single bins to 1.5 kHz, then half an ERB wide."""
    edges = list(range(1, 33))
    at_hz = 1500.0
    while at_hz < 3900:
        edges.append(round(at_hz / BIN_HZ) + 1)
        at_hz += erb_hz(at_hz) / 2
    return np.array(sorted(set(edges[:])) + [LOW_BINS + 1])


def high_edges():
    """Bins where the high bands begin, and BINS: equal ratios from 4 to 20 kHz, then one band to 24 kHz."""
    edges = np.round(np.append(np.geomspace(SPLIT_HZ, 20000, 23), 24000) / BIN_HZ).astype(int)
    edges[0], edges[-1] = LOW_BINS + 1, BINS
    return edges


LOW_EDGES = low_edges()
HIGH_EDGES = high_edges()
LOW_BANDS = len(LOW_EDGES) - 1
HIGH_BANDS = len(HIGH_EDGES) - 1
BANDS = LOW_BANDS + HIGH_BANDS
#: Powers kept per frame: one for each low bin, one for each high band.
VALUES = LOW_BINS + HIGH_BANDS
GROUP_EDGES_HZ = np.array([0, 250, 500, 750, 1000, 1300, 1600, 2000, 2500, 3000, 3500, 4100])
GROUPS = len(GROUP_EDGES_HZ) - 1
#: Group of each low bin, and where each group begins among the low bins (0-based).
GROUP_OF_BIN = np.searchsorted(GROUP_EDGES_HZ, np.arange(1, LOW_BINS + 1) * BIN_HZ, side='right') - 1
GROUP_STARTS = np.searchsorted(GROUP_OF_BIN, np.arange(GROUPS + 1))


def spread(centres):
    """[len(centres), LOW_BINS]: linear interpolation from values at `centres` (in bins) to the low bins."""
    bins = np.arange(1, LOW_BINS + 1)
    return np.array([np.interp(bins, centres, row) for row in np.eye(len(centres))], np.float32)


#: From values at the middle of the low bands, or of the groups, to the low bins.
BAND_TO_BIN = spread((LOW_EDGES[:-1] + LOW_EDGES[1:] - 1) / 2)
GROUP_TO_BIN = spread((GROUP_EDGES_HZ[:-1] + GROUP_EDGES_HZ[1:]) / 2 / BIN_HZ)


def value_erbs():
    """Width of each value in ERB; what lies below 60 Hz counts a fifth."""
    low_hz = np.arange(1, LOW_BINS + 1) * BIN_HZ
    high_hz = (HIGH_EDGES[:-1] + HIGH_EDGES[1:] - 1) / 2 * BIN_HZ
    erbs = np.concatenate([BIN_HZ / erb_hz(low_hz), np.diff(HIGH_EDGES) * BIN_HZ / erb_hz(high_hz)])
    erbs[low_hz.searchsorted(60) - 1::-1] *= 0.2
    return erbs.astype(np.float32)


def frame_count(samples):
    return (len(samples) - WINDOW_SAMPLES) // HOP_SAMPLES + 1


def spectra(samples, starts=None):
    """Windowed spectra [frames, BINS] of the frames that begin at `starts` (default: every hop)."""
    if starts is None:
        starts = np.arange(frame_count(samples)) * HOP_SAMPLES
    frames = np.zeros((len(starts), FFT_SAMPLES), np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(samples, WINDOW_SAMPLES)
    np.multiply(windows[starts], WINDOW * SPECTRUM_SCALE, out=frames[:, FFT_SAMPLES - WINDOW_SAMPLES:])
    return fft.rfft(frames, axis=1)


def overlap_add(spectrum):
    """The inverse of `spectra` for spectra taken every hop."""
    frames = fft.irfft(spectrum, FFT_SAMPLES, axis=1)[:, FFT_SAMPLES - WINDOW_SAMPLES:] * (WINDOW / SPECTRUM_SCALE)
    out = np.zeros(len(frames) * HOP_SAMPLES + HOP_SAMPLES, np.float32)
    for half in range(2):
        at = half * HOP_SAMPLES
        out[at:at + len(frames) * HOP_SAMPLES] += frames[:, at:at + HOP_SAMPLES].reshape(-1)
    return out


def pool(powers):
    """[frames, BINS] -> [frames, VALUES]: low bins as they are, high bands summed."""
    return np.concatenate([powers[:, 1:LOW_BINS + 1], np.add.reduceat(powers, HIGH_EDGES[:-1], axis=1)], 1)


def expand_high(gains):
    """Gains of the last low bin and the high bands [frames, 1 + HIGH_BANDS] -> bins LOW_BINS+1.. (linear between centres)."""
    centres = np.append(LOW_BINS, (HIGH_EDGES[:-1] + HIGH_EDGES[1:] - 1) / 2)
    weights = np.array([np.interp(np.arange(LOW_BINS + 1, BINS), centres, row) for row in np.eye(len(centres))], np.float32)
    return gains @ weights
