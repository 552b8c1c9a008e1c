"""Measures of one processed clip against its clean speech, all at 48 kHz float."""
import numpy as np
from scipy.signal import resample_poly

RATE_HZ = 48000
TINY = 1e-12


def si_sdr_db(clean, out):
    """Scale-invariant signal-to-distortion ratio. Source: Le Roux et al. 2019, doi:10.1109/ICASSP.2019.8683855."""
    clean, out = clean - clean.mean(), out - out.mean()
    wanted = clean * (np.dot(out, clean) / (np.dot(clean, clean) + TINY))
    return 10 * np.log10((np.sum(wanted ** 2) + TINY) / (np.sum((out - wanted) ** 2) + TINY))


def slices(samples, length, hop):
    return np.lib.stride_tricks.sliding_window_view(samples, length)[::hop]


def third_octaves():
    """[257, 15] bins of a 512-point transform at 10 kHz -> bands from 150 Hz on."""
    hz = np.arange(257) * 10000 / 512
    bands = np.zeros((257, 15))
    for k in range(15):
        low, high = (int(np.argmin(np.abs(hz - 150 * 2 ** ((2 * k + s) / 6)))) for s in (-1, 1))
        bands[low:high, k] = 1
    return bands


OCTAVES = third_octaves()
HANN = np.hanning(258)[1:-1]


def drop_silence(clean, out):
    """Both without the frames where the clean one lies 40 dB under its loudest."""
    a, b = slices(clean, 256, 128)[:-1] * HANN, slices(out, 256, 128)[:-1] * HANN
    levels_db = 20 * np.log10(np.linalg.norm(a, axis=1) + 2.2e-16)
    loud = levels_db > levels_db.max() - 40
    joined = np.zeros((2, (loud.sum() - 1) * 128 + 256))
    for row, frames in zip(joined, (a[loud], b[loud])):
        for index, frame in enumerate(frames):
            row[index * 128:index * 128 + 256] += frame
    return joined


def estoi(clean, out):
    """Extended short-time objective intelligibility. Source: Jensen & Taal 2016, doi:10.1109/TASLP.2016.2585878."""
    clean, out = drop_silence(resample_poly(clean, 5, 24), resample_poly(out, 5, 24))
    bands = [np.sqrt((np.abs(np.fft.rfft(slices(s, 256, 128)[:-1] * HANN, 512, axis=1)) ** 2) @ OCTAVES) for s in (clean, out)]

    def normalised(spectrum):
        blocks = np.lib.stride_tricks.sliding_window_view(spectrum, 30, axis=0)
        for axis in (2, 1):
            blocks = blocks - blocks.mean(axis, keepdims=True)
            blocks = blocks / (np.linalg.norm(blocks, axis=axis, keepdims=True) + 2.2e-16)
        return blocks
    return float((normalised(bands[0]) * normalised(bands[1])).sum((1, 2)).mean() / 30)


def kept_percent(clean, out, top_hz):
    """Share of clean energy that the output holds in phase: third octaves x 10 frames, squared projection."""
    window = np.hanning(1025)[:-1]
    x, y = (np.fft.rfft(slices(s, 1024, 512) * window, axis=1) for s in (clean, out))
    blocks = len(x) // 10
    energies, shares = [], []
    low_hz = 100.0
    while low_hz < top_hz:
        low = round(low_hz / RATE_HZ * 1024)
        low_hz *= 2 ** (1 / 3)
        high = min(max(low + 1, round(low_hz / RATE_HZ * 1024)), int(top_hz / RATE_HZ * 1024))
        a, b = (s[:blocks * 10, low:high].reshape(blocks, -1) for s in (x, y))
        energy = (np.abs(a) ** 2).sum(1)
        energies.append(energy)
        shares.append(np.abs((a.conj() * b).sum(1)) ** 2 / (energy ** 2 + 1e-30))
    energies, shares = np.concatenate(energies), np.concatenate(shares)
    counted = energies > energies.max() * 1e-6
    return float(100 * (energies * shares)[counted].sum() / energies[counted].sum())


def energy_20ms(samples):
    return (samples[:len(samples) // 960 * 960].reshape(-1, 960) ** 2).sum(1)


def path_kept_percent(clean, clean_out):
    """Energy of the clean part after the noisy one's gains, in frames within 30 dB of the loudest."""
    before, after = energy_20ms(clean), energy_20ms(clean_out)
    loud = before > np.percentile(before, 95) * 1e-3
    return float(100 * after[loud].sum() / before[loud].sum())


def pause_frames(clean):
    """20 ms frames with no speech within 80 ms: 45 dB under the loud frames."""
    levels_db = 10 * np.log10(energy_20ms(clean) / 960 + TINY)
    quiet = levels_db <= np.sort(levels_db)[int(.95 * (len(levels_db) - 1))] - 45
    return np.array([quiet[max(0, t - 4):t + 4].all() for t in range(len(quiet))])


def pause_db(noisy, out, frames, skip_s):
    """Change of energy in the given frames after `skip_s`; nan when there are fewer than ten."""
    frames = np.flatnonzero(frames)
    frames = frames[frames >= np.ceil(skip_s * 50)]
    if len(frames) < 10:
        return np.nan
    return float(10 * np.log10((energy_20ms(out)[frames].sum() + TINY) / (energy_20ms(noisy)[frames].sum() + TINY)))


def area_under_curve(scores, labels):
    """Probability that a voiced frame scores above an unvoiced one."""
    order = np.argsort(np.argsort(scores, kind='stable'), kind='stable') + 1
    positive = labels.sum()
    return float((order[labels].sum() - positive * (positive + 1) / 2) / (positive * (len(labels) - positive)))
