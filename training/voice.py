"""The voice detector: a small network of its own that hears only what lies below 3.5 kHz, so that it decides alike at every sample rate.

usage: voice.py SHARDS[,SHARDS...] CHECKPOINT [option=value ...]; trains, and goes on from CHECKPOINT where that exists.
FORMAT.md, "Voice", specifies it for the runtime.
"""
import os
import sys
import time

import numpy as np
import torch
from torch import nn

import network
import train

UNITS = 32
#: Labels: shards hold words 10 frames too long; gaps of so much belong to a word; frames around it count for nothing.
HELD_FRAMES, GAP_FRAMES, BEFORE_FRAMES, AFTER_FRAMES = 10, 10, 4, 20
DEFAULTS = dict(minutes=10., rate=3e-3, averaging=.998, clips=24, seed=7)


class VoiceDetector(nn.Module):
    def __init__(self):
        super().__init__()
        self.dense = network.Affine(network.HEARD, UNITS)
        self.gru = network.Gru(UNITS)
        self.out = network.Affine(UNITS, 1)

    def forward(self, x):
        h = torch.tanh(self.dense(network.heard(x)))
        return self.out(h + self.gru(h))[..., 0]


def labels(voice):
    """(target, weight) [frames] of one clip's voice frames."""
    speech = voice.astype(bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], speech.astype(int), [0]])))
    target, border = np.zeros(len(speech), np.float32), np.zeros(len(speech), bool)
    starts, ends = edges[::2].copy(), edges[1::2].copy()
    apart = starts[1:] - ends[:-1] > GAP_FRAMES
    starts = starts[np.concatenate([[True], apart])] if len(starts) else starts
    ends = ends[np.concatenate([apart, [True]])] if len(ends) else ends
    for start, end in zip(starts, ends):
        end = end if end == len(speech) else max(start + 1, end - HELD_FRAMES)
        target[start:end] = 1
        border[max(0, start - BEFORE_FRAMES):start] = True
        border[end:end + AFTER_FRAMES] = True
    return target, np.where(border & (target == 0), 0, 1).astype(np.float32)


class Clips(train.Batches):
    """Batches out of several folders of shards."""

    def shard(self):
        self.folder = self.folders[self.dice.integers(len(self.folders))]
        shard = super().shard()
        shard.setdefault('taught', shard['clean'])
        return shard

    def __init__(self, folders, options):
        self.folders = folders
        super().__init__(folders[0], options)


def detect(path, folders, options):
    torch.set_num_threads(1)
    torch.manual_seed(options['seed'])
    net = VoiceDetector()
    if os.path.exists(path):
        net.load_state_dict(torch.load(path)['average'])
    average = {k: v.clone() for k, v in net.state_dict().items()}
    optimiser = torch.optim.AdamW(net.parameters(), lr=options['rate'], betas=(.9, .98))
    batches, began, steps, sums, logged = Clips(folders, dict(train.DEFAULTS, **options)), time.time(), 0, [], time.time()
    while (spent := (time.time() - began) / 60) < options['minutes']:
        for group in optimiser.param_groups:
            group['lr'] = options['rate'] * max(.02, 1 - spent / options['minutes']) * min(1, (steps + 1) / 100)
        batch, (x, _, _) = batches.ready.get()
        target, weight = (torch.from_numpy(np.stack(v, 1)) for v in zip(*(labels(v) for v in batch['voice'])))
        loss = nn.functional.binary_cross_entropy_with_logits(net(x)[20:], target[20:], weight[20:])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1)
        optimiser.step()
        steps += 1
        keep = min(options['averaging'], (1 + steps) / (10 + steps))
        with torch.no_grad():
            for name, value in net.state_dict().items():
                average[name].mul_(keep).add_(value, alpha=1 - keep)
        sums.append(loss.item())
        if time.time() - logged > train.LOG_EVERY_S:
            logged = time.time()
            print(f'voice step {steps} min {spent:.1f} loss {np.mean(sums):.4f}', flush=True)
            sums = []
            torch.save(dict(average=average, steps=steps), path + '.part')
            os.replace(path + '.part', path)
    torch.save(dict(average=average, steps=steps), path)


def main(arguments):
    folders, path, *rest = arguments
    options = dict(DEFAULTS)
    for name, value in (a.split('=', 1) for a in rest):
        options[name] = type(DEFAULTS[name])(value)
    detect(path, folders.split(','), options)


if __name__ == '__main__':
    main(sys.argv[1:])
