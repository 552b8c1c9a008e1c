import { beforeEach, describe, expect, it } from 'vitest';
import type { Rekey } from '../call/messages.ts';
import { readAnswer } from '../trust/answer.ts';
import { accepted, diceOf, type Person, personOf, ROOM, shakeHands } from '../trust/handshake-fixture.ts';
import { openSignal, type Session, sealSignal } from '../trust/session.ts';
import { LONG_LOSS_MS, REHANDSHAKE_MS, Rehandshake, type Sessions } from './rehandshake.ts';
import { World } from './world.test-kit.ts';

const [anna, bert, mallory] = ['anna', 'bert', 'mallory'].map(personOf) as [Person, Person, Person];
const certificateOf = ({ description }: Person) => description.slice(0, 32);
const TEXT = new Uint8Array([1, 2, 3]);

/** One end of a pair after its first handshake. */
class End {
  readonly sessions: Sessions;
  readonly rehandshake: Rehandshake;
  readonly first: Session;
  renewals = 0;
  forged = 0;
  /** What becomes of what this end says. */
  post: (message: Rekey) => void = () => undefined;
  identity = this.own.identity;
  certificate = certificateOf(this.own);

  constructor(
    readonly own: Person,
    readonly their: Person,
    session: Session,
    isInitiator: boolean,
    nowMs: () => number,
  ) {
    this.first = session;
    this.sessions = { session, spare: null };
    const end = this;
    this.rehandshake = new Rehandshake(
      {
        ports: { dice: diceOf(`again ${isInitiator}`), epochS: () => 1, nowMs },
        topic: ROOM.topic,
        ownSid: own.sid,
        theirSid: their.sid,
        get identity() {
          return end.identity;
        },
        isInitiator,
        sessions: this.sessions,
        theirKey: () => their.identity.publicKey,
      },
      {
        fingerprints: () => ({ own: this.certificate, theirs: certificateOf(their) }),
        send: (message) => this.post(message),
        renewed: () => this.renewals++,
        forged: () => this.forged++,
      },
    );
  }

  /** Whether the other end reads what this one seals now. */
  reaches(other: End): boolean {
    const body = sealSignal(this.sessions.session!, this.own.sid, this.their.sid, TEXT, 0);
    return [other.sessions.session, other.sessions.spare].some(
      (session) => session && body && typeof openSignal(session, this.own.sid, this.their.sid, body, 0) !== 'string',
    );
  }
}

let world: World;
let caller: End;
let host: End;
let said: number[];

/** Who greeted is the caller. */
beforeEach(async () => {
  world = new World();
  said = [];
  const { answer, answerBody, offer } = await shakeHands(anna, bert);
  const nowMs = () => world.nowMs;
  caller = new End(anna, bert, answer.session, true, nowMs);
  host = new End(bert, anna, accepted(readAnswer(offer, answerBody)).session, false, nowMs);
  caller.post = (message) => deliver(host, message);
  host.post = (message) => deliver(caller, message);
});

function deliver(end: End, message: Rekey): void {
  said.push(message.step);
  world.after(1, () => end.rehandshake.hear(message));
}

/** Both tick for a while, as they do in a call. */
async function pass(ms: number, stepMs = 1_000): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    for (const end of [caller, host]) end.rehandshake.tick();
    await world.run(stepMs);
  }
}

describe('a session', () => {
  it('is renewed every hour by whoever greeted, its old keys are gone, and its proof of the channel stays', async () => {
    const proof = caller.first.channelKey.slice();
    await pass(REHANDSHAKE_MS + 60_000, 20_000);
    expect(said).toEqual([1, 2, 3, 4, 5]);
    for (const end of [caller, host]) {
      expect([end.renewals, end.forged, end.sessions.spare]).toEqual([1, 0, null]);
      expect(end.sessions.session).not.toBe(end.first);
      expect(end.sessions.session?.channelKey).toEqual(proof);
      expect([end.first.closed, end.first.send.key]).toEqual([true, new Uint8Array(32)]);
    }
    expect([caller.reaches(host), host.reaches(caller)]).toEqual([true, true]);
    await pass(REHANDSHAKE_MS + 60_000, 20_000);
    expect(caller.renewals).toBe(2);
  });

  it('is renewed after a loss of more than a minute, not after a short one', async () => {
    caller.rehandshake.returned(LONG_LOSS_MS);
    await pass(5_000);
    expect(said).toEqual([]);
    caller.rehandshake.returned(LONG_LOSS_MS + 1);
    await pass(5_000);
    expect(said).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([1, 2, 3, 4, 5])('is read by both whatever is lost, and renewed at the next try: step %i', async (lost) => {
    const honest = [caller.post, host.post] as const;
    const losing = (post: End['post']) => (message: Rekey) => message.step === lost || post(message);
    [caller.post, host.post] = honest.map(losing) as [End['post'], End['post']];
    caller.rehandshake.returned(LONG_LOSS_MS + 1);
    await pass(8_000);
    expect([caller.reaches(host), host.reaches(caller)]).toEqual([true, true]);
    [caller.post, host.post] = honest;
    await pass(15_000);
    expect([caller.reaches(host), host.reaches(caller)]).toEqual([true, true]);
    expect([caller.renewals, caller.forged, host.forged]).toEqual([1, 0, 0]);
  });

  it.each([1, 2, 3, 4])('is not renewed by a step of which a byte was changed: step %i', async (step) => {
    for (const end of [caller, host]) {
      const { post } = end;
      end.post = (message) => {
        const body = message.body.map((byte, i) => (i === 20 && message.step === step ? byte ^ 1 : byte));
        post({ ...message, body });
      };
    }
    caller.rehandshake.returned(LONG_LOSS_MS + 1);
    await pass(5_000);
    expect(caller.renewals).toBe(0);
    expect([caller.reaches(host), host.reaches(caller)]).toEqual([true, true]);
  });

  it('ends where another key or another certificate would come in by it', async () => {
    host.identity = mallory.identity;
    caller.rehandshake.returned(LONG_LOSS_MS + 1);
    await pass(5_000);
    expect([caller.forged, caller.renewals]).toEqual([1, 0]);
    host.identity = bert.identity;
    caller.certificate = certificateOf(mallory);
    await pass(12_000);
    expect([host.forged, host.renewals]).toEqual([1, 0]);
  });

  it('is not renewed on the word of the side that answered, nor more often than every five seconds', async () => {
    host.rehandshake.returned(LONG_LOSS_MS + 1);
    await pass(3_000);
    expect(said).toEqual([]);
    caller.rehandshake.returned(LONG_LOSS_MS + 1);
    const kept: Rekey[] = [];
    const { post } = caller;
    caller.post = (message) => void (message.step === 1 ? kept.push(message) : post(message));
    await pass(1_000);
    for (let i = 0; i < 20; i++) for (const message of kept) deliver(host, message);
    await world.run(100);
    expect(said.filter((step) => step === 2)).toHaveLength(1);
  });
});
