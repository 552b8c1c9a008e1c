"""The loss: what leaves the filter against the clean sound, in compressed magnitudes G and S (power ^ (exponent / 2)) per ERB.

Per value and, pooled, per group of low bins: w * |G - S|, bent to a square below `bend`; times 1 + `lost` where G < S.
- w = share of ERBs * noisy magnitude^(-2 exponent evenness): at evenness 1 all frames and bands count alike, as in a loss on gains.
- Absolute, not squared: the median decides where the mean would hedge, and leave a fog of noise around weak speech.
- `doubt`: where speech is this little of the noisy power, or less, the target sinks to silence, ratio^2 / (ratio^2 + doubt^2).
- `pooled`: share of the weight that judges groups (250-600 Hz) instead of single bins; their levels are what listeners judge.
- `complex` times the squared distance of the spectra in the complex plane keeps phase-coherent what is kept.
Sources: compressed complex loss Braun & Tashev 2021, doi:10.1109/TSP52935.2021.9522648; lost speech counts
more: Wang et al. 2020 (VoiceFilter-Lite, Interspeech); gains per band: Valin 2018, doi:10.1109/MMSP.2018.8547084.
"""
import ctypes

import numpy as np
import torch

import frames as f
import network
from kernels import LIBRARY, Head, Targets, Taste, address, pointers

WARM_UP_FRAMES = 20
SCALE = 100.0
VALUE_ERBS = f.value_erbs()
_VALUE_WEIGHT = (VALUE_ERBS / VALUE_ERBS.sum()).astype(np.float32)
_LOG_WIDTH = np.log10(VALUE_ERBS).astype(np.float32)


_GROUP_STARTS = f.GROUP_STARTS.astype(np.int32)
_HEAD = Head(f.VALUES, f.LOW_BANDS, f.HIGH_BANDS, f.GROUPS, address(f.BAND_TO_BIN), address(f.GROUP_TO_BIN),
             address(_GROUP_STARTS), network.SLOPE_SCALE, network.COMB_MAX, network.RATIO_MAX)


class FilterLoss(torch.autograd.Function):
    """From the network's outputs (gains, slopes, comb) through the filter to the loss, in one pass of C."""

    @staticmethod
    def forward(ctx, out, contrasts, side, batch, taste):
        out = out.contiguous()
        frames, clips, outputs = out.shape
        weight = np.full(frames, SCALE / (frames * clips), np.float32)
        weight[:WARM_UP_FRAMES] *= 0.2
        targets = pointers(Targets, dict(batch, frame_weight=weight, value_weight=_VALUE_WEIGHT, log_width=_LOG_WIDTH))
        slope = torch.empty_like(out)
        total = LIBRARY.filter_loss(frames, clips, outputs, ctypes.byref(_HEAD), ctypes.byref(targets), ctypes.byref(Taste(*taste)),
                                    *(address(t) for t in (out, contrasts, side, slope)))
        ctx.save_for_backward(slope)
        return torch.tensor(total, dtype=torch.float32)

    @staticmethod
    def backward(ctx, d_loss):
        return ctx.saved_tensors[0] * d_loss, None, None, None, None
