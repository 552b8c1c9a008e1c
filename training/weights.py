"""The weights file: FORMAT.md, "The file". Matrices as int8 with one scale a row, vectors as float32, little-endian."""
import struct
import zlib

import numpy as np

MAGIC, VERSION = b'HUMV', 1
INT8_ROWS, FLOAT32 = 0, 1
HEAD = struct.Struct('<4sHHII')
ENTRY = struct.Struct('<24sHHBxxx')


def quantise(matrix):
    """(scales per row, int8) so that scale * int8 is nearest to the matrix."""
    scales = np.maximum(np.abs(matrix).max(1), 1e-9).astype(np.float32) / np.float32(127)
    return scales, np.clip(np.round(matrix / scales[:, None]), -127, 127).astype(np.int8)


def pack(tensors):
    """Bytes of a file holding {name: array of one or two dimensions}, in order."""
    table, body = b'', b''
    for name, values in tensors.items():
        rows, columns = values.shape if values.ndim == 2 else (1, len(values))
        kind = INT8_ROWS if values.ndim == 2 else FLOAT32
        table += ENTRY.pack(name.encode(), rows, columns, kind)
        if kind == INT8_ROWS:
            scales, data = quantise(values)
            body += scales.astype('<f4').tobytes() + data.tobytes()
        else:
            body += values.astype('<f4').tobytes()
        body += bytes(-len(body) % 4)
    content = table + body
    return HEAD.pack(MAGIC, VERSION, len(tensors), len(content), zlib.crc32(content)) + content


def unpack(data):
    """The arrays of a file as float32. @raise ValueError when it is foreign or damaged."""
    magic, version, count, length, checksum = HEAD.unpack_from(data)
    content = data[HEAD.size:]
    if magic != MAGIC or version != VERSION or len(content) != length or zlib.crc32(content) != checksum:
        raise ValueError('not a whole weights file of version 1')
    tensors, at = {}, count * ENTRY.size
    for index in range(count):
        name, rows, columns, kind = ENTRY.unpack_from(content, index * ENTRY.size)
        name = name.rstrip(b'\0').decode()
        if kind == INT8_ROWS:
            scales = np.frombuffer(content, '<f4', rows, at)
            values = np.frombuffer(content, np.int8, rows * columns, at + 4 * rows).reshape(rows, columns)
            tensors[name] = values.astype(np.float32) * scales[:, None]
            at += 4 * rows + rows * columns
        else:
            tensors[name] = np.frombuffer(content, '<f4', columns, at)
            at += 4 * columns
        at += -at % 4
    return tensors


def read(path):
    with open(path, 'rb') as file:
        return unpack(file.read())
