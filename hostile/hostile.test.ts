import { describe, expect, it } from 'vitest';
import { AttackedCall } from './attacked-call.ts';
import { BLOCK, Cases, type Failure } from './cases.ts';
import { chanceOf } from './chance.ts';
import { parseOptions } from './options.ts';

const BUSY = { timeout: 120_000 };
const BLOCKS = 32;

async function runBlocks(count: number, options: { seed: number; tellsCertificate: boolean }): Promise<Failure[]> {
  const cases = new Cases(options);
  const failures: Failure[] = [];
  for (let block = 0; block < count; block++) failures.push(...(await cases.runBlock(block, () => true)).failures);
  return failures;
}

describe('the hostile carrier', () => {
  it(`gets nowhere in ${BLOCKS * BLOCK} cases`, BUSY, async () => {
    expect(await runBlocks(BLOCKS, { seed: 5, tellsCertificate: true })).toEqual([]);
  });

  it('repeats a case by its number and seed', BUSY, async () => {
    const options = { seed: 9, tellsCertificate: true };
    const wanted = 2 * BLOCK + 3;
    const first = await new Cases(options).runBlock(2, (number) => number === wanted);
    const second = await new Cases(options).runBlock(2, (number) => number === wanted);
    expect(first.tried).toBe(1);
    expect([...second.kinds]).toEqual([...first.kinds]);
  });

  it('lets a call through that nobody touches', BUSY, async () => {
    const secret = chanceOf(1).bytes(16);
    const plan = { seed: 3, secret, earlier: [], elsewhere: [], elsewhereSecret: secret, tellsCertificate: true };
    const call = new AttackedCall({ ...plan, attack: 'none' });
    expect(await call.run()).toBe(true);
    expect(call.judge.findings).toEqual([]);
  });

  it(
    'cannot lend two people each other’s certificates: their calls end before either is taken for her',
    BUSY,
    async () => {
      const secret = chanceOf(1).bytes(16);
      let forged = 0;
      for (let seed = 0; seed < 20; seed++) {
        const plan = { seed, secret, earlier: [], elsewhere: [], elsewhereSecret: secret, tellsCertificate: true };
        const call = new AttackedCall({ ...plan, attack: 'lender' });
        await call.run();
        forged += call.people.filter(({ gone }) => gone.some((line) => line.endsWith('PEER_FORGED'))).length;
        expect([...call.judge.connected]).toEqual([]);
        expect(call.judge.findings).toEqual([]);
      }
      expect(forged).toBeGreaterThan(0);
    },
  );

  it('is seen when the certificate in use is not compared with the proven one', BUSY, async () => {
    const failures = await runBlocks(8, { seed: 5, tellsCertificate: false });
    expect(failures.map(({ fault }) => fault)).toContain('wrongKey');
  });
});

describe('options', () => {
  it('are read', () => {
    expect(parseOptions(['--cases', '7', '--seed', '0', '--json', 'a.json'], 5)).toEqual({
      cases: 7,
      seed: 0,
      jsonPath: 'a.json',
      only: null,
    });
    expect(parseOptions([], 5)).toMatchObject({ cases: 10_000, seed: 5 });
  });

  it.each([['--cases'], ['--cases', '0'], ['--cases', '1.5'], ['--seed', '-1'], ['--only', 'x'], ['--fast', '1']])(
    'are refused when wrong: %s %s',
    (...words) => {
      expect(parseOptions(words, 5)).toContain(words[0]);
    },
  );
});
