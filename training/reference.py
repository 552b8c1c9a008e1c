"""The runtime in numpy, float32, exactly as FORMAT.md says: what evaluation runs and the TypeScript port is held against."""
import numpy as np

import frames as f
import network as n
import pitch


def features(noisy, lagged, periods, strengths):
    """(features, contrasts, coherence per group, amplitude ratio per group) from spectra; FORMAT.md, "Features"."""
    power = f.pool(np.abs(noisy) ** 2) + np.float32(1e-11)
    low, lagged = noisy[:, 1:f.LOW_BINS + 1], lagged[:, 1:f.LOW_BINS + 1]
    widths = np.concatenate([np.diff(f.LOW_EDGES), np.diff(f.HIGH_EDGES)])
    bands = np.concatenate([np.add.reduceat(power[:, :f.LOW_BINS], f.LOW_EDGES[:-1] - 1, axis=1), power[:, f.LOW_BINS:]], 1)
    levels = np.log10(bands / widths + 1e-10)
    means = running_mean(levels)
    shape = (means - means.mean(1, keepdims=True)).reshape(len(means), n.SHAPE_BANDS, 3).mean(2)
    own, other, cross = (smoothed(v) for v in products(low, lagged))
    fine = np.maximum(np.log10(own), -10)
    contrasts = np.stack([fine - neighbours(fine, 1), fine - neighbours(fine, 4), .5 * (fine - running_mean(fine)),
                          coherence_of(*(neighbour_sums(v) for v in (own, other, cross)))], 1)
    a, b, c = (np.add.reduceat(v, f.GROUP_STARTS[:-1], axis=1) for v in products(low, lagged))
    peaks = np.add.reduceat(np.abs(contrasts[:, 1]), f.GROUP_STARTS[:-1], axis=1) / np.diff(f.GROUP_STARTS)
    side = np.stack([coherence_of(a, b, c), np.sqrt(a / b)], 1)
    voicing = np.stack([np.log2(periods / 300), strengths], 1)
    x = np.concatenate([levels - means, .7 * shape, 2 * peaks, side[:, 0], voicing], 1)
    return x.astype(np.float32), contrasts.astype(np.float32), side.astype(np.float32)


def products(a, b):
    """Powers of both (never zero) and the real part of their cross spectrum."""
    return np.abs(a) ** 2 + 1e-11, np.abs(b) ** 2 + 1e-11, (a * b.conj()).real


def smoothed(values):
    """One-pole smoothing over frames, begun with the first."""
    out = np.empty_like(values)
    last = values[0]
    for t, row in enumerate(values):
        last = last + n.FINE_SHARE * (row - last)
        out[t] = last
    return out


def coherence_of(a, b, c):
    return c / np.sqrt(a * b)


def neighbour_sums(values, reach=1):
    padded = np.pad(values, ((0, 0), (reach, reach)))
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=1).sum(2)


def neighbours(values, reach):
    """Mean over the bins within reach; fewer at the ends."""
    return neighbour_sums(values, reach) / neighbour_sums(np.ones((1, values.shape[1])), reach)


def running_mean(levels):
    """Exponential mean over time that starts as the plain mean."""
    out, mean, fade = np.empty_like(levels), np.zeros(levels.shape[1]), 1.0
    for t, row in enumerate(levels):
        mean += (row - mean) / n.MEAN_FRAMES
        fade *= 1 - 1 / n.MEAN_FRAMES
        out[t] = mean / (1 - fade)
    return out


def logistic(v):
    return 1 / (1 + np.exp(-v))


