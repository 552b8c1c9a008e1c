/**
 * Two people meet by two codes, without any server: makes one's own, takes the other's, says whose turn it is, and hands
 * the way that opened to the conductor as the carrier of an ordinary call.
 */
import { equalBytes } from '../base/bytes.ts';
import type { CodeWay, CodeWayEvents, CodeWayOptions } from '../call/code-way.ts';
import type { OtherTabs } from '../call/other-tabs.ts';
import type { Ports } from '../call/ports.ts';
import type { CodeTrouble, LinkTrouble, TroubleCode } from '../call/trouble.ts';
import {
  type AnswerCode,
  decodeCode,
  encodeAnswerCode,
  encodeOfferCode,
  MAX_CODE_DESCRIPTION_BYTES,
  type OfferCode,
} from '../trust/code.ts';
import { decodeInvite, type Invite, identityFingerprint, SECRET_BYTES } from '../trust/link.ts';
import type { CodeRole, CodesView, CodeWishes } from './code-view.ts';
import { readPasted } from './pasted.ts';
import type { ViewStore } from './store.ts';

/** How long a code waits for its answer. */
const CODE_LIFE_MS = 10 * 60_000;
/** Clocks of devices without a network may be wrong; whoever made the code goes by a clock that cannot jump. */
const CLOCK_TOLERANCE_S = 10 * 60;
/** Both codes are across, so both sides look for a path: on one network that takes less than a second. */
const CONNECT_MS = 20_000;
/** A text of half that length or less is no cut link but something else. */
const LINK_CHARACTERS = 51;
/** For another tab to say that a code is meant for it. */
const ASK_TABS_MS = 800;

export interface CodesOptions {
  readonly store: ViewStore;
  readonly ports: Pick<
    Ports<MediaStreamTrack>,
    'openPeer' | 'copyText' | 'shareLink' | 'pageUrl' | 'nowMs' | 'epochS' | 'dice' | 'every' | 'after' | 'log'
  >;
  openCodeWay(options: CodeWayOptions, events: CodeWayEvents): CodeWay;
  readonly otherTabs: OtherTabs;
  readonly caller: CodeCaller;
}

/** What the codes need of whoever runs the call. */
export interface CodeCaller {
  /** Before any code: with the microphone allowed a browser tells its real addresses. */
  openVoice(): Promise<TroubleCode | null>;
  identityKey(): Promise<Uint8Array>;
  /** Enters the room of the invitation through this carrier, with the microphone that is open. */
  enterVia(invite: Invite, openCarrier: Ports<unknown>['openCarrier']): void;
  openLink(fragment: string): void;
}

export interface Codes extends CodeWishes {
  /** Takes the fragment of the address the page was opened with, if it is a code; else the conductor gets it. */
  openFragment(fragment: string): void;
}

export function createCodes(options: CodesOptions): Codes {
  return new LiveCodes(options);
}

/** One's own code, while it waits. */
interface Pending {
  readonly role: CodeRole;
  readonly way: CodeWay;
  readonly invite: Invite;
  /** Of the offer, whoever made it. */
  readonly id: Uint8Array;
  /** The answer was taken; a second one is refused. */
  answered: boolean;
}

class LiveCodes implements Codes {
  readonly #options: CodesOptions;
  #pending: Pending | null = null;
  /** Rises with every beginning and end, so that what comes too late is recognised. */
  #visit = 0;
  #cancelTimer: () => void = () => undefined;
  #stopClock: () => void = () => undefined;
  #stopAnswering: () => void = () => undefined;

  constructor(options: CodesOptions) {
    this.#options = options;
    // Whatever leads away from the codes, a link, the call or the way home, ends what was pending.
    options.store.subscribe(({ screen }) => {
      if (screen.name !== 'codes') this.#drop();
    });
  }

  openCodes(): void {
    this.dropCode();
  }

