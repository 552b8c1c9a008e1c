"""The weights file: FORMAT.md, "The file". Matrices as int8 with one scale a row, scales and vectors as float16, little-endian."""
import struct
import zlib

import numpy as np

MAGIC, VERSION = b'HUMV', 2
INT8_ROWS, VECTOR = 0, 1
HEAD = struct.Struct('<4sHHII')
ENTRY = struct.Struct('<24sHHBxxx')


def quantise(matrix):
    """(scales per row, int8) so that scale * int8 is nearest to the matrix."""
    scales = (np.maximum(np.abs(matrix).max(1), 1e-4) / 127).astype(np.float16).astype(np.float32)
    return scales, np.clip(np.round(matrix / scales[:, None]), -127, 127).astype(np.int8)


def padded(data):
    return data + bytes(-len(data) % 4)


def pack(tensors):
    """Bytes of a file holding {name: array of one or two dimensions}, in order."""
    table, body = b'', b''
    for name, values in tensors.items():
        rows, columns = values.shape if values.ndim == 2 else (1, len(values))
        kind = INT8_ROWS if values.ndim == 2 else VECTOR
        table += ENTRY.pack(name.encode(), rows, columns, kind)
        if kind == INT8_ROWS:
            scales, data = quantise(values)
            body += padded(scales.astype('<f2').tobytes()) + data.tobytes()
        else:
            body += values.astype('<f2').tobytes()
        body = padded(body)
    content = table + body
    return HEAD.pack(MAGIC, VERSION, len(tensors), len(content), zlib.crc32(content)) + content


def unpack(data):
    """The arrays of a file as float32. @raise ValueError when it is foreign or damaged."""
    magic, version, count, length, checksum = HEAD.unpack_from(data)
    content = data[HEAD.size:]
    if magic != MAGIC or version != VERSION or len(content) != length or zlib.crc32(content) != checksum:
        raise ValueError('not a whole weights file of version 2')
    tensors, at = {}, count * ENTRY.size
    for index in range(count):
        name, rows, columns, kind = ENTRY.unpack_from(content, index * ENTRY.size)
        name = name.rstrip(b'\0').decode()
        if kind == INT8_ROWS:
            scales = np.frombuffer(content, '<f2', rows, at).astype(np.float32)
            at += 2 * rows + -2 * rows % 4
            values = np.frombuffer(content, np.int8, rows * columns, at).reshape(rows, columns)
            tensors[name] = values.astype(np.float32) * scales[:, None]
            at += rows * columns
        else:
            tensors[name] = np.frombuffer(content, '<f2', columns, at).astype(np.float32)
            at += 2 * columns
        at += -at % 4
    return tensors


def read(path):
    with open(path, 'rb') as file:
        return unpack(file.read())
