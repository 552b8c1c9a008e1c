/** After a call: shows its report beside the earlier ones, and keeps it. */
import { type CallReport, compared } from '../call/report.ts';
import type { ViewStore } from './store.ts';

/** How long reports are kept; the store drops older ones by itself. */
const KEPT_DAYS = 90;

export interface History {
  /** Oldest first. */
  read(): Promise<readonly CallReport[]>;
  /** @returns whether it was kept */
  add(report: CallReport): Promise<boolean>;
  /** @returns whether they are gone */
  forget(): Promise<boolean>;
}

export interface Reporter {
  /** A call begins: the report of the one before is not about it. */
  began(): void;
  finished(report: CallReport | null): void;
  openHistory(): void;
  forgetCalls(): void;
}

export function createReporter(store: ViewStore, history: History): Reporter {
  const show = async (forgotten: boolean) => {
    store.update({ screen: { name: 'history', history: { reports: null, keptDays: KEPT_DAYS, forgotten } } });
    const reports = [...(await history.read())].reverse();
    // Whoever went on meanwhile is not called back.
    if (store.view.screen.name !== 'history') return;
    store.update({ screen: { name: 'history', history: { reports, keptDays: KEPT_DAYS, forgotten } } });
  };
  return {
    began: () => store.update({ report: null }),
    finished(report) {
      store.update({ report: { report, compared: null } });
      if (report) void beside(store, history, report);
    },
    openHistory: () => void show(false),
    forgetCalls: () => void history.forget().then((isForgotten) => show(isForgotten)),
  };
}

async function beside(store: ViewStore, history: History, report: CallReport): Promise<void> {
  const earlier = (await history.read()).map(({ grade }) => grade);
  if (store.view.report?.report === report) {
    store.update({ report: { report, compared: compared(report.grade, earlier) } });
  }
  await history.add(report);
}
