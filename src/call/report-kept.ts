/** Reading a kept report: whatever lies on disk is a stranger's until every field of it is known. */
import { FAULT_KINDS, type Fault, MAX_FAULTS, NO_FAULTS, type Recovery } from './faults.ts';
import { GRADES, type Grade } from './quality.ts';
import { type CallReport, type GraphPoint, type PersonReport, type Reason, readTheirView } from './report.ts';

type Fields = Readonly<Record<string, unknown>>;

const MAX_PEOPLE = 16;
const MAX_REASONS = 16;
const MAX_POINTS = 240;
const MAX_NAME = 256;
const REASON = /^[a-z-]{1,32}$/;

/** @returns null for what is no report */
export function readReport(value: unknown): CallReport | null {
  if (!isFields(value)) return null;
  const { endedMs, lengthMs, grade, reasons, people, graph, recovery } = value;
  if (!isNumber(endedMs) || !isNumber(lengthMs) || !isGrade(grade)) return null;
  return {
    endedMs,
    lengthMs,
    grade,
    reasons: listOf(reasons, MAX_REASONS, readReason),
    people: listOf(people, MAX_PEOPLE, readPerson),
    graph: listOf(graph, MAX_POINTS, readPoint),
    recovery: isFields(recovery) ? readRecovery(recovery) : NO_FAULTS,
  };
}

function listOf<T>(value: unknown, most: number, read: (fields: Fields) => T | null): T[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, most)
    .map((it) => (isFields(it) ? read(it) : null))
    .filter((it) => it !== null);
}

function readReason({ code, value, also }: Fields): Reason | null {
  if (typeof code !== 'string' || !REASON.test(code) || !isNumber(value) || !isNumber(also)) return null;
  // A code of a newer version has no sentence here; whoever shows it leaves it out.
  return { code: code as Reason['code'], value, also };
}

function readPerson({
  name,
  grade,
  lossPercent,
  concealedPercent,
  delayMs,
  path,
  theirs,
}: Fields): PersonReport | null {
  if (typeof name !== 'string' || !isGrade(grade) || !isNumber(lossPercent) || !isNumber(concealedPercent)) return null;
  return {
    name: name.slice(0, MAX_NAME),
    grade,
    lossPercent,
    concealedPercent,
    delayMs: isNumber(delayMs) ? delayMs : null,
    path: path === 'direct' || path === 'relayed' ? path : null,
    theirs: isFields(theirs) ? readTheirView(new Map(Object.entries(theirs))) : null,
  };
}

function readPoint(fields: Fields): GraphPoint | null {
  const { atMs, lossPercent, concealedPercent } = fields;
  if (!isNumber(atMs) || !isNumber(lossPercent) || !isNumber(concealedPercent)) return null;
  const optional = (value: unknown) => (isNumber(value) ? value : null);
  return {
    atMs,
    lossPercent,
    concealedPercent,
    roundTripMs: optional(fields.roundTripMs),
    bufferMs: optional(fields.bufferMs),
    inputDbfs: optional(fields.inputDbfs),
    outputDbfs: optional(fields.outputDbfs),
  };
}

/** Reports of earlier versions have none. */
function readRecovery({ times, recovered, longestMs, faults }: Fields): Recovery {
  if (!isCount(times) || !isCount(recovered) || recovered > times || !isCount(longestMs)) return NO_FAULTS;
  return { times, recovered, longestMs, faults: listOf(faults, MAX_FAULTS, readFault) };
}

function readFault({ kind, atMs, lengthMs, recovered }: Fields): Fault | null {
  const known = FAULT_KINDS.find((it) => it === kind);
  if (!known || !isCount(atMs) || !isCount(lengthMs) || typeof recovered !== 'boolean') return null;
  return { kind: known, atMs, lengthMs, recovered };
}

function isCount(value: unknown): value is number {
  return isNumber(value) && value >= 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isGrade(value: unknown): value is Grade {
  return GRADES.some((it) => it === value);
}
