/** Every command in the guides: known here, and run by this or by the test that is named. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** Where each is run for real. */
const RUN_BY: Readonly<Record<string, string>> = {
  'npm ci': 'tools/install.mjs, at the beginning of every `npm test`',
  'npm run build': 'the step "build" of `npm test`',
  'npm start': '.ci/run, before the tests; with variables in relay/config.test.ts',
  'npm test': '.ci/run',
  'git pull': 'by whoever upgrades: there is nothing of ours in it',
  'promtool check config docs/deploy/prometheus.yml': 'relay/deploy.test.ts',
};
/** Take minutes: here they only have to know what they are asked. */
const LONG = [
  'npm run bench',
  'npm run bench:call',
  'npm run bench:overhead',
  'npm run bench:relay',
  'npm run test:net',
];

/** Indented lines, taken apart at `&&`, without what is said behind `#`, variables in front and options behind `--`. */
function commandsIn(guide: string): string[] {
  const text = readFileSync(join(ROOT, 'docs', guide), 'utf8');
  const lines = text.split('\n').filter((line) => /^ {4}(npm|git|promtool|[A-Z_]+=)/.test(line));
  const parts = lines.flatMap((line) => line.replace(/ #.*$/, '').split('&&'));
  return parts.map((part) =>
    part
      .replace(/ -- .*$/, '')
      .replace(/\b[A-Z_]+=\S+/g, '')
      .trim(),
  );
}

describe('the commands of the guides', () => {
  it.each(['operating.md', 'tuning.md'])('%s names none that is not run', (guide) => {
    const commands = commandsIn(guide);
    expect(commands.length).toBeGreaterThan(1);
    expect(commands.filter((it) => !(it in RUN_BY) && !LONG.includes(it))).toEqual([]);
  });

  it('exist, each as a script', () => {
    const names = [...LONG, 'npm run build'].map((it) => it.replace('npm run ', ''));
    for (const name of [...names, 'start', 'test']) expect(Object.keys(scripts)).toContain(name);
    for (const name of names) {
      const [program, file] = (scripts[name] ?? '').split(' ');
      if (program === 'node') expect(existsSync(join(ROOT, file ?? '')), name).toBe(true);
    }
  });
});
