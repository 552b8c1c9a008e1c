/**
 * Watches a call: once a second it reads what the browser and the voice chain measured, keeps the last half hour of it,
 * grades each connection, and makes the report when the call ends. It measures; it decides nothing.
 */
import { FLOOR_DBFS } from '../base/units.ts';
import { FaultHistory } from '../call/faults.ts';
import { type AlertCode, Alerts } from '../call/health-alerts.ts';
import { type Around, type CallHealth, HealthAlarm, judgeCall } from '../call/health-call.ts';
import type { LogEntry, Ports } from '../call/ports.ts';
import {
  conversationDelayMs,
  type Grade,
  type LinkFigures,
  linkFigures,
  overall,
  ShownGrade,
} from '../call/quality.ts';
import { meanLink, meanVoice } from '../call/quality-mean.ts';
import { TimeRing } from '../call/quality-ring.ts';
import { readStats, type StatsReading } from '../call/quality-stats.ts';
import { MissedSum, meanDbfs, type VoiceFigures, voiceFigures } from '../call/quality-voice.ts';
import {
  type CallReport,
  callReport,
  type GraphPoint,
  graphPoint,
  type Interruption,
  type MeasuredPerson,
  type TheirView,
} from '../call/report.ts';
import type { MeterReport, VoiceReport } from '../dsp/voice-messages.ts';
import type { Member } from './member.ts';
import { type SetUp, SetUpClock } from './set-up.ts';

const SAMPLE_MS = 1_000;
/** Half an hour: 1 800 seconds of a dozen numbers a person. */
const KEEP_MS = 30 * 60_000;
/** How far back the graph in the call reaches. */
const GRAPH_MS = 120_000;
/** The other side is told so often how it is heard; less than 20 bit/s. */
const TELL_EVERY_SAMPLES = 5;
/** The health of the call is judged so often, by the last ten seconds. */
const HEALTH_EVERY_SAMPLES = 5;
const HEALTH_WINDOW_MS = 10_000;

export interface CallWatched {
  /** Whoever is in the call now. */
  members(): ReadonlyMap<string, Member>;
  /** A grade to be shown changed. */
  graded(): void;
  /** Whether one's own voice is sent as the microphone gives it. */
  isUnprocessed(): boolean;
}

/** Everything that is known of one moment; for graphs and for exporters. */
export interface Snapshot {
  readonly atMs: number;
  readonly voice: VoiceFigures | null;
  readonly links: ReadonlyMap<string, LinkFigures>;
  readonly grades: ReadonlyMap<string, Grade>;
  /** Since the call began. */
  readonly recoveries: number;
  readonly iceRestarts: number;
  /** What is out of bounds now; each was logged once. */
  readonly alerts: readonly AlertCode[];
  /** Null until the first look. */
  readonly health: CallHealth | null;
  /** See `Around.pressure`. */
  readonly pressure: number | null;
  readonly lengthMs: number;
  /** The last one so far. */
  readonly setUp: SetUp | null;
}

export interface Watch {
  /** A call begins; one that was running ends without a report. */
  begin(call: CallWatched): void;
  /** The call is over; what it came to is handed to `finished`. */
  end(): void;
  voiceReport(report: VoiceReport): void;
  heard(id: string, report: MeterReport): void;
  reported(id: string, view: TheirView): void;
  logged(entry: LogEntry): void;
  /** Grade of the connection to somebody; null until there is something to judge. */
  gradeOf(id: string): Grade | null;
  /** The last two minutes, for the graph in the call. */
  graph(): readonly GraphPoint[];
  readonly latest: Snapshot | null;
  /** The figures of the last `lengthMs` as those of one stretch; null outside of calls. */
  over(lengthMs: number): Snapshot | null;
  /** Hears of every sample; returns how to stop. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
}

type WatchPorts = Pick<Ports<unknown>, 'every' | 'nowMs' | 'epochS' | 'log'> & { around(): Around };

export interface WatchEvents {
  began(): void;
  /** The report, or null when there was nothing to report. */
  finished(report: CallReport | null): void;
}

