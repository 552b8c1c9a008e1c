"""Trains the voice network on shards of mixtures; stops and goes on at any time from its checkpoint."""
import json
import math
import os
import queue
import sys
import threading
import time

import numpy as np
import torch

import loss
import network
from mixtures import shard_paths

DEFAULTS = dict(minutes=60.0, rate=2e-3, decay_minutes=20.0, warm_steps=200, clips=16, seed=1, averaging=.999, voice=.15,
                exponent=.4, lost=.3, complex=.2, evenness=1., bend=.1, doubt=.08, pooled=.8, taught=.75, clip_norm=3., weight_decay=.01, shards_open=8, units=network.UNITS, half=0)
SAVE_EVERY_S, LOG_EVERY_S = 120, 30
#: See silence_floors; log10 power and frames.
FLOOR_MARGIN, PAUSE_RANGE, PAUSE_REACH, SILENCE = .8, (3.0, 5.0), 6, -12
#: Each clip is lifted by a random level, log10 power, before the features.
LIFT_RANGE = (-1.5, .8)
#: And goes through a random response: log10 power at so many corners over the values.
EQUALISER_SPREAD, EQUALISER_CORNERS = .3, 7


def silence_floors(shard):
    """Takes the recording's own noise out of the target: pauses of the clean speech become silence, in place.

    A pause is where, for PAUSE_REACH frames around, no frame rises FLOOR_MARGIN over the clip's floor (its 10th
    percentile); the bound so found is held between PAUSE_RANGE below the active level.
    """
    for clean, voice in zip(shard['clean'], shard['voice']):
        if not voice.any():
            continue
        level = np.log10(np.exp(clean.astype(np.float32) * np.float32(np.log(10))).sum(1) + 1e-12)
        active = np.log10(np.mean(10 ** level[voice > 0]))
        floor = np.percentile(level[level > -9.5], 10) if (level > -9.5).any() else -10
        bound = np.clip(floor + FLOOR_MARGIN, active - PAUSE_RANGE[1], active - PAUSE_RANGE[0])
        near = np.convolve(level > bound, np.ones(2 * PAUSE_REACH + 1), 'same') > 0.5
        clean[~near] = SILENCE


def equalise(batch, dice):
    """Every clip through a random smooth frequency response, the same for all its parts, in place."""
    at = np.linspace(0, EQUALISER_CORNERS - 1, batch['noisy'].shape[2])
    for index in range(len(batch['noisy'])):
        levels = dice.normal(0, EQUALISER_SPREAD, EQUALISER_CORNERS)
        curve = np.interp(at, np.arange(EQUALISER_CORNERS), levels).astype(np.float16)
        for name in ('noisy', 'clean', 'taught', 'lagged'):
            batch[name][index] += curve[:batch[name].shape[2]]


class Batches(threading.Thread):
    """Random clips out of a few open shards, the oldest of which is replaced again and again."""

    def __init__(self, folder, options):
        super().__init__(daemon=True)
        self.folder, self.options = folder, options
        self.dice = np.random.default_rng(options['seed'] + int(time.time()))
        self.ready, self.open = queue.Queue(3), []
        self.start()

    def shard(self):
        while True:
            try:
                paths = shard_paths(self.folder)
                with np.load(paths[self.dice.integers(len(paths))]) as file:
                    shard = {name: file[name] for name in file.files}
                silence_floors(shard)
                return shard
            except (OSError, ValueError, EOFError):
                time.sleep(.2)

    def draw(self):
        shards = [self.open[i] for i in self.dice.integers(len(self.open), size=self.options['clips'])]
        rows = [self.dice.integers(len(s['noisy'])) for s in shards]
        batch = {name: np.stack([s[name][r] for s, r in zip(shards, rows)]) for name in shards[0]}
        equalise(batch, self.dice)
        return batch, network.features(batch, self.dice.uniform(*LIFT_RANGE, len(rows)))

    def run(self):
        used = 0
        while True:
            while len(self.open) < self.options['shards_open']:
                self.open.append(self.shard())
            self.ready.put(self.draw())
            used += self.options['clips']
            if used >= len(self.open[0]['noisy']):
                self.open.pop(0)
                used = 0


