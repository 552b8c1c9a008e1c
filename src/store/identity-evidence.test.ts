import { describe, expect, it } from 'vitest';
import { type Evidence, judge } from './identity-evidence.ts';

const NOTHING: Evidence<string> = {
  records: [],
  canary: null,
  isDamaged: false,
  isUnreachable: false,
  isMainReachable: true,
};
const main = (generation: number) => ({ place: 'main' as const, generation, record: `main ${generation}` });
const other = (generation: number) => ({ place: 'other' as const, generation, record: `other ${generation}` });
const canary = (generation: number) => ({ generation, fingerprint: `print-${generation}` });

describe('judging what the places say of the identity', () => {
  it('takes somebody for new only when every place answers and none objects', () => {
    expect(judge(NOTHING)).toEqual({ state: 'fresh' });
    expect(judge({ ...NOTHING, isDamaged: true }).state).toBe('lost');
    expect(judge({ ...NOTHING, canary: canary(1) }).state).toBe('lost');
    expect(judge({ ...NOTHING, isUnreachable: true }).state).toBe('temporary');
  });

  it('never makes a new one, whatever else holds, once anything objects', () => {
    const flags = [false, true];
    for (const isDamaged of flags)
      for (const isUnreachable of flags)
        for (const isMainReachable of flags)
          for (const known of [null, canary(1), canary(2)])
            for (const records of [[], [main(1)], [other(1)], [main(1), other(2)]]) {
              const { state } = judge({ records, canary: known, isDamaged, isUnreachable, isMainReachable });
              const isObjected = isDamaged || isUnreachable || known !== null || records.length > 0;
              expect(state === 'fresh').toBe(!isObjected);
            }
  });

  it('keeps what the main place has', () => {
    expect(judge({ ...NOTHING, records: [main(1), other(1)], canary: canary(1) })).toEqual({
      state: 'kept',
      record: 'main 1',
    });
  });

  it('restores from any other place and says so', () => {
    expect(judge({ ...NOTHING, records: [other(1)], canary: canary(1), isDamaged: true })).toEqual({
      state: 'restored',
      record: 'other 1',
    });
  });

  it('does not call a main place robbed that merely does not answer', () => {
    expect(judge({ ...NOTHING, records: [other(1)], isMainReachable: false, isUnreachable: true }).state).toBe('kept');
  });

  it('prefers the newer of two identities', () => {
    expect(judge({ ...NOTHING, records: [main(1), other(2)] })).toEqual({ state: 'restored', record: 'other 2' });
  });

  it('does not go back to an identity that was replaced', () => {
    expect(judge({ ...NOTHING, records: [other(1)], canary: canary(2) })).toEqual({
      state: 'lost',
      fingerprint: 'print-2',
    });
  });

  it('forgives a canary that is behind', () => {
    expect(judge({ ...NOTHING, records: [main(2)], canary: canary(1) }).state).toBe('kept');
  });
});
