/**
 * A page with nothing but the store, for `store.spec.ts`. Its writing is a sequence without end: change n makes person
 * n mod 5 have key n and n calls. So what lies on disk is either the state after some n, whole, or wrong.
 */
import { toBase64Url } from '../../src/base/base64url.ts';
import type { Contact, ContactDraft, Keeping } from '../../src/call/keeping.ts';
import { eraseEverything } from '../../src/store/erase.ts';
import { openIdentity } from '../../src/store/identity.ts';
import { people } from '../../src/store/people.ts';

const PERSON_COUNT = 5;

export interface Sight {
  readonly identity: string;
  readonly fingerprint: string | null;
  readonly people: string;
  readonly damagedCount: number;
  /** Per person, in order of the names. */
  readonly persons: readonly {
    readonly name: string;
    readonly calls: number;
    readonly key: string;
    readonly mark: string;
  }[];
}

export interface StorePage {
  /** Makes change n alone. */
  change(n: number): Promise<Keeping>;
  erase(): Promise<string>;
  look(): Promise<Sight>;
  /** Writes changes from n on; tells the console of each, when it begins and when it is acknowledged. */
  write(from: number): Promise<void>;
}

async function look(): Promise<Sight> {
  const [identity, { state, contacts, damagedIds }] = [await openIdentity(), await people.list()];
  const persons = contacts.map(({ petname, person, needsChecking }) => ({
    name: petname,
    calls: person.calls,
    key: toBase64Url(person.key),
    mark: needsChecking ? 'needs checking' : person.trust.state,
  }));
  return {
    identity: identity.state,
    fingerprint: 'fingerprint' in identity ? identity.fingerprint : null,
    people: state,
    damagedCount: damagedIds.length,
    persons: persons.sort((a, b) => a.name.localeCompare(b.name)),
  };
}

async function write(from: number): Promise<void> {
  for (let n = from; ; n++) {
    console.log(`doing ${n}`);
    console.log(`${await change(n)} ${n}`);
  }
}

async function change(n: number): Promise<Keeping> {
  const name = `person ${n % PERSON_COUNT}`;
  const before = (await people.list()).contacts.find(({ petname }) => petname === name);
  return people.change(before?.id ?? null, (contact) => changed(contact, name, n));
}

function changed(contact: Contact | null, petname: string, n: number): ContactDraft {
  const key = new Uint8Array(32);
  new DataView(key.buffer).setUint32(0, n);
  const trust = { state: 'verified', atMs: n, how: 'sas' } as const;
  const person = {
    key,
    trust,
    firstSeenMs: 1,
    lastSeenMs: n,
    calls: n,
    previousKeys: contact?.person.previousKeys ?? [],
  };
  return {
    person,
    petname,
    selfName: '',
    pairSecret: null,
    earlierSecret: null,
    missed: null,
    needsChecking: false,
    mayRing: true,
  };
}

const page: StorePage = { change, erase: eraseEverything, look, write };
Object.assign(globalThis, { humrStore: page });
