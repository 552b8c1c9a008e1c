/**
 * One whole call under attack: Anna and Ben, a carrier that does to every letter whatever chance says, and perhaps
 * Mallory with the link: in the room under a false proof, between the two with a false proof to each side, forging
 * single messages, or lending each of the two the other's certificate under her own key.
 */
import { toBase64Url } from '../src/base/base64url.ts';
import { hexFromBytes } from '../src/call/address.ts';
import type { Description } from '../src/call/description.ts';
import { MESSAGE_TYPE, openEnvelope, sealEnvelope } from '../src/trust/envelope.ts';
import type { Identity } from '../src/trust/identity.ts';
import { type RoomKeys, roomKeys } from '../src/trust/room.ts';
import { type Chance, chanceOf } from './chance.ts';
import { Forger } from './forger.ts';
import { Judge } from './judge.ts';
import { chooseProof, identityFor, MALLORY, MALLORY_KEY, signingInPublic, type Victim } from './mallory.ts';
import { Media } from './media.ts';
import { Person, type PersonOptions } from './person.ts';
import { type Box, type Letter, Post } from './post.ts';
import { makeProbe } from './probe.ts';
import { ANNA, BEN, type CallPlan } from './probed-call.ts';
import { World } from './world.ts';

export type Attack = 'none' | 'carrier' | 'guest' | 'middle' | 'forger' | 'path' | 'lender';
export const ATTACKS: readonly Attack[] = [
  'carrier',
  'guest',
  'middle',
  'middle',
  'forger',
  'forger',
  'path',
  'lender',
];

export interface AttackedCallOptions extends CallPlan {
  readonly attack: Attack;
  /** Whether the browsers tell which certificate is in use; a house that does not look gets the answer of one that cannot. */
  readonly tellsCertificate: boolean;
}

const HONEST_KEYS = new Set([ANNA, BEN].map(({ publicKey }) => hexFromBytes(publicKey)));
/** Long enough for greetings repeated after 1, 2 and 4 s. */
const PATIENCE_MS = 7_500;

export class AttackedCall {
  readonly world = new World();
  readonly post = new Post(this.world);
  readonly media: Media;
  readonly judge: Judge;
  /** What was tried, for the report. */
  readonly deeds: string[] = [];
  readonly #options: AttackedCallOptions;
  readonly #keys: RoomKeys;
  readonly #elsewhereKeys: RoomKeys;
  readonly #chance: Chance;
  /** The honest ones. */
  readonly people: Person[] = [];
  /** Who hears whom; null when everybody hears everybody. */
  #sides: readonly ReadonlySet<string>[] | null = null;
  readonly #meddling: number;

  constructor(options: AttackedCallOptions) {
    this.#options = options;
    this.#chance = chanceOf(options.seed, 20);
    this.#keys = roomKeys(options.secret);
    this.#elsewhereKeys = roomKeys(options.elsewhereSecret);
    const { attack, tellsCertificate } = options;
    this.media = new Media(this.world, { intercepted: attack === 'path', tellsCertificate }, MALLORY_KEY);
    this.judge = new Judge(this.media, HONEST_KEYS, MALLORY_KEY);
    this.#meddling = attack === 'none' ? 0 : attack === 'carrier' ? 0.3 : this.#chance.pick([0, 0.05, 0.2]);
    this.post.route = (letter, box) => this.#route(letter, box);
  }

