import { describe, expect, it } from 'vitest';
import type { Contact } from '../call/keeping.ts';
import { DEFAULT_SETTINGS } from '../settings/schema.ts';
import { stepTrust } from '../trust/people.ts';
import { type BackupContent, readContent, writeContent } from './backup-content.ts';

const ANNA: Contact = {
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  person: stepTrust(null, { kind: 'met', key: new Uint8Array(32).fill(1), namedByLink: true }, 1)!,
  petname: 'Anna',
  selfName: '',
  pairSecret: null,
  earlierSecret: null,
  missed: null,
  needsChecking: false,
  mayRing: true,
};
const CONTENT: BackupContent = {
  madeMs: 1234,
  seed: new Uint8Array(32).fill(9),
  contacts: [ANNA],
  settings: { ...DEFAULT_SETTINGS, selfName: 'Ben' },
};
const whole = () => JSON.parse(new TextDecoder().decode(writeContent(CONTENT))) as Record<string, unknown>;
const read = (value: unknown) => readContent(new TextEncoder().encode(JSON.stringify(value)));

describe('the content of a backup', () => {
  it('comes back as it was, with and without an identity', () => {
    expect(readContent(writeContent(CONTENT))).toEqual(CONTENT);
    const bare = { ...CONTENT, seed: null, contacts: [] };
    expect(readContent(writeContent(bare))).toEqual(bare);
  });

  it.each(Object.keys(whole()))('is refused whole when its %s is foreign', (field) => {
    for (const junk of [undefined, true, -1, 'x', [1], { a: 1 }]) {
      if (field === 'madeMs' && junk === -1) continue;
      expect(read({ ...whole(), [field]: junk })).toBe('damaged');
    }
  });

  it('is refused whole when one person in it is damaged', () => {
    const { contacts } = whole() as { contacts: object[] };
    expect(read({ ...whole(), contacts: [...contacts, { ...contacts[0], petname: 7 }] })).toBe('damaged');
  });

  it('is called newer when it is', () => {
    expect(read({ ...whole(), version: 2 })).toBe('newer');
  });

  it('is damaged when it is no JSON at all', () => {
    for (const text of ['', 'null', '[]', '{', '"x"', '\u0000']) {
      expect(readContent(new TextEncoder().encode(text))).toBe('damaged');
    }
    expect(readContent(Uint8Array.of(0xff, 0xfe))).toBe('damaged');
  });
});
