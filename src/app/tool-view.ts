/** What the screens beside the call show, and the wishes they may voice: doctor, demo, earlier calls, one's own data. */
import type { CheckId, Finding } from '../call/health.ts';
import type { AlertCode } from '../call/health-alerts.ts';
import type { CallHealth } from '../call/health-call.ts';
import type { CallReport, GraphPoint } from '../call/report.ts';
import type { MicrophoneTrouble } from '../call/trouble.ts';

export interface CheckView {
  readonly id: CheckId;
  readonly state: 'waiting' | 'running' | Finding;
}

export interface DoctorView {
  readonly phase: 'ready' | 'running' | 'done' | 'stopped';
  readonly checks: readonly CheckView[];
  readonly doneRatio: number;
  /** 0..100; null before anything was found. */
  readonly score: number | null;
  readonly copied: boolean;
}

/** Magnitudes of what is heard now, one byte a bin, lowest first; reading costs nothing while nobody reads. */
export interface SpectrumSource {
  readonly bins: number;
  read(into: Uint8Array<ArrayBuffer>): void;
}

export interface DemoView {
  readonly phase: 'ready' | 'connecting' | 'playing' | 'failed';
  readonly source: 'sample' | 'microphone';
  readonly denoised: boolean;
  /** Of what is heard at the far end. */
  readonly levelDbfs: number;
  /** How much quieter pauses are with the noise removed, measured in this call; null until both were heard. */
  readonly quieterDb: number | null;
  readonly trouble: MicrophoneTrouble | null;
  readonly spectrum: SpectrumSource | null;
}

/** The report of the call that just ended. */
export interface ReportView {
  /** Null when the call was too short to judge. */
  readonly report: CallReport | null;
  readonly compared: 'better' | 'worse' | 'usual' | null;
}

export interface HistoryView {
  readonly reports: readonly CallReport[] | null;
  readonly keptDays: number;
  readonly forgotten: boolean;
}

export type DataKind = 'settings' | 'identity' | 'people' | 'trail' | 'history' | 'log' | 'app';

export interface OwnDataView {
  /** How many entries of each kind lie here; null while they are counted. */
  readonly counts: Readonly<Record<DataKind, number>> | null;
  readonly usedBytes: number | null;
  readonly persistent: boolean;
  readonly busy: boolean;
  readonly erased: 'erased' | 'unreadable' | 'not-erased' | null;
  /** Where figures are sent; empty means nowhere. */
  readonly collectorUrl: string;
  readonly collectorRefused: boolean;
}

export type ToolScreen =
  | { readonly name: 'doctor'; readonly doctor: DoctorView }
  | { readonly name: 'demo'; readonly demo: DemoView }
  | { readonly name: 'history'; readonly history: HistoryView }
  | { readonly name: 'data'; readonly data: OwnDataView };

/** The last two minutes of a call, while somebody looks at them, and what is out of bounds now. */
export interface FiguresView {
  readonly points: readonly GraphPoint[];
  readonly alerts: readonly AlertCode[];
  readonly health: CallHealth | null;
}

export interface ToolWishes {
  openDoctor(): void;
  startDoctor(): void;
  stopDoctor(): void;
  copyDoctorResult(): void;
  saveDoctorResult(): void;
  openDemo(): void;
  playDemo(source: 'sample' | 'microphone'): void;
  stopDemo(): void;
  switchDemo(denoised: boolean): void;
  openHistory(): void;
  forgetCalls(): void;
  openData(): void;
  saveEverything(): void;
  saveLog(): void;
  eraseEverything(): void;
  setCollector(url: string): void;
  /** Whether the figures of the call are looked at. */
  showFigures(shown: boolean): void;
  /** From any of these screens back to the first one. */
  closeTool(): void;
}
