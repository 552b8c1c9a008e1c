import { describe, expect, it } from 'vitest';
import type { Contact } from '../call/keeping.ts';
import { type Person, stepTrust } from '../trust/people.ts';
import { contactJson, readContact, toBeChecked } from './contact-record.ts';

const KEY = new Uint8Array(32).fill(1);
const OTHER = new Uint8Array(32).fill(2);
const met = stepTrust(null, { kind: 'met', key: KEY, namedByLink: false }, 10) as Person;
const verified = stepTrust(met, { kind: 'confirmed', key: KEY, how: 'sas' }, 20) as Person;
const changed = stepTrust(verified, { kind: 'met', key: OTHER, namedByLink: false }, 30) as Person;
const accepted = stepTrust(changed, { kind: 'accepted', key: OTHER }, 40) as Person;
const rotated = stepTrust(verified, { kind: 'rotated', newKey: OTHER }, 50) as Person;
const blocked = stepTrust(verified, { kind: 'blocked' }, 60) as Person;
const revoked = stepTrust(verified, { kind: 'revoked' }, 70) as Person;
const PEOPLE = { met, verified, changed, accepted, rotated, blocked, revoked };

const contactOf = (person: Person): Contact => ({
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  person,
  petname: 'Anna',
  selfName: 'anna 🎧',
  pairSecret: new Uint8Array(32).fill(7),
  earlierSecret: null,
  missed: null,
  needsChecking: false,
  mayRing: true,
});
const throughDisk = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a contact on disk', () => {
  it.each(Object.entries(PEOPLE))('comes back as it was: %s', (_name, person) => {
    const contact = contactOf(person);
    expect(readContact(throughDisk(contactJson(contact)))).toEqual(contact);
  });

  it('is no contact when any one field is missing or foreign', () => {
    const JUNK = [
      undefined,
      null,
      -1,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      'x'.repeat(1000),
      [],
      {},
      true,
      'AAAA',
      [null],
      { state: 'verified' },
    ];
    for (const person of Object.values(PEOPLE)) {
      const whole = throughDisk(contactJson(contactOf(person))) as Record<string, unknown>;
      for (const path of pathsOf(whole)) {
        for (const junk of JUNK) {
          const damaged = replaceAt(whole, path, junk);
          const read = readContact(damaged);
          // Records of the first version lack these fields; what is read instead is what was so then.
          if (junk === undefined && ['earlierSecret', 'missed', 'mayRing'].includes(String(path))) continue;
          // Where the junk happens to be a sound value of that field, it must be exactly what was read.
          if (read) expect(throughDisk(contactJson(read))).toEqual(throughDisk(damaged));
        }
        expect(readContact(replaceAt(whole, path, { no: 'such' }))).toBeNull();
      }
    }
  });

  it('takes over nothing that is not its own', () => {
    const text = JSON.stringify(contactJson(contactOf(met)));
    const read = readContact(JSON.parse(text.replace('{', '{"__proto__":{"petname":"Eve"},"admin":true,')));
    expect(read).toEqual(contactOf(met));
    expect(({} as { petname?: string }).petname).toBeUndefined();
  });

  it('loses its marks but neither key nor block when it comes from an old copy', () => {
    expect(toBeChecked(contactOf(verified))).toMatchObject({
      needsChecking: true,
      person: { key: KEY, trust: { state: 'seen' } },
    });
    expect(toBeChecked(contactOf(blocked)).person.trust).toEqual(blocked.trust);
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name]));
}

function replaceAt(value: unknown, [name, ...rest]: Path, by: unknown): unknown {
  if (name === undefined) return by;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...(value as object) };
  const fields = copy as Record<string, unknown>;
  fields[name] = replaceAt(fields[name], rest, by);
  return copy;
}