  dropCode(): void {
    this.#drop();
    this.#show({ state: 'choosing', trouble: null });
  }

  makeCode(): void {
    void this.#make(async (way) => {
      const description = await way.offer();
      if (!description) return null;
      const { ports, caller } = this.#options;
      const secret = ports.dice(SECRET_BYTES);
      const hostFingerprint = identityFingerprint(await caller.identityKey());
      const expiresS = ports.epochS() + CODE_LIFE_MS / 1000;
      const code = encodeOfferCode({ secret, hostFingerprint, expiresS, relayOnly: false, description });
      const invite = { secret, hostFingerprint, oneUse: true, relayOnly: false };
      return { text: code.text, pending: { role: 'inviter', way, invite, id: code.id, answered: false } };
    }, 'inviter');
  }

  takeCode(text: string): void {
    const pasted = readPasted(text, this.#options.ports.pageUrl);
    if (typeof pasted === 'string') return this.#complain(pasted);
    const { fragment, site } = pasted;
    if (decodeCode(fragment) !== 'other') return this.openFragment(fragment);
    // A code holds all that is needed, so it does not matter which site's address stands before it; a link leads to one.
    const invite = decodeInvite(fragment);
    if (site === 'other') return this.#complain('LINK_ELSEWHERE');
    if (typeof invite !== 'string') return this.#options.caller.openLink(fragment);
    this.#complain(site === 'none' && fragment.length < LINK_CHARACTERS / 2 ? 'LINK_UNKNOWN' : invite);
  }

  openFragment(fragment: string): void {
    const code = decodeCode(fragment);
    if (code === 'other') return this.#options.caller.openLink(fragment);
    if (typeof code === 'string') return this.#complain(code);
    if (code.kind === 'offer') this.#takeOffer(code);
    else void this.#takeAnswer(code, fragment);
  }

  copyCode(): void {
    const { store, ports } = this.#options;
    const { screen } = store.view;
    if (screen.name !== 'codes' || screen.codes.state !== 'showing') return;
    const shown = screen.codes;
    void ports.copyText(shown.link).then((copied) => {
      if (store.view.screen === screen) this.#show({ ...shown, copied });
    });
  }

  shareCode(): void {
    const { screen } = this.#options.store.view;
    if (screen.name === 'codes' && screen.codes.state === 'showing')
      void this.#options.ports.shareLink?.(screen.codes.link);
  }

  #takeOffer(code: OfferCode): void {
    if (this.#pending?.role === 'inviter') {
      return this.#complain(equalBytes(this.#pending.id, code.id) ? 'CODE_OWN' : 'CODE_BOTH');
    }
    if (this.#options.ports.epochS() > code.expiresS + CLOCK_TOLERANCE_S) return this.#complain('CODE_EXPIRED');
    void this.#make(async (way) => {
      const description = await way.answer(code.description);
      if (!description) return null;
      const { secret, hostFingerprint, relayOnly, id } = code;
      const invite = { secret, hostFingerprint, oneUse: true, relayOnly };
      return {
        text: encodeAnswerCode({ id, description }),
        pending: { role: 'guest', way, invite, id, answered: true },
      };
    }, 'guest');
  }

  async #takeAnswer(code: AnswerCode, fragment: string): Promise<void> {
    const pending = this.#pending;
    if (pending?.role !== 'inviter') {
      if (pending) return this.#complain('CODE_OTHER');
      const taken = await this.#options.otherTabs.ask({ kind: 'code', fragment }, ASK_TABS_MS);
      return taken ? this.#note() : this.#complain('CODE_OTHER');
    }
    if (!equalBytes(code.id, pending.id)) return this.#complain('CODE_OTHER');
    if (pending.answered) return this.#complain('CODE_USED');
    pending.answered = true;
    if (!(await pending.way.accept(code.description))) {
      pending.answered = false;
      return this.#complain('CODE_INCOMPLETE');
    }
    if (this.#pending !== pending) return;
    this.#show({ state: 'connecting' });
    this.#endAfter(CONNECT_MS, 'CODE_UNREACHABLE');
  }

  async #make(
    write: (way: CodeWay) => Promise<{ text: string; pending: Pending } | null>,
    role: CodeRole,
  ): Promise<void> {
    this.#drop();
    const visit = this.#visit;
    const { caller, ports } = this.#options;
    this.#show({ state: 'making', role, step: 'microphone' });
    // Without a microphone one comes in to listen; that is shown, and no reason to stop.
    await caller.openVoice();
    if (visit !== this.#visit) return;
    this.#show({ state: 'making', role, step: 'addresses' });
    const way = this.#openWay(visit);
    const made = await write(way).catch(() => null);
    if (visit !== this.#visit || !made) {
      way.close();
      if (visit === this.#visit) this.#end('CODE_NO_ADDRESS');
      return;
    }
    this.#pending = made.pending;
    ports.log({ level: 'info', event: 'code made', peer: null, detail: role });
    this.#wait(made.text, role);
  }

  #openWay(visit: number): CodeWay {
    const { openCodeWay, ports } = this.#options;
    return openCodeWay(
      {
        openPeer: (options, events) => ports.openPeer(options, events),
        iceServers: [],
        relayOnly: false,
        maxDescriptionBytes: MAX_CODE_DESCRIPTION_BYTES,
      },
      { opened: () => visit === this.#visit && this.#opened() },
    );
  }

  #wait(text: string, role: CodeRole): void {
    const { ports, store, otherTabs } = this.#options;
    const link = `${ports.pageUrl}#${text}`;
    const expiresMs = ports.nowMs() + CODE_LIFE_MS;
    this.#show({ state: 'showing', role, link, copied: false, expiresMs, trouble: null });
    this.#endAfter(CODE_LIFE_MS, 'CODE_EXPIRED');
    this.#stopClock = ports.every(1_000, () => store.update({ nowMs: ports.nowMs() }));
    this.#stopAnswering = otherTabs.answer((question) => {
      const code = question.kind === 'code' ? decodeCode(question.fragment) : null;
      const isOurs =
        code !== null && typeof code !== 'string' && this.#pending !== null && equalBytes(code.id, this.#pending.id);
      if (isOurs && question.kind === 'code') this.openFragment(question.fragment);
      return isOurs;
    });
  }

  /** The other side is there: from now on it is a call like any other. */
  #opened(): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = null; // the way is the room's now
    this.#options.ports.log({ level: 'info', event: 'codes met', peer: null });
    this.#options.caller.enterVia(pending.invite, (_options, events) => pending.way.carrier(events));
  }

  #endAfter(delayMs: number, code: CodeTrouble): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.ports.after(delayMs, () => this.#end(code));
  }

  #end(code: CodeTrouble): void {
    this.#drop();
    this.#show({ state: 'choosing', trouble: code });
  }

  #drop(): void {
    this.#visit++;
    this.#cancelTimer();
    this.#stopClock();
    this.#stopAnswering();
    this.#stopAnswering = () => undefined;
    this.#pending?.way.close();
    this.#pending = null;
  }

  /** What was read is not what is wanted: said beside what is shown, which stays. */
  #complain(trouble: CodeTrouble | LinkTrouble): void {
    const { screen } = this.#options.store.view;
    const codes = screen.name === 'codes' ? screen.codes : null;
    if (codes?.state === 'showing') this.#show({ ...codes, trouble });
    else if (codes?.state !== 'making' && codes?.state !== 'connecting') this.#show({ state: 'choosing', trouble });
  }

  #note(): void {
    this.#options.store.update({ screen: { name: 'note', note: 'handed-over' } });
  }

  #show(codes: CodesView): void {
    const { store, ports } = this.#options;
    store.update({ screen: { name: 'codes', codes }, nowMs: ports.nowMs() });
  }
}
