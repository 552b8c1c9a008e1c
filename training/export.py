"""Writes what is published: the int8 weights, the test vector and a compact checkpoint to go on from.

usage: export.py CHECKPOINT[,EARLIER...] VOICE_CHECKPOINT WEIGHTS_BIN [VECTOR_JSON] [COMPACT_PT]
Of several checkpoints of one run the weights are averaged; the rest is the first one's. The compact checkpoint serves as VOICE_CHECKPOINT too.
"""
import json
import os
import sys

import numpy as np
import torch

import frames as f
import reference
import weights

VECTOR_SAMPLES = 48000
SHOWN_FRAMES = (1, 20, 55, 90)
DIGITS = 7


def replace(path, data):
    """Writes a file in one step."""
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path + '.part', 'wb') as file:
        file.write(data)
    os.replace(path + '.part', path)


def test_sound():
    """One second by formula: a gliding voice that stops at 0.7 s, in noise from a linear congruential generator."""
    noise, state = np.empty(VECTOR_SAMPLES), 1
    for index in range(VECTOR_SAMPLES):
        state = (1664525 * state + 1013904223) % 2 ** 32
        noise[index] = state / 2 ** 31 - 1
    time_s = np.arange(VECTOR_SAMPLES) / f.RATE_HZ
    phase = 2 * np.pi * (140 * time_s + 30 * time_s ** 2)
    voice = sum(np.sin(k * phase) / k for k in range(1, 21)) * np.sin(np.pi * np.minimum(time_s / 0.7, 1)) ** 2
    return (0.1 * voice + 0.01 * noise).astype(np.float32)


def rounded(values):
    return [float(f'{v:.{DIGITS}g}') for v in np.asarray(values, np.float64).ravel()]


def vector(tensors):
    """What the runtime must reproduce for `test_sound` with these weights."""
    sound = test_sound()
    spectrum, lagged, periods, strengths = reference.analyse(sound)
    x, contrasts, side = reference.features(spectrum, lagged, periods, strengths)
    network = reference.Network(tensors)
    out = network.outputs(x)
    gains, own, comb, voice = reference.decide(out, contrasts, side)
    result = reference.suppress(tensors, sound)[0]
    shown = {str(t): dict(features=rounded(x[t]), contrasts=rounded(contrasts[t]), outputs=rounded(out[t]), gains=rounded(gains[t]),
                          ownShare=rounded(own[t]), combShare=rounded(comb[t])) for t in SHOWN_FRAMES}
    return dict(
        about='FORMAT.md, "Test vector": frames count from 0, the first ends at sample 480 of the sound',
        samples=VECTOR_SAMPLES, inputAt={str(i): float(sound[i]) for i in (0, 1, 1000, 20000, 47999)},
        periods=[int(p) for p in periods], strengths=rounded(strengths), voice=rounded(voice), speech=rounded(network.speech(x)),
        rmsPerHop=rounded(np.sqrt((result.reshape(-1, f.HOP_SAMPLES) ** 2).mean(1))),
        outputFrom=20000, output=rounded(result[20000:20048]), frames=shown)


def load_mean(paths):
    states = [torch.load(path) for path in paths]
    average = {name: sum(s['average'][name] for s in states) / len(states) for name in states[0]['average']}
    return dict(states[0], average=average)


def published(average, detector):
    """All tensors in the order of the file."""
    tensors = {name: value.numpy() for name, value in average.items()}
    for name, value in detector.items():
        name = name.replace('gru.', '')
        tensors['voice.' + name] = np.pad(value.numpy(), [(0, -len(value) % 8)] + [(0, 0)] * (value.dim() - 1))
    return tensors


def main(checkpoints, voice_checkpoint, bin_path, vector_path=None, compact_path=None):
    state = load_mean(checkpoints.split(','))
    heard = torch.load(voice_checkpoint)
    detector = heard.get('detector', heard['average'])
    data = weights.pack(published(state['average'], detector))
    replace(bin_path, data)
    print(f'{bin_path}: {len(data)} bytes after {state["steps"]} steps, {state["minutes"]:.0f} minutes')
    if vector_path:
        replace(vector_path, json.dumps(vector(weights.unpack(data)), separators=(',', ':')).encode())
    if compact_path:
        kept = dict({k: state[k] for k in ('average', 'steps', 'minutes', 'options')}, detector=detector)
        torch.save(kept, compact_path + '.part')
        os.replace(compact_path + '.part', compact_path)


if __name__ == '__main__':
    main(*sys.argv[1:])
