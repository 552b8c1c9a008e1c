"""The network: features -> gain logits, slopes, comb strengths, voice. FORMAT.md specifies it for the runtime."""
import ctypes

import numpy as np
import torch
from torch import nn

import frames as f
from kernels import LIBRARY, Clip, Layout, address, number, pointers

#: Running means forget in 1.5 s.
MEAN_FRAMES = 150
#: What the bin-by-bin contrasts see is smoothed: each new frame counts this share. Unsmoothed, they turn noise into music.
FINE_SHARE = 0.35
SHAPE_BANDS = f.BANDS // 3
FEATURES = f.BANDS + SHAPE_BANDS + 2 * f.GROUPS + 2
CONTRASTS = 4
SLOPE_SCALE = 3
OUTPUTS = f.BANDS + (CONTRASTS + 1) * f.GROUPS + 1
#: The comb signal may weigh up to twice the frame.
COMB_MAX = 2.0
#: A comb signal weaker than a quarter of the frame is lifted fourfold only.
RATIO_MAX = 4.0
UNITS = 128
#: Exponent of the gains in frames without and with voice: what little the network leaves in doubt is decided by the voice.
PAUSE_EXPONENT, VOICE_EXPONENT = 1.6, 0.7
#: High bands go down further: what is left there is noise rather than speech.
HIGH_EXPONENT = 1.3

_TABLES = dict(low_edges=f.LOW_EDGES.astype(np.int32), high_widths=np.diff(f.HIGH_EDGES).astype(np.int32),
               group_starts=f.GROUP_STARTS.astype(np.int32))
_LAYOUT = Layout(f.VALUES, f.LOW_BANDS, f.HIGH_BANDS, f.GROUPS, SHAPE_BANDS,
                 *(address(_TABLES[n]) for n in ('low_edges', 'high_widths', 'group_starts')), 1 / MEAN_FRAMES, FINE_SHARE)


#: Bands, shapes and groups that end below 3.5 kHz, whatever the sample rate lets through: what the voice detector hears.
HEARD_BANDS = int(np.searchsorted(f.LOW_EDGES, 3500 / f.BIN_HZ)) - 1
HEARD_SHAPES, HEARD_GROUPS = HEARD_BANDS // 3, f.GROUPS - 1
HEARD = HEARD_BANDS + HEARD_SHAPES + 2 * HEARD_GROUPS + 2


def heard(x):
    """What the voice detector takes of the features [..., FEATURES], an array or a tensor."""
    peaks = f.BANDS + SHAPE_BANDS
    shape = x[..., f.BANDS:f.BANDS + HEARD_SHAPES]
    parts = [x[..., :HEARD_BANDS], shape - shape.mean(-1)[..., None], x[..., peaks:peaks + HEARD_GROUPS],
             x[..., peaks + f.GROUPS:peaks + f.GROUPS + HEARD_GROUPS], x[..., -2:]]
    return torch.cat(parts, -1) if torch.is_tensor(x) else np.concatenate(parts, -1)


def features(batch, lifts):
    """Features x, contrasts u, and side (coherence and amplitude ratio per group) of a batch, [frames, clips, ...].

    @param batch arrays of a shard, [clips, frames, ...], dense
    @param lifts level added to each clip, log10 power
    """
    clips, count = batch['noisy'].shape[:2]
    x = torch.empty(count, clips, FEATURES)
    u = torch.empty(count, clips, CONTRASTS, f.LOW_BINS)
    side = torch.empty(count, clips, 2, f.GROUPS)
    for index in range(clips):
        clip = pointers(Clip, {name: batch[name][index] for name, _ in Clip._fields_})
        LIBRARY.features(ctypes.byref(_LAYOUT), ctypes.byref(clip), count, number(lifts[index]), clips, FEATURES,
                         address(x[0, index]), address(u[0, index]), address(side[0, index]))
    return x, u, side