export function createWatch(ports: WatchPorts, events: WatchEvents): Watch {
  return new LiveWatch(ports, events);
}

interface Watched {
  name: string;
  earlier: StatsReading | null;
  readonly figures: TimeRing<LinkFigures>;
  readonly shown: ShownGrade;
  readonly interruptions: Interruption[];
  awaySinceMs: number | null;
  /** Of the pair as it is now, and of pairs it took the place of. */
  restarts: number;
  earlierRestarts: number;
  theirs: TheirView | null;
  levelsDbfs: number[];
  levelDbfs: number;
}

class LiveWatch implements Watch {
  latest: Snapshot | null = null;
  readonly #ports: WatchPorts;
  readonly #events: WatchEvents;
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  readonly #people = new Map<string, Watched>();
  readonly #voice = new TimeRing<VoiceFigures>(KEEP_MS);
  readonly #setUp = new SetUpClock();
  readonly #faults = new FaultHistory();
  #reports: VoiceReport[] = [];
  #call: CallWatched | null = null;
  #beganMs = 0;
  #samples = 0;
  #recoveries = 0;
  #isUnprocessed = false;
  #alerts = new Alerts();
  #health: CallHealth | null = null;
  #healthAlarm = new HealthAlarm();
  #missed = new MissedSum();
  #missedQuanta = 0;
  #stop: () => void = () => undefined;

  constructor(ports: WatchPorts, events: WatchEvents) {
    this.#ports = ports;
    this.#events = events;
  }

  begin(call: CallWatched): void {
    this.#forget();
    this.#call = call;
    this.#beganMs = this.#ports.nowMs();
    this.#faults.begin(this.#beganMs);
    this.#events.began();
    this.#stop = this.#ports.every(SAMPLE_MS, () => void this.#sample());
  }

