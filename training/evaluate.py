"""Measures weights on the development clips (tuning only, never training).

usage: evaluate.py WEIGHTS VOICE_DIR [--json FILE]; WEIGHTS is a checkpoint (.pt), the exported .bin, or `none`.
"""
import argparse
import json
import os
import subprocess
import tempfile
import wave

import numpy as np
from scipy.signal import resample_poly

import measures
import reference

HERE = os.path.dirname(os.path.abspath(__file__))
CLASSES = ('stationary', 'babble', 'keyboard', 'street', 'music')
#: Where the speech of a source ends, by its native rate.
TOP_HZ = {16000: 7500, 44100: 16000}
#: Published beside ours: @jitsi/rnnoise-wasm on the same clips (OVRL by class too).
PEER = dict(name='@jitsi/rnnoise-wasm', ovrl=2.74, sig=3.11, bak=3.72, estoi=.697, kept=80, pauseDb=-26, cleanKept=99.1,
            stationary=2.86, babble=2.53, keyboard=2.80, street=3.00, music=2.50)


def read_wave(path):
    with wave.open(path) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), '<i2').astype(np.float32) / 32768
        return resample_poly(samples, measures.RATE_HZ // file.getframerate(), 1).astype(np.float32)


def clips(voice_dir):
    """Yields (manifest item, clean or zeros, noisy), rounded to 16 bit as a file would be."""
    folder = os.path.join(voice_dir, 'dev')
    with open(os.path.join(folder, 'manifest.json')) as file:
        items = json.load(file)['items']
    for item in items:
        clean = None if item['snr'] == 'noise' else read_wave(os.path.join(folder, item['clean'])) * np.float32(item['gs'])
        noise = None if item['cls'] == 'clean' else read_wave(os.path.join(folder, item['noise'])) * np.float32(item['gn'])
        length = len(noise if clean is None else clean)
        clean = np.zeros(length, np.float32) if clean is None else clean
        noisy = clean + (0 if noise is None else noise[:length])
        yield item, clean, (np.round(32768 * np.clip(noisy, -1, .99997)) / 32768).astype(np.float32)


def load_weights(path):
    if path.endswith('.pt'):
        import torch
        return {name: value.numpy() for name, value in torch.load(path)['average'].items()}
    from weights import read
    return read(path)


def voice_labels(clean, frames):
    """Frames (20 ms) within 15.9 dB of the active level, held for 200 ms."""
    powers = (np.concatenate([np.zeros(480, np.float32), clean, np.zeros(960, np.float32)])[:(frames + 1) * 480] ** 2)
    segments = powers.reshape(-1, 480).mean(1)
    powers = (segments[1:] + segments[:-1]) / 2
    active = powers[powers > np.percentile(powers, 98) * 1e-3].mean()
    return np.convolve(powers > active * 10 ** -1.59, np.ones(21))[:frames] > 0


def measure(item, clean, noisy, out, clean_out, voice):
    """Measures of one clip, DNSMOS aside."""
    row = dict(cls=item['cls'], snr=item['snr'])
    if item['snr'] == 'noise':
        row['pauseDb'] = measures.pause_db(noisy, out, np.ones(len(out) // 960, bool), 2)
        row['alarms'] = float((voice > .5).mean())
        return row
    top_hz = TOP_HZ.get(item.get('native'), 20000)
    row.update(estoi=measures.estoi(clean, out), kept=measures.kept_percent(clean, out, top_hz),
               pathKept=measures.path_kept_percent(clean, clean_out),
               auc=measures.area_under_curve(voice, voice_labels(clean, len(voice))))
    if item['cls'] != 'clean':
        row['siSdrGainDb'] = measures.si_sdr_db(clean, out) - measures.si_sdr_db(clean, noisy)
        row['pauseDb'] = measures.pause_db(noisy, out, measures.pause_frames(clean), .4)
    return row


def dnsmos(folder, voice_dir):
    model = os.path.join(os.path.abspath(voice_dir), 'dnsmos', 'sig_bak_ovr.onnx')
    run = subprocess.run(['node', os.path.join(HERE, 'dnsmos.mjs'), model, folder], capture_output=True, check=True, cwd=HERE)
    return json.loads(run.stdout)


def rows(weights, voice_dir):
    """One row of measures per clip."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for item, clean, noisy in clips(voice_dir):
            out, clean_out, voice = (noisy, clean, np.arange(len(clean) // 480.)) if weights is None else reference.suppress(weights, noisy, clean)
            found[item['id']] = measure(item, clean, noisy, out, clean_out, voice)
            if item['snr'] != 'noise':
                resample_poly(out, 1, 3).astype('<f4').tofile(os.path.join(folder, item['id'] + '.f32'))
        for name, scores in dnsmos(folder, voice_dir).items():
            found[name].update(zip(('sig', 'bak', 'ovrl'), scores))
    return list(found.values())


def mean(selected, name):
    return float(np.nanmean([r[name] for r in selected if name in r] or [np.nan]))


MEASURES = ('ovrl', 'sig', 'bak', 'estoi', 'siSdrGainDb', 'kept', 'pathKept', 'pauseDb', 'auc')


def summary(measured):
    """Means over the 50 noisy clips, by class and by SNR, and of the clean and the noise-only clips."""
    noisy = [r for r in measured if isinstance(r['snr'], (int, float))]
    clean = [r for r in measured if r['cls'] == 'clean']
    alone = [r for r in measured if r['snr'] == 'noise']
    return dict(noisy={m: mean(noisy, m) for m in MEASURES},
                classes={c: {m: mean([r for r in noisy if r['cls'] == c], m) for m in MEASURES} for c in CLASSES},
                snrs={s: {m: mean([r for r in noisy if r['snr'] == s], m) for m in MEASURES} for s in (-5, 0, 5, 10, 15)},
                clean={m: mean(clean, m) for m in ('ovrl', 'estoi', 'kept', 'pathKept')},
                noise={m: mean(alone, m) for m in ('pauseDb', 'alarms')})


def table(result):
    lines = ['| | ' + ' | '.join(MEASURES) + ' |', '|---' * (len(MEASURES) + 1) + '|']
    for name, values in [('noisy', result['noisy']), *result['classes'].items(), *result['snrs'].items()]:
        lines.append(f'| {name} | ' + ' | '.join(f'{values[m]:.3f}' for m in MEASURES) + ' |')
    lines.append('clean: ' + ' '.join(f'{k} {v:.3f}' for k, v in result['clean'].items()))
    lines.append('noise alone: ' + ' '.join(f'{k} {v:.3f}' for k, v in result['noise'].items()))
    return '\n'.join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('weights')
    parser.add_argument('voice_dir')
    parser.add_argument('--json')
    options = parser.parse_args()
    result = summary(rows(None if options.weights == 'none' else load_weights(options.weights), options.voice_dir))
    print(table(result))
    if options.json:
        with open(options.json, 'w') as file:
            json.dump(result, file, indent=1)


if __name__ == '__main__':
    main()