class Run:
    """A network in training: its weights, their running average, the optimiser and how far it has come."""

    def __init__(self, folder, options):
        torch.manual_seed(options['seed'])
        self.path, self.options, self.steps, self.minutes, self.history = os.path.join(folder, 'checkpoint.pt'), options, 0, 0.0, []
        self.net = network.VoiceNetwork(options['units'])
        self.optimiser = torch.optim.AdamW(self.net.parameters(), lr=options['rate'], weight_decay=options['weight_decay'], betas=(.9, .98))
        self.average = {k: v.clone() for k, v in self.net.state_dict().items()}
        os.makedirs(folder, exist_ok=True)

    def load(self, path, whole=True):
        state = torch.load(path)
        average = network.widened(self.net.state_dict(), state['average'])
        self.net.load_state_dict(state['net'] if whole else average)
        self.average = {k: v.clone() for k, v in average.items()}
        self.steps, self.minutes, self.history = state['steps'], state['minutes'], state.get('history', [])
        if whole and 'optimiser' in state:
            self.optimiser.load_state_dict(state['optimiser'])

    def save(self):
        state = dict(net=self.net.state_dict(), average=self.average, optimiser=self.optimiser.state_dict(), steps=self.steps,
                     minutes=self.minutes, history=self.history, options=self.options)
        torch.save(state, self.path + '.part')
        os.replace(self.path + '.part', self.path)

    def rate(self, minutes, steps):
        """Warm-up, then constant, then a cosine to 2 % within the last `decay_minutes`."""
        left = (self.options['minutes'] - minutes) / self.options['decay_minutes']
        fall = .02 + .98 * (.5 - .5 * math.cos(math.pi * min(1, max(0, left))))
        return self.options['rate'] * fall * min(1, (steps + 1) / self.options['warm_steps'])

    def step(self, batch, inputs):
        options, (x, contrasts, side) = self.options, inputs
        out = self.net(x)
        taste = tuple(options[k] for k in ('exponent', 'lost', 'complex', 'evenness', 'bend', 'doubt', 'pooled', 'taught'))
        filtered = loss.FilterLoss.apply(out, contrasts, side, batch, taste)
        target = torch.from_numpy(batch['voice'].T.astype(np.float32))
        spoken = torch.nn.functional.binary_cross_entropy_with_logits(out[..., -1], target)
        self.optimiser.zero_grad()
        (filtered + options['voice'] * spoken).backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), options['clip_norm'])
        self.optimiser.step()
        self.steps += 1
        keep = min(options['averaging'], (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            for name, value in self.net.state_dict().items():
                self.average[name].mul_(keep).add_(value, alpha=1 - keep)
        return filtered.item(), spoken.item()


def train(shards, folder, options, start=None):
    """Trains for `minutes` of this call; goes on from `folder`'s checkpoint, else from the averaged weights of `start`."""
    torch.set_num_threads(1)
    network.Affine.half = bool(options['half'])
    run, began = Run(folder, options), time.time()
    if os.path.exists(run.path):
        run.load(run.path)
    elif start:
        run.load(start, whole=False)
    batches, before, first = Batches(shards, options), run.minutes, run.steps
    saved = logged = began
    sums = []
    while (spent := (time.time() - began) / 60) < options['minutes']:
        for group in run.optimiser.param_groups:
            group['lr'] = run.rate(spent, run.steps - first)
        sums.append(run.step(*batches.ready.get()))
        run.minutes = before + spent
        if time.time() - logged > LOG_EVERY_S:
            logged = time.time()
            means = np.mean(sums, 0)
            sums = []
            run.history.append((run.steps, run.minutes, *means))
            speed = (run.steps - first) * options['clips'] * 5 / (time.time() - began)
            print(f'step {run.steps} min {run.minutes:.1f} filter {means[0]:.4f} voice {means[1]:.4f} {speed:.0f} x real time', flush=True)
        if time.time() - saved > SAVE_EVERY_S:
            saved = time.time()
            run.save()
    run.save()


def main(arguments):
    """train.py SHARDS RUN_FOLDER [start=CHECKPOINT] [option=value ...]"""
    shards, folder, *rest = arguments
    options, start = dict(DEFAULTS), None
    for name, value in (a.split('=', 1) for a in rest):
        if name == 'start':
            start = value
        else:
            options[name] = type(DEFAULTS[name])(value)
    print(json.dumps(options), flush=True)
    train(shards, folder, options, start)


if __name__ == '__main__':
    main(sys.argv[1:])
