"""RNNoise 0.2 (BSD-3-Clause) as a second opinion on levels: what it leaves of a mixture, in time with it. README.md says how and why."""
import ctypes
import os

import numpy as np

FRAME_SAMPLES = 480
#: Its output lags its input by so much: half a window, and one frame of look-ahead.
DELAY_SAMPLES = 960
SCALE = np.float32(32768)
#: A shared library of RNNoise; without it mixtures are made without a second opinion.
LIBRARY_VARIABLE, MODEL_VARIABLE = 'HUMR_RNNOISE_LIBRARY', 'HUMR_RNNOISE_MODEL'


class Teacher:
    def __init__(self, library, model):
        self.library = ctypes.CDLL(library)
        for name in ('rnnoise_create', 'rnnoise_model_from_filename'):
            getattr(self.library, name).restype = ctypes.c_void_p
        self.model = ctypes.c_void_p(self.library.rnnoise_model_from_filename(model.encode()) if model else None)
        self.library.rnnoise_process_frame.restype = ctypes.c_float

    def suppress(self, noisy):
        """What it makes of a whole sound, with its delay taken out."""
        frames = -(-(len(noisy) + DELAY_SAMPLES) // FRAME_SAMPLES)
        sound = np.zeros((frames, FRAME_SAMPLES), np.float32)
        sound.reshape(-1)[:len(noisy)] = noisy * SCALE
        state = ctypes.c_void_p(self.library.rnnoise_create(self.model))
        for start in range(sound.ctypes.data, sound.ctypes.data + sound.nbytes, sound.strides[0]):
            self.library.rnnoise_process_frame(state, ctypes.c_void_p(start), ctypes.c_void_p(start))
        self.library.rnnoise_destroy(state)
        return sound.reshape(-1)[DELAY_SAMPLES:DELAY_SAMPLES + len(noisy)] / SCALE


def from_environment():
    """The teacher whose library the environment names, or None."""
    library = os.environ.get(LIBRARY_VARIABLE)
    return Teacher(library, os.environ.get(MODEL_VARIABLE)) if library else None
