/** One's own data: what lies here and how much of it, all of it in one file, none of it any more. */

import type { LogLine } from '../call/log-line.ts';
import type { CallReport } from '../call/report.ts';
import type { Settings } from '../settings/schema.ts';
import { logText } from './log.ts';
import type { ViewStore } from './store.ts';
import type { DataKind, OwnDataView } from './tool-view.ts';

export interface DataPorts {
  readCounts(): Promise<Readonly<Record<DataKind, number>>>;
  readUse(): Promise<{ readonly usedBytes: number | null; readonly persistent: boolean }>;
  /** People as one knows them: names and how far they are trusted, no keys. */
  readPeople(): Promise<readonly unknown[]>;
  readReports(): Promise<readonly CallReport[]>;
  readLog(): Promise<readonly LogLine[]>;
  settings(): Settings;
  eraseEverything(): Promise<'erased' | 'unreadable' | 'not-erased'>;
  saveTextFile(name: string, text: string): void;
  /** @returns false when the address cannot be used */
  setCollector(url: string): boolean;
  collectorUrl(): string;
  epochS(): number;
}

export interface DataDesk {
  open(): void;
  saveEverything(): void;
  saveLog(): void;
  eraseEverything(): void;
  setCollector(url: string): void;
}

export function createDataDesk(store: ViewStore, ports: DataPorts): DataDesk {
  let view: OwnDataView = emptyView(ports);
  const show = (change: Partial<OwnDataView>) => {
    view = { ...view, ...change };
    if (store.view.screen.name === 'data') store.update({ screen: { name: 'data', data: view } });
  };
  const count = async () => {
    const [counts, { usedBytes, persistent }] = await Promise.all([ports.readCounts(), ports.readUse()]);
    show({ counts, usedBytes, persistent });
  };
  /** One thing at a time; whatever fails leaves the screen as it was. */
  const busy = (errand: () => Promise<void>) => {
    if (view.busy) return;
    show({ busy: true });
    void errand()
      .catch(() => undefined)
      .then(() => show({ busy: false }));
  };
  return {
    open() {
      view = emptyView(ports);
      store.update({ screen: { name: 'data', data: view } });
      void count();
    },
    saveEverything: () => busy(async () => ports.saveTextFile('humr-data.json', await everything(ports))),
    saveLog: () => busy(async () => ports.saveTextFile('humr-log.txt', logText(await ports.readLog()))),
    eraseEverything: () =>
      busy(async () => {
        show({ erased: await ports.eraseEverything() });
        await count();
      }),
    setCollector(url) {
      const isTaken = ports.setCollector(url);
      show({ collectorUrl: ports.collectorUrl(), collectorRefused: !isTaken });
    },
  };
}

function emptyView(ports: DataPorts): OwnDataView {
  return {
    counts: null,
    usedBytes: null,
    persistent: false,
    busy: false,
    erased: null,
    collectorUrl: ports.collectorUrl(),
    collectorRefused: false,
  };
}

/** Readable by people and programs; keys and secrets are not among it, they have a backup of their own. */
async function everything(ports: DataPorts): Promise<string> {
  const [people, calls, log] = await Promise.all([ports.readPeople(), ports.readReports(), ports.readLog()]);
  const made = new Date(1000 * ports.epochS()).toISOString();
  const settings = withoutPasswords(ports.settings());
  return `${JSON.stringify({ humr: 'data', version: 1, made, settings, people, calls, log }, null, 2)}\n`;
}

/** Passwords of relays and TURN servers are somebody's secret even in a file of one's own. */
function withoutPasswords(settings: Settings): unknown {
  return JSON.parse(JSON.stringify(settings, (key, value: unknown) => (/password/i.test(key) ? '' : value)));
}
