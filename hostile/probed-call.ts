/**
 * One honest call over a carrier that loses, doubles and reorders, interrupted by probes. Each probe must leave no mark
 * that can be seen at once, and the whole call must then go on message for message like its twin that had no probes: so
 * nothing hidden was touched either.
 */
import { Allowance } from '../src/app/chat-text.ts';
import { GarbageGate } from '../src/app/garbage-gate.ts';
import { toBase64Url } from '../src/base/base64url.ts';
import { hexFromBytes } from '../src/call/address.ts';
import { writeKick } from '../src/call/kick-message.ts';
import { MESSAGE_TYPE, openEnvelope } from '../src/trust/envelope.ts';
import { type RoomKeys, roomKeys } from '../src/trust/room.ts';
import { type Chance, chanceOf } from './chance.ts';
import { HiddenState } from './hidden-state.ts';
import { Judge, visibleState } from './judge.ts';
import { Media, MediaPeer } from './media.ts';
import { nativeIdentity, Person } from './person.ts';
import { type Box, type Letter, Post } from './post.ts';
import { type Moment, makeNonsense, makeProbe, type Probe } from './probe.ts';
import { makeFalseRemoval, type TrueRemoval, trueRemoval } from './removals.ts';
import { World } from './world.ts';

/** Moments of a call between which something happens and before which probes come. */
export const STEPS = 40;
/** Joining takes about twenty; then the path may be cut, come back, or somebody leave. */
const TURN_STEP = 26;
/** Before that, in half of the calls, somebody is removed by Anna, who made the link. */
const REMOVAL_STEP = 24;
/** Not every kind of probe is possible at every moment. */
const MAX_ATTEMPTS = 12;

export interface CallPlan {
  /** Says how the carrier treats the honest messages. */
  readonly seed: number;
  readonly secret: Uint8Array;
  /** Calls to take letters from. */
  readonly earlier: readonly Letter[];
  readonly elsewhere: readonly Letter[];
  readonly elsewhereSecret: Uint8Array;
}

export interface ProbeResult {
  readonly kind: string;
  readonly findings: readonly string[];
}

/** What happens before a step. */
export type Probing = (call: ProbedCall, step: number) => Promise<void>;

const ANNA_SEED = new Uint8Array(32).fill(1);
const BEN_SEED = new Uint8Array(32).fill(2);
export const ANNA = nativeIdentity(ANNA_SEED);
export const BEN = nativeIdentity(BEN_SEED);
const HONEST = new Set([ANNA, BEN].map(({ publicKey }) => hexFromBytes(publicKey)));

/** Looks into rooms, pairs and handshakes, not into what the test put around them. */
export function lookInside(): HiddenState {
  // How much came is the one thing that refused input is meant to change.
  const leftOut = [World, Post, Media, MediaPeer, Person, GarbageGate, Allowance];
  return new HiddenState((object) => ports.has(object) || leftOut.some((it) => object instanceof it));
}
const ports = new WeakSet<object>();

/** The first line in which two texts differ. */
export function difference(a: string, b: string): string {
  const [left, right] = [a.split('\n'), b.split('\n')];
  const at = left.findIndex((line, i) => line !== right[i]);
  return `${left[at]?.slice(0, 300)} instead of ${right[at]?.slice(0, 300)}`;
}

export class ProbedCall {
  readonly world = new World();
  readonly post = new Post(this.world);
  readonly media = new Media(this.world, { intercepted: false, tellsCertificate: true }, '');
  readonly judge = new Judge(this.media, HONEST, '');
  readonly anna: Person;
  readonly ben: Person;
  readonly keys: RoomKeys;
  /** Everything carried but what answered a probe. */
  readonly letters: Letter[] = [];
  readonly #elsewhereKeys: RoomKeys;
  readonly #chance: Chance;
  readonly #consumed = new Map<Person, Set<Letter>>();
  #truth: Promise<TrueRemoval> | null = null;
  #waiting: { letter: Letter; box: Box }[] = [];
  #probing = false;
  readonly #answers: Letter[] = [];

  constructor(private readonly plan: CallPlan) {
    this.keys = roomKeys(plan.secret);
    this.#elsewhereKeys = roomKeys(plan.elsewhereSecret);
    this.#chance = chanceOf(plan.seed, 10);
    this.post.route = (letter, box) => this.#route(letter, box);
    this.anna = this.#person('anna', ANNA, 11);
    this.ben = this.#person('ben', BEN, 12);
  }

