"""Python's side of features.c and learning.c, compiled on first use into the temporary folder of the user."""
import ctypes
import os
import subprocess
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
FLAGS = ['-O3', '-march=native', '-ffast-math', '-mprefer-vector-width=512', '-shared', '-fPIC']


def library():
    sources = [os.path.join(HERE, name) for name in ('features.c', 'learning.c')]
    stamp = int(max(os.path.getmtime(s) for s in [*sources, os.path.join(HERE, 'kernels.h')]))
    path = os.path.join(tempfile.gettempdir(), f'humr-kernels-{os.getuid()}-{stamp}.so')
    if not os.path.exists(path):
        part = f'{path}.{os.getpid()}'
        subprocess.run(['gcc', *FLAGS, *sources, '-o', part, '-l:libopenblas.so.0', '-lm'], check=True)
        os.replace(part, path)
    return ctypes.CDLL(path)


LIBRARY = library()


def address(array):
    """Of a numpy array or a torch tensor, which must be dense."""
    return ctypes.c_void_p(array.ctypes.data if isinstance(array, np.ndarray) else array.data_ptr())


def number(value):
    return ctypes.c_float(float(value))


def pitch_track(frames, sound_12khz, memory, bias):
    history = 256
    padded = np.concatenate([np.zeros(history, np.float32), sound_12khz])
    periods, strengths = np.empty(frames, np.int32), np.empty(frames, np.float32)
    LIBRARY.pitch_track(frames, address(padded[history:]), number(memory), number(bias), address(periods), address(strengths))
    return periods, strengths


class Layout(ctypes.Structure):
    _fields_ = [(n, ctypes.c_int) for n in ('values', 'low_bands', 'high_bands', 'groups', 'shape_bands')] + \
               [(n, ctypes.c_void_p) for n in ('low_edges', 'high_widths', 'group_starts')] + [(n, ctypes.c_float) for n in ('mean_share', 'fine_share')]


class Clip(ctypes.Structure):
    _fields_ = [(n, ctypes.c_void_p) for n in ('noisy', 'lagged', 'noisy_lagged', 'strength', 'period')]


class Targets(ctypes.Structure):
    _fields_ = [(n, ctypes.c_void_p) for n in ('noisy', 'clean', 'taught', 'lagged', 'clean_noisy', 'noisy_lagged', 'clean_lagged',
                                               'frame_weight', 'value_weight', 'log_width')]


class Head(ctypes.Structure):
    _fields_ = [(n, ctypes.c_int) for n in ('values', 'low_bands', 'high_bands', 'groups')] + \
               [(n, ctypes.c_void_p) for n in ('band_to_bin', 'group_to_bin', 'group_starts')] + \
               [(n, ctypes.c_float) for n in ('slope_scale', 'comb_max', 'ratio_max')]


class Taste(ctypes.Structure):
    _fields_ = [(n, ctypes.c_float) for n in ('exponent', 'lost', 'complex', 'evenness', 'bend', 'doubt', 'pooled', 'taught')]


LIBRARY.filter_loss.restype = ctypes.c_double


def pointers(kind, arrays):
    """A structure of the addresses of the arrays named as its fields."""
    return kind(**{name: address(arrays[name]) for name, _ in kind._fields_})