class Network:
    """Runs a dict of arrays named as in the weights file."""

    def __init__(self, weights):
        self.weights = weights

    def gru(self, name, inputs):
        w, h, out = self.weights, np.zeros(len(self.weights[name + '.input.bias']) // 3, np.float32), []
        driven = inputs @ w[name + '.input.weight'].T + w[name + '.input.bias']
        for row in driven:
            r_in, z_in, c_in = np.split(row, 3)
            r_h, z_h, c_h = np.split(w[name + '.recurrent.weight'] @ h + w[name + '.recurrent.bias'], 3)
            update = logistic(z_in + z_h)
            candidate = np.tanh(c_in + logistic(r_in + r_h) * c_h)
            h = candidate + update * (h - candidate)
            out.append(h)
        return np.array(out)

    def outputs(self, x):
        w = self.weights
        dense = np.tanh(x @ w['dense.weight'].T + w['dense.bias'])
        first = self.gru('first', dense)
        second = self.gru('second', first)
        return (dense + first + second) @ w['out.weight'].T + w['out.bias']

    def speech(self, x):
        """Logit of the voice detector per frame: FORMAT.md, "Voice"."""
        w = self.weights
        hidden = np.tanh(n.heard(x) @ w['voice.dense.weight'].T + w['voice.dense.bias'])
        return ((hidden + self.gru('voice', hidden)) @ w['voice.out.weight'].T + w['voice.out.bias'])[:, 0]


def decide(out, contrasts, side):
    """(gain per low bin and high band, share of the frame, share of the comb signal per low bin, voice probability)."""
    bands, slopes, comb, voice = np.split(out, np.cumsum([f.BANDS, n.CONTRASTS * f.GROUPS, f.GROUPS]), axis=1)
    slopes = slopes.reshape(-1, n.CONTRASTS, f.GROUPS) @ f.GROUP_TO_BIN
    low = bands[:, :f.LOW_BANDS] @ f.BAND_TO_BIN + n.SLOPE_SCALE * (slopes * contrasts).sum(1)
    voice = logistic(voice)
    exponents = n.PAUSE_EXPONENT + (n.VOICE_EXPONENT - n.PAUSE_EXPONENT) * voice
    gains = np.concatenate([logistic(low) ** exponents, logistic(bands[:, f.LOW_BANDS:]) ** (n.HIGH_EXPONENT * exponents)], 1)
    strength = n.COMB_MAX * logistic(comb)
    own = 1 / np.sqrt(1 + strength ** 2 + 2 * strength * np.maximum(side[:, 0], 0))
    lagged = own * strength * np.minimum(side[:, 1], n.RATIO_MAX)
    return gains, own @ f.GROUP_TO_BIN, lagged @ f.GROUP_TO_BIN, voice[:, 0]


def apply(spectrum, lagged, gains, own, comb):
    """The filtered spectrum; bin 0 takes the gain of bin 1."""
    low = slice(1, f.LOW_BINS + 1)
    out = spectrum.copy()
    out[:, low] = own * spectrum[:, low] + comb * lagged[:, low]
    full = np.concatenate([gains[:, :1], gains[:, :f.LOW_BINS], f.expand_high(gains[:, f.LOW_BINS - 1:])], 1)
    return out * full


def analyse(noisy):
    """Everything known of a sound before the network runs; the first frame is half empty."""
    padded = np.concatenate([np.zeros(f.HOP_SAMPLES, np.float32), noisy, np.zeros(2 * f.HOP_SAMPLES, np.float32)])
    periods, strengths = pitch.track(padded)
    return f.spectra(padded), pitch.comb_spectra(padded, periods), periods, strengths


def suppress(weights, noisy, clean=None):
    """(output, clean part through the same filters or None, voice probability per frame), aligned with the input."""
    spectrum, lagged, periods, strengths = analyse(noisy)
    x, contrasts, side = features(spectrum, lagged, periods, strengths)
    gains, own, comb, voice = decide(Network(weights).outputs(x), contrasts, side)
    out = f.overlap_add(apply(spectrum, lagged, gains, own, comb))[f.HOP_SAMPLES:][:len(noisy)]
    if clean is None:
        return out, None, voice
    padded = np.concatenate([np.zeros(f.HOP_SAMPLES, np.float32), clean, np.zeros(2 * f.HOP_SAMPLES, np.float32)])
    parts = apply(f.spectra(padded), pitch.comb_spectra(padded, periods), gains, own, comb)
    return out, f.overlap_add(parts)[f.HOP_SAMPLES:][:len(noisy)], voice