  async run(probing: Probing): Promise<void> {
    const [anna, ben] = [this.anna, this.ben];
    const benEnters = this.#chance.below(4);
    anna.room.enter();
    for (let step = 0; step < STEPS; step++) {
      if (step === benEnters) ben.room.enter();
      if (step === REMOVAL_STEP) await this.#remove();
      if (step === TURN_STEP) this.#turn();
      await probing(this, step);
      await this.#proceed();
    }
    this.judge.finish(this.world, [anna, ben]);
  }

  /**
   * Delivers one probe to one of the two.
   * @param hidden also compares what cannot be seen from outside; null saves the time
   * @returns null when there is nobody left or nothing yet to falsify
   */
  async probe(chance: Chance, hidden: HiddenState | null): Promise<ProbeResult | null> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const target = chance.pick([this.anna, this.ben]);
      const talks = this.#channelOf(target) && chance.happens(0.2);
      const probe = talks ? await this.#said(chance, target) : makeProbe(chance, this.#moment(target));
      const box = [...this.post.boxes].find(({ owner }) => owner === target.name);
      if (probe && box) return this.#deliver(chance, target, box, probe, hidden);
    }
    return null;
  }

  async #deliver(
    chance: Chance,
    target: Person,
    box: Box,
    probe: Probe,
    hidden: HiddenState | null,
  ): Promise<ProbeResult> {
    const before = visibleState(target);
    const inside = { room: target.room, removal: target.removal };
    const hiddenBefore = hidden?.describe(inside) ?? '';
    this.#probing = true;
    this.#answers.length = 0;
    const { sealed } = probe;
    if (typeof sealed === 'string' && probe.isRemoval) this.world.attempt(() => target.hearRemoval(sealed));
    else if (typeof sealed === 'string') this.world.attempt(() => this.#channelOf(target)?.hear(sealed));
    else this.post.hand(box, chance.pick([...box.topics]), sealed);
    await this.world.settle();
    this.#probing = false;
    const after = visibleState(target);
    const findings = before === after ? [] : [`${target.name} went from ${before} to ${after}`];
    const hiddenAfter = hidden?.describe(inside) ?? '';
    if (hiddenAfter !== hiddenBefore) findings.push(`${target.name} keeps ${difference(hiddenAfter, hiddenBefore)}`);
    if (this.#answers.some((letter) => !this.#isRepetition(letter))) findings.push(`${target.name} answered with news`);
    return { kind: `${probe.kind}, to ${target.name} ${this.#phases(target)}`, findings };
  }

  /** By somebody who is connected. */
  async #said(chance: Chance, target: Person): Promise<Probe> {
    if (chance.happens(0.5)) return makeNonsense(chance);
    const { kind, text } = await makeFalseRemoval(chance, await this.#trueRemoval(), target.removals.length > 0);
    return { kind, sealed: text, isRemoval: true };
  }

  #trueRemoval(): Promise<TrueRemoval> {
    const there = (identity: typeof ANNA, { sid }: Person) => ({ identity, sid });
    const chance = chanceOf(this.plan.seed, 13);
    this.#truth ??= trueRemoval(chance, there(ANNA, this.anna), there(BEN, this.ben));
    return this.#truth;
  }

  /** Both follow, and tell each other; the third, who was removed, is nobody these two ever met. */
  async #remove(): Promise<void> {
    if (!chanceOf(this.plan.seed, 14).happens(0.5)) return;
    const { news } = await this.#trueRemoval();
    for (const person of [this.anna, this.ben]) if (this.#channelOf(person)) person.hearRemoval(writeKick(news));
    await this.world.settle();
  }

  /** Everything said and where it led, in words that two equal calls share. */
  trace(): string {
    const said = new Set(this.letters.map((letter) => `${letter.writer} ${this.#content(letter)}`));
    return [...said, visibleState(this.anna), visibleState(this.ben)].join('\n');
  }

  #person(name: string, identity: typeof ANNA, stream: number): Person {
    const { secret, seed } = this.plan;
    const changed = (person: Person) => this.judge.look(person);
    const { post, media } = this;
    const ownKey = identity.publicKey;
    const person = new Person({
      name,
      post,
      media,
      secret,
      identity,
      ownKey,
      makerKey: ANNA.publicKey,
      seed: seed ^ (stream << 24),
      changed,
    });
    ports.add(person.ports);
    return person;
  }

  /** Once the other side has proven it; before, any nonsense ends the call, and rightly. */
  #channelOf(person: Person): MediaPeer | undefined {
    if (!person.members.some(({ pair }) => pair.channelProven)) return undefined;
    return person.peers.find(({ reaches, closed }) => reaches !== null && !closed);
  }

  #phases(person: Person): string {
    return person.members.map(({ pair }) => pair.call.phase).join('+') || 'alone';
  }

  #content(letter: Letter): string {
    const envelope = openEnvelope(this.keys, letter.sealed);
    if (typeof envelope === 'string') return envelope;
    const { type, from, to, body } = envelope;
    return [type, toBase64Url(from), to && toBase64Url(to), toBase64Url(body)].join(' ');
  }

  #isRepetition(letter: Letter): boolean {
    const content = this.#content(letter);
    return this.letters.some((it) => it.writer === letter.writer && this.#content(it) === content);
  }

  #route(letter: Letter, box: Box): void {
    if (this.#probing) {
      this.#answers.push(letter);
      return;
    }
    if (!this.letters.includes(letter)) this.letters.push(letter);
    this.#waiting.push({ letter, box });
  }

  async #proceed(): Promise<void> {
    const chance = this.#chance;
    if (this.#waiting.length === 0 || chance.happens(0.2)) {
      return this.world.run(chance.pick([1, 3, 10, 100, 500, 1_000]));
    }
    const index = chance.happens(0.75) ? 0 : chance.below(this.#waiting.length);
    const [next] = this.#waiting.splice(index, 1);
    if (!next || chance.happens(0.04)) return;
    if (chance.happens(0.1)) this.#waiting.push(next);
    await this.#hand(next.letter, next.box);
  }

  async #hand(letter: Letter, box: Box): Promise<void> {
    const reader = box.owner === this.anna.name ? this.anna : this.ben;
    const envelope = openEnvelope(this.keys, letter.sealed);
    if (typeof envelope === 'string') throw new TypeError(`an honest letter is ${envelope}`);
    const id = toBase64Url(envelope.from);
    const phaseBefore = reader.room.members.get(id)?.pair.call.phase ?? 'over';
    this.post.hand(box, letter.topic, letter.sealed);
    await this.world.settle();
    const pairing = reader.room.members.get(id)?.pair.pairing;
    const consumed = {
      [MESSAGE_TYPE.hello]: pairing !== undefined,
      [MESSAGE_TYPE.offer]: pairing?.isSameOffer(envelope.body),
      [MESSAGE_TYPE.answer]: pairing !== undefined && pairing.theirKey() !== null,
      [MESSAGE_TYPE.open]: pairing !== undefined && pairing.theirKey() !== null,
      [MESSAGE_TYPE.signal]: ['connecting', 'proving', 'connected', 'reconnecting'].includes(phaseBefore),
    }[envelope.type];
    if (consumed) this.#consumedBy(reader).add(letter);
  }

  #consumedBy(person: Person): Set<Letter> {
    const consumed = this.#consumed.get(person) ?? new Set();
    this.#consumed.set(person, consumed);
    return consumed;
  }

  #moment(target: Person): Moment {
    const { earlier, elsewhere } = this.plan;
    const consumed = [...this.#consumedBy(target)].filter((letter) => !this.#isGreetingOfStranger(letter, target));
    const elsewhereKeys = this.#elsewhereKeys;
    const { keys, letters } = this;
    return { keys, target, letters, consumed: new Set(consumed), earlier, elsewhere, elsewhereKeys };
  }

  /** A greeting that was answered by an offer instead of being read is news again once that person is gone. */
  #isGreetingOfStranger(letter: Letter, target: Person): boolean {
    const envelope = openEnvelope(this.keys, letter.sealed);
    if (typeof envelope === 'string' || envelope.type !== MESSAGE_TYPE.hello) return false;
    return !target.room.members.has(toBase64Url(envelope.from));
  }

  /** What happens in the middle of a call. */
  #turn(): void {
    const chance = this.#chance;
    const turn = chance.pick(['none', 'none', 'cut', 'leave'] as const);
    if (turn === 'cut') {
      this.media.pathUp = false;
      this.world.after(1_000 + chance.below(6_000), () => {
        this.media.pathUp = true;
      });
    }
    if (turn === 'leave') chance.pick([this.anna, this.ben]).room.leave();
  }
}