  end(): void {
    if (!this.#call) return;
    const nowMs = this.#ports.nowMs();
    const report = callReport({
      endedMs: 1000 * this.#ports.epochS(),
      beganMs: this.#beganMs,
      lengthMs: nowMs - this.#beganMs,
      people: [...this.#people.values()].map((it) => measured(it, nowMs)),
      voice: this.#voice.items,
      unprocessed: this.#isUnprocessed,
      recovery: this.#faults.summary(nowMs),
    });
    this.#forget();
    this.#events.finished(report);
  }

  voiceReport(report: VoiceReport): void {
    if (!this.#call) return;
    this.#reports.push({ ...report, missedQuanta: this.#missed.note(report.missedQuanta) });
  }

  heard(id: string, { levelDbfs }: MeterReport): void {
    this.#people.get(id)?.levelsDbfs.push(levelDbfs);
  }

  reported(id: string, view: TheirView): void {
    const person = this.#people.get(id);
    if (person) person.theirs = view;
  }

  /** The steps of setting up and the faults stand in the log, with the first characters of the peer's id. */
  logged(entry: LogEntry): void {
    this.#setUp.note(entry, this.#ports.nowMs());
    if (this.#call) this.#faults.note(entry, this.#ports.nowMs());
  }

  over(lengthMs: number): Snapshot | null {
    const { latest } = this;
    if (!latest) return null;
    const recent = <T extends { readonly atMs: number }>(items: readonly T[]) =>
      items.filter(({ atMs }) => atMs > latest.atMs - lengthMs);
    const links = new Map<string, LinkFigures>();
    for (const id of latest.links.keys()) {
      const mean = meanLink(recent(this.#people.get(id)?.figures.items ?? []));
      if (mean) links.set(id, mean);
    }
    return { ...latest, voice: meanVoice(recent(this.#voice.items)), links };
  }

  gradeOf(id: string): Grade | null {
    return this.#people.get(id)?.shown.grade ?? null;
  }

  graph(): readonly GraphPoint[] {
    const sinceMs = this.#ports.nowMs() - GRAPH_MS;
    const voices = new Map(this.#voice.items.map((it) => [it.atMs, it]));
    const moments = new Map<number, LinkFigures[]>();
    for (const figures of [...this.#people.values()].flatMap((it) => it.figures.items)) {
      if (figures.atMs < sinceMs) continue;
      moments.set(figures.atMs, [...(moments.get(figures.atMs) ?? []), figures]);
    }
    const times = [...moments.keys()].sort((a, b) => a - b);
    return times.map((atMs) => graphPoint(atMs - this.#beganMs, moments.get(atMs) ?? [], voices.get(atMs)));
  }

  subscribe(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #sample(): Promise<void> {
    const call = this.#call;
    if (!call) return;
    this.#isUnprocessed ||= call.isUnprocessed();
    const atMs = this.#ports.nowMs();
    const voice = voiceFigures(this.#reports, atMs);
    this.#reports = [];
    if (voice) this.#voice.add(voice);
    const links = new Map<string, LinkFigures>();
    await Promise.all(
      [...call.members().values()].map(async (member) => {
        const figures = await this.#measure(member, atMs);
        if (figures) links.set(member.id, figures);
      }),
    );
    // The call may have ended while the browser was counting.
    if (this.#call !== call) return;
    if (++this.#samples % TELL_EVERY_SAMPLES === 0) this.#tellAll(call);
    this.#publish(atMs, voice, links);
  }

  async #measure(member: Member, atMs: number): Promise<LinkFigures | null> {
    const person = this.#personOf(member, atMs);
    const entries = await member.pair.stats().catch(() => []);
    const now = readStats(entries, atMs, member.pair.way);
    const earlier = person.earlier;
    person.earlier = now ?? earlier;
    const own = now && earlier && linkFigures(earlier, now);
    // Their own count of the last seconds; RTCP's leaves out what was sent again, more or less by chance.
    const figures = own && person.theirs ? { ...own, theirLossRatio: person.theirs.lossPercent / 100 } : own;
    // Who is being reconnected has no connection to grade.
    if (!figures || member.pair.call.phase !== 'connected') return null;
    person.figures.add(figures);
    if (person.shown.note(figures)) this.#call?.graded();
    return figures;
  }

  #personOf({ id, name, pair }: Member, nowMs: number): Watched {
    const person = this.#people.get(id) ?? newlyWatched();
    this.#people.set(id, person);
    person.name = name || person.name;
    person.levelDbfs = meanDbfs(person.levelsDbfs) ?? person.levelDbfs;
    person.levelsDbfs = [];
    if (pair.restarts < person.restarts) person.earlierRestarts += person.restarts;
    person.restarts = pair.restarts;
    const isAway = pair.call.phase === 'reconnecting';
    if (isAway) person.awaySinceMs ??= pair.call.sinceMs;
    else if (person.awaySinceMs !== null) {
      person.interruptions.push({ atMs: person.awaySinceMs, lengthMs: nowMs - person.awaySinceMs });
      person.awaySinceMs = null;
      this.#recoveries++;
    }
    return person;
  }

  #tellAll(call: CallWatched): void {
    for (const { id, pair } of call.members().values()) {
      const person = this.#people.get(id);
      const { grade } = person?.shown ?? {};
      if (!person || !grade || pair.call.phase !== 'connected') continue;
      const recent = overall(person.figures.items.slice(-TELL_EVERY_SAMPLES));
      const rounded = (value: number) => Math.round(10 * value) / 10;
      const view: TheirView = {
        grade,
        lossPercent: rounded(100 * recent.lossRatio),
        concealedPercent: rounded(100 * recent.concealedRatio),
        delayMs: Math.round(conversationDelayMs(recent) ?? 0),
        levelDbfs: rounded(person.levelDbfs),
      };
      pair.tell({ kind: 'report', view });
    }
  }

  #publish(atMs: number, voice: VoiceFigures | null, links: ReadonlyMap<string, LinkFigures>): void {
    const grades = new Map<string, Grade>();
    for (const [id, { shown }] of this.#people) if (shown.grade && links.has(id)) grades.set(id, shown.grade);
    this.#alarm(atMs, voice, links);
    const around = this.#ports.around();
    if (this.#samples % HEALTH_EVERY_SAMPLES === 0) this.#examine(around, atMs, links);
    const alerts = this.#alerts.raised;
    const lengthMs = atMs - this.#beganMs;
    const iceRestarts = [...this.#people.values()].reduce((sum, it) => sum + it.earlierRestarts + it.restarts, 0);
    const [recoveries, setUp] = [this.#recoveries, this.#setUp.last];
    const before = this.latest?.links;
    this.latest = {
      atMs,
      voice,
      links,
      grades,
      recoveries,
      iceRestarts,
      alerts,
      lengthMs,
      setUp,
      health: this.#health,
      pressure: around.pressure,
    };
    // Which way the voice goes is shown, too.
    if ([...links].some(([id, { path }]) => path !== before?.get(id)?.path)) this.#call?.graded();
    for (const listener of this.#listeners) listener(this.latest);
  }

  /** Says once that something is out of bounds, and once that it is not any more. */
  #alarm(atMs: number, voice: VoiceFigures | null, links: ReadonlyMap<string, LinkFigures>): void {
    const all = [...links.values()];
    const most = (pick: (it: LinkFigures) => number) => Math.max(0, ...all.map(pick));
    const missed = voice ? Math.max(0, voice.missedQuanta - this.#missedQuanta) : 0;
    if (voice) this.#missedQuanta = voice.missedQuanta;
    const changed = this.#alerts.note(
      {
        loss: most(({ lossRatio }) => lossRatio),
        concealment: most(({ concealedRatio }) => concealedRatio),
        delay: most((it) => conversationDelayMs(it) ?? 0),
        'device-busy': missed,
      },
      atMs,
    );
    for (const { code, raised, value } of changed) {
      const detail = `${code} ${Math.round(1000 * value) / 1000}`;
      this.#ports.log({ level: raised ? 'warn' : 'info', event: raised ? 'alert' : 'alert over', peer: null, detail });
    }
  }

  /** Looks at the call as the doctor would, without trying anything; what breaks is said once, and once that it is whole. */
  #examine(around: Around, atMs: number, links: ReadonlyMap<string, LinkFigures>): void {
    const voice = this.#voice.items.filter((it) => it.atMs > atMs - HEALTH_WINDOW_MS);
    this.#health = judgeCall({ around, voice, links: [...links.values()], isUnprocessed: this.#isUnprocessed });
    for (const { id, raised, cause } of this.#healthAlarm.note(this.#health)) {
      const event = raised ? `${id} broken` : `${id} whole again`;
      this.#ports.log({ level: 'info', event, peer: null, detail: cause }); // whoever is silent may mean to be
    }
  }

  #forget(): void {
    this.#stop();
    this.#call = null;
    this.#people.clear();
    this.#voice.clear();
    this.#setUp.clear();
    this.#reports = [];
    this.#samples = this.#recoveries = 0;
    this.#isUnprocessed = false;
    this.#alerts = new Alerts();
    this.#health = null;
    this.#healthAlarm = new HealthAlarm();
    this.#missed = new MissedSum();
    this.#missedQuanta = 0;
    this.latest = null;
  }
}

function newlyWatched(): Watched {
  return {
    name: '',
    earlier: null,
    figures: new TimeRing(KEEP_MS),
    shown: new ShownGrade(),
    interruptions: [],
    awaySinceMs: null,
    restarts: 0,
    earlierRestarts: 0,
    theirs: null,
    levelsDbfs: [],
    levelDbfs: FLOOR_DBFS,
  };
}

function measured({ name, figures, interruptions, awaySinceMs, theirs }: Watched, nowMs: number): MeasuredPerson {
  const still = awaySinceMs === null ? [] : [{ atMs: awaySinceMs, lengthMs: nowMs - awaySinceMs }];
  return { name, figures: figures.items, interruptions: [...interruptions, ...still], theirs };
}
