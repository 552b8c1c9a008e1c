"""Lists every file the weights were made from, with source, licence and author: sources.csv.

usage: sources.py VOICE_DIR OUT_CSV
"""
import csv
import sys

from sounds import manifest

COLUMNS = ('file', 'kind', 'source', 'licence', 'author', 'seconds')


def listing(rows):
    """One line per file, source, licence and author; seconds added up."""
    total = {}
    for row in rows:
        key = tuple(row[c] for c in COLUMNS[:-1])
        total[key] = total.get(key, 0) + float(row['seconds'])
    return [(*key, f'{seconds:.1f}') for key, seconds in sorted(total.items())]


def main(voice_dir, path):
    with open(path, 'w', newline='') as file:
        csv.writer(file, lineterminator='\n').writerows([COLUMNS, *listing(manifest(voice_dir))])


if __name__ == '__main__':
    main(*sys.argv[1:])
