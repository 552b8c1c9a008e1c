import { mkdirSync, writeFileSync } from 'node:fs';
import { writeWav } from '../metrics/wav.ts';
import { chirps, RATE_HZ } from './chirps.ts';
import { measureDelay, type Sites, WAYS, type Way } from './delay.ts';
import { type Join, measureJoins } from './joins.ts';
import { type Options, parseOptions, USAGE } from './options.ts';
import { measureOverhead, overheadLine, switchPlugin } from './overhead.ts';
import { serveApp, servePlain } from './serve.ts';
import { median } from './statistics.ts';
import { delayTable, joinFigures, joinTable } from './table.ts';

const SOUND_FOLDER = 'build/bench/sound';
/** Differences are small beside what else a machine does. */
const OVERHEAD_ROUNDS = 8;

interface Sounds {
  readonly chirps: string;
  /** Chirps without pauses, so that the first thing to come through is heard. */
  readonly voice: string;
  readonly silence: string;
}

function writeSounds(): Sounds {
  mkdirSync(SOUND_FOLDER, { recursive: true });
  const write = (name: string, samples: Float32Array) => {
    const path = `${SOUND_FOLDER}/${name}.wav`;
    writeWav(path, { sampleRateHz: RATE_HZ, samples });
    return path;
  };
  const once = chirps();
  return {
    chirps: write('chirps', once),
    voice: write('voice', once.subarray(0.02 * RATE_HZ, 0.28 * RATE_HZ)),
    silence: write('silence', new Float32Array(RATE_HZ)),
  };
}

function progress(text: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r${text}\u001b[K` : `${text}\n`);
}

async function delays(sites: Sites, sounds: Sounds, rounds: number): Promise<Record<Way, number[]>> {
  const chirpsMs: Record<Way, number[]> = { plain: [], rnnoise: [], worklet: [], worker: [] };
  for (let round = 0; round < rounds; round++) {
    for (const way of WAYS) {
      progress(`delay: ${way}, round ${round + 1} of ${rounds}`);
      const { chirpsMs: found, shell } = await measureDelay(way, sites, sounds.chirps, sounds.silence);
      // What another shell took over, or took from the beginning, is not this one's delay.
      if (shell === null || shell === way) chirpsMs[way].push(...found);
      else console.log(`round ${round + 1}: the call meant for the ${way} ran in the ${shell} and is left out`);
    }
  }
  return chirpsMs;
}

/** A build of its own: nothing else may run with a switch inside. */
async function overhead({ rounds, jsonPath }: Options): Promise<void> {
  const sounds = writeSounds();
  progress('building the app');
  const app = await serveApp([switchPlugin()]);
  try {
    const all = OVERHEAD_ROUNDS * rounds;
    const found = await measureOverhead(app.url, sounds, all, (done) => progress(`round ${done} of ${all}`));
    progress('done\n');
    console.log(overheadLine(found));
    if (jsonPath) writeFileSync(jsonPath, `${JSON.stringify({ overhead: found }, null, 2)}\n`);
  } finally {
    app.close();
  }
}

async function main({ jsonPath, joins, rounds, only }: Options): Promise<void> {
  const sounds = writeSounds();
  progress('building the app');
  const sites = { app: await serveApp(), plain: await servePlain() };
  try {
    const made: Join[] | null =
      only === 'delay'
        ? null
        : await measureJoins(sites.app.url, joins, sounds, (done) => progress(`join ${done} of ${joins}`));
    const chirpsMs = only === 'joins' ? null : await delays(sites, sounds, rounds);
    progress('done\n');
    if (made) console.log(`\n${joinTable(made)}`);
    if (chirpsMs) console.log(`\n${delayTable(chirpsMs)}`);
    if (jsonPath) {
      const medians = chirpsMs && WAYS.map((way) => [way, chirpsMs[way].length > 0 ? median(chirpsMs[way]) : null]);
      const figures = { joinMs: made && joinFigures(made), mouthToEarMs: medians && Object.fromEntries(medians) };
      writeFileSync(jsonPath, `${JSON.stringify(figures, null, 2)}\n`);
    }
  } finally {
    sites.app.close();
    sites.plain.close();
  }
}

const options = parseOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  await (options.only === 'overhead' ? overhead(options) : main(options));
}
