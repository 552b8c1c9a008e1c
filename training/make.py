"""One command from data to weights: sounds -> mixtures -> training -> export -> figures.

usage: make.py [--voice ../shared/voice] [--work lab-work] [--minutes 120] [--hours 60] [--start CHECKPOINT]
Every part that is already there is kept, so the command goes on where it was stopped.
"""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 1
#: One thread each: small matrices run several times slower on more. The rest keeps freed memory instead of returning it.
ENVIRONMENT = dict(OPENBLAS_NUM_THREADS='1', OMP_NUM_THREADS='1', MALLOC_MMAP_THRESHOLD_='33554432',
                   MALLOC_TRIM_THRESHOLD_='4000000000', MALLOC_TOP_PAD_='268435456')


def prepare(voice, pools):
    import noises
    import sounds
    if not os.path.exists(os.path.join(pools, 'rooms.npy')):
        sounds.prepare(voice, pools)
    if not os.path.exists(os.path.join(pools, 'made.json')):
        noises.write_noises(pools, count=192, seconds=20, seed=SEED + 4)


def mix(pools, shards, hours):
    import mixtures
    wanted = round(hours * 3600 / (mixtures.CLIPS * mixtures.FRAMES / 100))
    missing = wanted - len(mixtures.shard_paths(shards))
    if missing > 0:
        mixtures.write_shards(pools, shards, SEED + wanted - missing, missing, keep=wanted)


def run(script, *arguments):
    subprocess.run([sys.executable, os.path.join(HERE, script), *arguments], check=True, env=dict(os.environ, **ENVIRONMENT))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--voice', default=os.path.join('..', 'shared', 'voice'))
    parser.add_argument('--work', default='lab-work')
    parser.add_argument('--minutes', default='120')
    parser.add_argument('--hours', type=float, default=60)
    parser.add_argument('--start')
    parser.add_argument('--weights', default=os.path.join('public', 'voice', 'humr-voice-1.bin'))
    options = parser.parse_args()
    pools, shards, folder = (os.path.join(options.work, name) for name in ('pools', 'shards', 'run'))
    os.environ.update(ENVIRONMENT)
    prepare(options.voice, pools)
    mix(pools, shards, options.hours)
    run('train.py', shards, folder, 'minutes=' + options.minutes, *(['start=' + options.start] if options.start else []))
    detector = os.path.join(options.work, 'voice.pt')
    run('voice.py', shards, detector)
    run('export.py', os.path.join(folder, 'checkpoint.pt'), detector, options.weights, os.path.join(HERE, 'test-vector.json'),
        os.path.join(HERE, 'checkpoint.pt'))
    run('evaluate.py', options.weights, options.voice, '--json', os.path.join(HERE, 'figures.json'))
    with open(os.path.join(HERE, 'figures.json')) as file:
        print(json.dumps(json.load(file)['noisy'], indent=1))


if __name__ == '__main__':
    main()
