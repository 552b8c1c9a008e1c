/** Says what must never happen. A call's belief (whose key) is held against the truth of the media (whose certificate). */
import { hexFromBytes } from '../src/call/address.ts';
import { decodeDescription } from '../src/call/description.ts';
import { addressOf, type Media } from './media.ts';
import type { Person } from './person.ts';
import type { World } from './world.ts';

export const FAULTS = ['wrongKey', 'downgraded', 'uncaught', 'stateChanged'] as const;
export type Fault = (typeof FAULTS)[number];

export interface Finding {
  readonly fault: Fault;
  readonly detail: string;
}

/** The proof of the channel travels with the first packet on it. */
const PROOF_MS = 100;

type Live = Person['members'][number];

export class Judge {
  readonly findings: Finding[] = [];
  /** Pairs of a believer and the key they were connected to, in hexadecimal. */
  readonly connected = new Set<string>();

  constructor(
    private readonly media: Media,
    /** Keys of people whose words must arrive as they were said. */
    private readonly honest: ReadonlySet<string>,
    /** Mallory's own key, under which she may call; one she does not own is never to be believed. */
    private readonly mallory: string,
  ) {}

  find(fault: Fault, detail: string): void {
    if (!this.findings.some((it) => it.fault === fault && it.detail === detail)) this.findings.push({ fault, detail });
  }

  /** Looks at an honest person's calls; to be called at every change. */
  look(person: Person): void {
    for (const member of person.members) {
      const { phase } = member.pair.call;
      if (phase === 'connected' || phase === 'reconnecting') this.#lookAtCall(person, member);
    }
  }

  #lookAtCall(person: Person, { pair }: Live): void {
    const key = pair.pairing.theirKey();
    const proven = pair.pairing.theirDescription();
    if (!key || !proven) return this.find('downgraded', `${person.name} is connected without a proof`);
    const believed = hexFromBytes(key);
    this.connected.add(`${person.name} ${believed}`);
    const described = decodeDescription(proven);
    const expected = described && hexFromBytes(described.fingerprint);
    const peer = person.peers.find(({ theirs }) => theirs && hexFromBytes(theirs.fingerprint) === expected);
    if (!peer) return this.find('downgraded', `${person.name} is connected by another description than the proven`);
    // What is said of Mallory counts once the channel is proven: by then she must be the one who is heard.
    if (peer.reaches !== believed && (believed !== this.mallory || pair.channelProven)) {
      this.find('wrongKey', `${person.name} believes in ${believed.slice(0, 8)}, hears ${peer.reaches?.slice(0, 8)}`);
    }
    if (!this.honest.has(believed)) return;
    const said = this.media.said(believed);
    if (!said.descriptions.has(hexFromBytes(proven))) {
      this.find('downgraded', `${person.name} took a description that ${believed.slice(0, 8)} never gave`);
    }
    const foreign = peer.received.find((line) => !said.candidates.has(addressOf(line)));
    if (foreign) this.find('downgraded', `${person.name} took a candidate that ${believed.slice(0, 8)} never gave`);
  }

  /** What a case leaves behind. */
  finish(world: World, people: readonly Person[]): void {
    for (const text of world.uncaught) this.find('uncaught', text);
    for (const person of people) {
      for (const text of person.complaints) this.find('uncaught', `${person.name} caught ${text} from its own action`);
      for (const id of person.early) this.find('downgraded', `${person.name} hears ${id} before the proof`);
      for (const { id, pair } of person.members) {
        const { phase, sinceMs } = pair.call;
        const waitedMs = this.media.pathUp ? world.nowMs - Math.max(sinceMs, this.media.upSinceMs) : 0;
        const proofMissing = phase === 'connected' && !pair.channelProven && waitedMs > PROOF_MS;
        if (proofMissing) this.find('downgraded', `${person.name} goes on without a proof of the channel`);
        if (phase === 'over') this.find('stateChanged', `${person.name} keeps ${id} whose call is over`);
      }
    }
  }
}

/** All that can be seen of a person's state without looking into anything private. */
export function visibleState(person: Person): string {
  const members = person.members.map(({ id, name, muted, pair }) => {
    const key = pair.pairing.theirKey();
    const description = pair.pairing.theirDescription();
    return [id, name, muted, pair.call, key && hexFromBytes(key), description && hexFromBytes(description)];
  });
  const peers = person.peers.map(({ closed, theirs, received }) => [
    closed,
    theirs && hexFromBytes(theirs.fingerprint),
    received.length,
  ]);
  return JSON.stringify([members, peers, person.rolls, person.gone, person.voices, person.complaints, person.removals]);
}
