"""Checks that need no corpus: windows, features in C against numpy, GRU and loss gradients, the weights file.

usage: check.py   (prints one line per check; ends with an error at the first that fails)
"""
import numpy as np
import torch

import channels
import export
import frames as f
import loss
import mixtures
import network
import pitch
import reference
import weights

TASTE = (.4, .3, .2, 1., .1, .08, .8, .75)


def report(name, error, bound):
    print(f'{name}: {error:.2g} (at most {bound:g})')
    if not error <= bound:
        raise SystemExit('failed')


def one_clip():
    """A shard's arrays for one clip: the test sound as speech, in noise."""
    clean = np.pad(export.test_sound(), (0, f.WINDOW_SAMPLES))
    noisy = clean + np.random.default_rng(1).normal(0, .03, len(clean)).astype(np.float32)
    clip = mixtures.describe(clean, noisy, .1)
    return noisy, {name: np.ascontiguousarray(clip[name][None], kind) for name, kind in mixtures.TYPES.items()}


def check_frames():
    sound = export.test_sound()
    back = f.overlap_add(f.spectra(sound))
    report('overlapped windows give the sound back', np.abs(back - sound)[f.HOP_SAMPLES:-f.HOP_SAMPLES].max(), 1e-6)


def check_features(noisy, batch):
    periods, strengths = pitch.track(noisy)
    ours = network.features(batch, [0.0])
    theirs = reference.features(f.spectra(noisy), pitch.comb_spectra(noisy, periods), periods, strengths)
    for name, a, b in zip(('features', 'contrasts', 'coherence and ratio'), ours, theirs):
        report(f'{name} from half floats against the reference, mean', np.abs(a[:, 0].numpy() - b).mean(), 3e-3)


def check_gru():
    torch.manual_seed(1)
    ours, theirs = network.Gru(24), torch.nn.GRU(24, 24)
    theirs.load_state_dict(dict(weight_ih_l0=ours.input.weight, bias_ih_l0=ours.input.bias,
                                weight_hh_l0=ours.recurrent.weight, bias_hh_l0=ours.recurrent.bias))
    x = torch.randn(30, 5, 24, requires_grad=True)
    pull = torch.randn(30, 5, 24)
    slopes = [torch.autograd.grad((y * pull).sum(), [x, *m.parameters()])
              for m, y in ((ours, ours(x)), (theirs, theirs(x)[0]))]
    torch_place = (0, 1, 3, 2, 4)
    errors = [(a - slopes[1][i]).abs().max().item() for a, i in zip(slopes[0], torch_place)]
    report('GRU gradients against torch', max(errors), 1e-4)


def check_loss(batch):
    """The gradient of each kind of output against a difference along it."""
    x, contrasts, side = network.features(batch, [0.0])
    torch.manual_seed(2)
    out = network.VoiceNetwork()(x).detach() + .3 * torch.randn(len(x), 1, network.OUTPUTS)

    def value(at):
        return loss.FilterLoss.apply(at, contrasts, side, batch, TASTE)
    start = out.clone().requires_grad_()
    slope, = torch.autograd.grad(value(start), start)
    ends = np.cumsum([0, f.BANDS, network.CONTRASTS * f.GROUPS, f.GROUPS])
    for name, low, high in zip(('gain', 'slope', 'comb'), ends[:-1], ends[1:]):
        along = torch.zeros_like(slope)
        along[..., low:high] = slope[..., low:high]
        length = along.norm()
        step = .05 * along / length
        found = (value(out + step) - value(out - step)) / .1
        report(f'{name} gradient against a difference, share', abs(found / length - 1).item(), .02)


def check_weights():
    dice = np.random.default_rng(3)
    tensors = {'a.weight': dice.normal(0, 1, (5, 7)).astype(np.float32), 'a.bias': dice.normal(0, 1, 5).astype(np.float32)}
    data = weights.pack(tensors)
    back = weights.unpack(data)
    report('int8 weights, share of the largest of the row', np.abs(back['a.weight'] - tensors['a.weight']).max()
           / np.abs(tensors['a.weight']).max(), .5 / 127 + 1e-6)
    damaged = bytearray(data)
    damaged[-1] ^= 1
    try:
        weights.unpack(bytes(damaged))
        raise SystemExit('a damaged file was taken')
    except ValueError:
        print('a damaged file is refused')


def check_channels():
    tone = np.sin(2 * np.pi * 440 * np.arange(48000) / 48000).astype(np.float32) * np.float32(.3)
    report('telephone, amplitude', np.abs(channels.telephone(tone) - tone)[4800:-4800].max(), .02)
    coded = channels.opus(tone, 24000)
    lags = range(-40, 41)
    best = max(lags, key=lambda lag: float(np.dot(coded[9600:38400], tone[9600 - lag:38400 - lag])))
    report('Opus, samples late', abs(best), 10)
    report('clipped, over the bound', max(np.abs(c).max() for c in channels.clipped([tone, tone / 2], 6)) - .3 * 10 ** -.3, 1e-3)


if __name__ == '__main__':
    noisy_sound, clip_batch = one_clip()
    check_frames()
    check_features(noisy_sound, clip_batch)
    check_gru()
    check_loss(clip_batch)
    check_weights()
    check_channels()