class Recurrence(torch.autograd.Function):
    """The recurrent half of a gated recurrent unit. Source: Cho et al. 2014, doi:10.3115/v1/D14-1179."""

    @staticmethod
    def forward(ctx, inputs, weights, bias):
        count, clips, gates = inputs.shape
        inputs = inputs.contiguous()
        out, kept = torch.empty(count, clips, gates // 3), torch.empty(count, clips, gates // 3 * 4)
        LIBRARY.gru_forward(count, clips, gates // 3, address(inputs), address(weights), address(bias), address(out), address(kept))
        ctx.save_for_backward(weights, out, kept)
        return out

    @staticmethod
    def backward(ctx, d_out):
        weights, out, kept = ctx.saved_tensors
        count, clips, units = out.shape
        d_out = d_out.contiguous()
        d_inputs, d_recurrent = torch.empty(count, clips, 3 * units), torch.empty(count, clips, 3 * units)
        LIBRARY.gru_backward(count, clips, units, address(weights), address(out), address(kept), address(d_out),
                             address(d_inputs), address(d_recurrent))
        before, after = out[:-1].reshape(-1, units), d_recurrent[1:].reshape(-1, 3 * units)
        if Affine.half:
            before, after = before.bfloat16(), after.bfloat16()
        return d_inputs, (after.t() @ before).float(), column_sums(d_recurrent.view(-1, 3 * units))


class HalfProduct(torch.autograd.Function):
    """x W' + b with the products in bfloat16: six times faster where the processor has matrix units."""

    @staticmethod
    def forward(ctx, x, weight, bias):
        x_half, weight_half = x.reshape(-1, x.shape[-1]).bfloat16(), weight.bfloat16()
        ctx.save_for_backward(x_half, weight_half)
        return (x_half @ weight_half.t()).float().add_(bias).view(*x.shape[:-1], -1)

    @staticmethod
    def backward(ctx, d_out):
        x_half, weight_half = ctx.saved_tensors
        flat = d_out.reshape(-1, d_out.shape[-1])
        half = flat.bfloat16()
        d_x = (half @ weight_half).float().view(*d_out.shape[:-1], -1) if ctx.needs_input_grad[0] else None
        return d_x, (half.t() @ x_half).float(), column_sums(flat)


def column_sums(rows):
    return torch.mv(rows.t(), torch.ones(len(rows)))


class Affine(nn.Linear):
    """A linear layer; `half` switches all of them to bfloat16 products while training."""

    half = False

    def forward(self, x):
        return HalfProduct.apply(x, self.weight, self.bias) if Affine.half else super().forward(x)


class Gru(nn.Module):
    """Gate order reset, update, candidate, as torch.nn.GRU."""

    def __init__(self, units):
        super().__init__()
        self.input = Affine(units, 3 * units)
        self.recurrent = Affine(units, 3 * units)
        for gate in self.recurrent.weight.data.split(units):
            nn.init.orthogonal_(gate)

    def forward(self, x):
        return Recurrence.apply(self.input(x), self.recurrent.weight, self.recurrent.bias)


def widened(fresh, trained):
    """Weights of the size of `fresh` that do what the smaller `trained` ones do: the added units are fresh, and nothing listens to them yet."""
    out = {}
    for name, old in trained.items():
        new = fresh[name].clone()
        layers = 3 if old.shape[0] != new.shape[0] and name.split('.')[0] in ('first', 'second') else 1
        for into, part in zip(new.chunk(layers), old.chunk(layers)):
            if part.dim() == 2:
                into[:len(part), part.shape[1]:] = 0
                into[:len(part), :part.shape[1]] = part
            else:
                into[:len(part)] = part
        out[name] = new
    return out


class VoiceNetwork(nn.Module):
    """dense tanh -> two GRUs, all three summed -> outputs."""

    def __init__(self, units=UNITS):
        super().__init__()
        self.units = units
        self.dense = Affine(FEATURES, units)
        self.first, self.second = Gru(units), Gru(units)
        self.out = Affine(units, OUTPUTS)
        self.out.weight.data *= 0.5
        bias = self.out.bias.data.zero_()
        bias[:f.BANDS] = 1.5
        bias[-1 - f.GROUPS:-1] = -2.0

    def multiplications(self):
        return sum(p.numel() for p in self.parameters() if p.dim() == 2)

    def forward(self, x):
        """[frames, clips, OUTPUTS]: gains per band, slopes per contrast and group, comb per group (all logits), voice logit."""
        h = torch.tanh(self.dense(x))
        first = self.first(h)
        second = self.second(first)
        return self.out(h + first + second)