  /** @returns whether Anna and Ben found each other */
  async run(): Promise<boolean> {
    const chance = this.#chance;
    const anna = signingInPublic(ANNA);
    const ben = signingInPublic(BEN);
    const honest = [this.#person('anna', anna.identity, ANNA), this.#person('ben', ben.identity, BEN)];
    this.#invite(anna.victim, ben.victim);
    for (const person of this.people) this.world.after(chance.below(400), () => person.room.enter());
    const met = () => this.judge.connected.size >= 2;
    await this.world.run(PATIENCE_MS, met);
    // What came late may still do harm, also to a call that stands.
    await this.world.run(1_000);
    this.judge.finish(this.world, honest);
    return this.judge.connected.has(`anna ${hexFromBytes(BEN.publicKey)}`);
  }

  #invite(anna: Victim, ben: Victim): void {
    const chance = this.#chance;
    const { attack } = this.#options;
    const [annaThere, benThere] = this.people;
    if (attack === 'guest') this.#mallory('mallory', chance.pick([anna, ben]), chance.pick([annaThere!.sid, null]));
    if (attack === 'middle' || attack === 'lender') {
      this.#sides = [new Set(['anna', 'mallory-as-ben']), new Set(['ben', 'mallory-as-anna'])];
      this.#mallory('mallory-as-ben', ben, chance.pick([benThere!.sid, null]), benThere!);
      this.#mallory('mallory-as-anna', anna, chance.pick([annaThere!.sid, null]), annaThere!);
    }
    if (attack !== 'forger') return;
    const identity = () => {
      const proof = chooseProof(chance);
      this.deeds.push(`forges with ${proof}`);
      return identityFor(proof, chance.pick([anna, ben]));
    };
    const sids = this.people.map(({ sid }) => sid);
    const forger = new Forger({ post: this.post, keys: this.#keys, chance, identity, sids });
    this.post.overhear = (letter) => forger.read(letter);
  }

  #mallory(name: string, victim: Victim, sid: Uint8Array | null, lender?: Person): void {
    const lends = this.#options.attack === 'lender' && lender !== undefined;
    const proof = lends ? 'her own key' : chooseProof(this.#chance);
    this.deeds.push(`${name} proves with ${proof}${sid ? ' and takes the session id' : ''}`);
    const pose = lends ? () => this.#descriptionOf(lender) : undefined;
    this.#person(name, identityFor(proof, victim), MALLORY, { ...(sid && { sid }), ...(pose && { pose }) });
  }

  /** As soon as that person has one. */
  #descriptionOf({ peers }: Person): Promise<Description> {
    return new Promise((resolve) => {
      const look = () => {
        const peer = peers.at(-1);
        if (peer) resolve(peer.own);
        else this.world.after(20, look);
      };
      look();
    });
  }

  #person(name: string, identity: Identity, owner: Identity, more?: Pick<PersonOptions, 'sid' | 'pose'>): Person {
    const { secret, seed } = this.#options;
    const judged = owner !== MALLORY;
    const person = new Person({
      name,
      post: this.post,
      media: this.media,
      secret,
      identity,
      ownKey: owner.publicKey,
      seed: seed ^ ((30 + this.people.length) << 24),
      ...more,
      changed: (it) => judged && this.judge.look(it),
    });
    this.people.push(person);
    return person;
  }

  #route(letter: Letter, box: Box): void {
    const chance = this.#chance;
    if (this.#sides?.some((side) => side.has(letter.writer) !== side.has(box.owner))) return;
    const pass = (delayMs: number) => this.post.deliver(box, letter.topic, letter.sealed, delayMs);
    if (!chance.happens(this.#meddling)) return pass(5);
    const deed = chance.pick(['dropped', 'doubled', 'delayed', 'rewritten', 'accompanied', 'greeted falsely'] as const);
    this.deeds.push(`${deed} to ${box.owner}`);
    if (deed === 'doubled') pass(chance.below(3_000));
    if (deed === 'doubled' || deed === 'accompanied' || deed === 'greeted falsely') pass(5);
    if (deed === 'delayed') pass(chance.below(3_000));
    if (deed === 'rewritten' || deed === 'accompanied') this.#inject(box);
    if (deed === 'greeted falsely') this.#rename(letter, box);
  }

  #inject(box: Box): void {
    const target = this.people.find(({ name }) => name === box.owner);
    const { earlier, elsewhere } = this.#options;
    if (!target) return;
    const probe = makeProbe(this.#chance, {
      keys: this.#keys,
      target,
      letters: this.post.carried.filter(({ writer }) => writer !== 'mallory'),
      consumed: new Set(this.post.carried),
      earlier,
      elsewhere,
      elsewhereKeys: this.#elsewhereKeys,
    });
    if (!probe || typeof probe.sealed === 'string') return;
    this.deeds.push(probe.kind);
    this.post.deliver(box, this.#keys.topicText, probe.sealed, this.#chance.below(50));
  }

  /** Anything, greetings and offers too, in the name of another session. */
  #rename(letter: Letter, box: Box): void {
    const envelope = openEnvelope(this.#keys, letter.sealed);
    if (typeof envelope === 'string') return;
    const chance = this.#chance;
    const from = chance.pick([chance.bytes(16), ...this.people.map(({ sid }) => sid)]);
    const to = envelope.type === MESSAGE_TYPE.hello ? null : envelope.to;
    this.deeds.push(`type ${envelope.type} in the name of ${toBase64Url(from).slice(0, 6)}`);
    const sealed = sealEnvelope(this.#keys, { ...envelope, from, to }, chance.bytes(24));
    this.post.deliver(box, letter.topic, sealed, chance.below(50));
  }
}
