/** Wishes about doctor, demo, reports and data; what is behind them is loaded at the first of them. */
import type { DataDesk } from './data.ts';
import type { Demo } from './demo.ts';
import type { Doctor } from './doctor.ts';
import type { Reporter } from './report.ts';
import type { ToolWishes } from './tool-view.ts';

export interface Tools {
  readonly doctor: Doctor;
  readonly demo: Demo;
  readonly data: DataDesk;
  readonly reporter: Reporter;
  showFigures(shown: boolean): void;
}

/**
 * @param load gives the same tools every time
 * @param failed they did not load
 * @param goHome leaves whatever is shown
 */
export function toolWishes(load: () => Promise<Tools>, failed: () => void, goHome: () => void): ToolWishes {
  const wish = (act: (tools: Tools) => void) => void load().then(act, failed);
  return {
    openDoctor: () => wish(({ doctor }) => doctor.open()),
    startDoctor: () => wish(({ doctor }) => doctor.start()),
    stopDoctor: () => wish(({ doctor }) => doctor.stop()),
    copyDoctorResult: () => wish(({ doctor }) => doctor.copy()),
    saveDoctorResult: () => wish(({ doctor }) => doctor.save()),
    openDemo: () => wish(({ demo }) => demo.open()),
    playDemo: (source) => wish(({ demo }) => demo.play(source)),
    stopDemo: () => wish(({ demo }) => demo.stop()),
    switchDemo: (denoised) => wish(({ demo }) => demo.denoise(denoised)),
    openHistory: () => wish(({ reporter }) => reporter.openHistory()),
    forgetCalls: () => wish(({ reporter }) => reporter.forgetCalls()),
    openData: () => wish(({ data }) => data.open()),
    saveEverything: () => wish(({ data }) => data.saveEverything()),
    saveLog: () => wish(({ data }) => data.saveLog()),
    eraseEverything: () => wish(({ data }) => data.eraseEverything()),
    setCollector: (url) => wish(({ data }) => data.setCollector(url)),
    showFigures: (shown) => wish((tools) => tools.showFigures(shown)),
    closeTool: goHome,
  };
}
