/** The only wiring: makes every adapter, hands them to the app, mounts the UI. Heavy parts load when first wished for. */
import { watchInstallation } from './offline/installation.ts';
import { openCallAround } from './offline/surroundings.ts';
import type { AppElement } from './ui/app.ts';
import { keptChoices } from './ui/first-paint.ts';
import './ui/app.ts';
import { together } from './app/beside.ts';
import { codeWishes, isCodeFragment } from './app/code-wishes.ts';
import { CHAT_WISHES } from './app/empty-chat.ts';
import { GROUP_WISHES } from './app/group-view.ts';
import { INITIAL_VIEW } from './app/initial-view.ts';
import { LISTEN_BACK_WISHES } from './app/listen-back-view.ts';
import { passOn } from './app/pass-on.ts';
import { peopleWishes } from './app/people-wishes.ts';
import { platformPorts, saveFile, saveTextFile } from './app/platform.ts';
import { settingsWishes } from './app/settings-wishes.ts';
import { SHARING_WISHES } from './app/sharing-view.ts';
import { createShell } from './app/shell.ts';
import { createViewStore } from './app/store.ts';
import { followCall } from './app/surroundings.ts';
import { toolWishes } from './app/tool-wishes.ts';
import { scriptUrl } from './app/trusted.ts';
import { logView } from './app/view-log.ts';
import type { LogEntry, Ports } from './call/ports.ts';

// First of all: the secret leaves the address bar, the history and whatever reads them.
const fragment = location.hash.slice(1);
if (fragment) history.replaceState(null, '', location.pathname + location.search);

const values = { ...INITIAL_VIEW.settings.values, ...keptChoices() };
const store = createViewStore({
  ...INITIAL_VIEW,
  settings: { ...INITIAL_VIEW.settings, values },
  nowMs: performance.now(),
});

/** Loaded with the conductor, or before it by whoever opens the settings first. */
const loadDesk = once(async () => {
  const [{ createSettingsDesk }, storage] = await Promise.all([
    import('./app/settings-desk.ts'),
    import('./store/settings.ts'),
  ]);
  const { saveSettings, watchSettings } = storage;
  const ports = { saveSettings, watchSettings, saveTextFile };
  return createSettingsDesk({ store, ports, read: await storage.loadSettings() });
});

/** One log for the page, whoever asks first. */
const loadLog = once(async () => {
  const [{ createLog }, { keepLog }] = await Promise.all([import('./app/log.ts'), import('./store/log.ts')]);
  const ports = platformPorts();
  return createLog({ ports, write: ports.log, keep: keepLog });
});

/** One book of people for the page. */
const loadBook = once(async () => {
  const [{ PeopleBook }, { people }, { noteTrust }, { loadRenewal }] = await Promise.all([
    import('./app/people-book.ts'),
    import('./store/people.ts'),
    import('./store/trail.ts'),
    import('./store/renewal.ts'),
  ]);
  return new PeopleBook({ contacts: people, noteTrust, loadRenewal, dateMs: () => Date.now() });
});

/** Measures every call; the reports go to the reporter, which also shows earlier ones. */
const loadWatch = once(async () => {
  const [{ createWatch }, { watchAround }, { createReporter }, history] = await Promise.all([
    import('./app/metrics.ts'),
    import('./app/around-call.ts'),
    import('./app/report.ts'),
    import('./store/history.ts'),
  ]);
  const { addReport, readReports, forgetReports } = history;
  const reporter = createReporter(store, { read: readReports, add: addReport, forget: forgetReports });
  const log = await loadLog();
  const ports = { ...platformPorts(), log: (entry: LogEntry) => log.write(entry), around: watchAround(store) };
  const watch = createWatch(ports, {
    began() {
      log.beginCall();
      reporter.began();
    },
    finished(report) {
      log.endCall();
      reporter.finished(report);
    },
  });
  return { reporter, watch };
});

/** What a call and the doctor open alike. */
const loadDoors = once(async () => {
  const [{ createMicrophoneOpener }, mqtt, relays, { openPeer }, ice, desk] = await Promise.all([
    import('./audio/microphone.ts'),
    import('./signal/mqtt.ts'),
    import('./signal/relays.ts'),
    import('./rtc/peer.ts'),
    loadIce(),
    loadDesk(),
  ]);
  const ownRelay = relays.defaultRelayUrl(document.baseURI, import.meta.env.BASE_URL);
  const openCarrier: Ports<MediaStreamTrack>['openCarrier'] = ({ urls, will }, events) =>
    mqtt.openMqtt({ relays: relays.withLogins(urls, desk.current.relayLogins, ownRelay), will }, events);
  const openMicrophone = createMicrophoneOpener({ scriptUrl });
  return {
    openMicrophone,
    openCarrier,
    openPeer: ice.wrap(openPeer),
    turn: () => ice.turn,
    iceServers: () => ice.servers(),
  };
});

const loadTools = once(async () => {
  const [{ openTools }, desk, log, watched, doors] = await Promise.all([
    import('./main-tools.ts'),
    loadDesk(),
    loadLog(),
    loadWatch(),
    loadDoors(),
  ]);
  const sampleUrl = new URL(`${import.meta.env.BASE_URL}voice/demo.webm`, document.baseURI).href;
  return openTools({ store, desk, log, ...watched, doors, sampleUrl });
});

const loadConductor = once(async () => {
  const [{ createConductor }, identity, settings, log, { watch }, doors, people, beside, recovery] = await Promise.all([
    import('./app/conductor.ts'),
    import('./store/identity.ts'),
    loadDesk(),
    loadLog(),
    loadWatch(),
    loadDoors(),
    loadBook(),
    loadBeside(),
    loadRecovery(),
  ]);
  // Whoever wants the figures elsewhere wants them of every call.
  if (settings.current.collectorUrl !== '') void loadTools();
  const tell = (entry: LogEntry) => {
    log.write(entry);
    watch.logged(entry);
  };
  logView(store, tell);
  return createConductor({
    store,
    settings,
    people,
    watch,
    beside,
    ports: {
      ...platformPorts(),
      ...doors,
      log: tell,
      ...recovery,
      loadIdentity: identity.loadIdentity,
    },
  });
});

/** Loudspeakers, devices that come and go, and the call that may be rejoined. */
const loadRecovery = once(async () => {
  const [devices, { openSpeaker }, kept] = await Promise.all([
    import('./audio/devices.ts'),
    import('./audio/speaker.ts'),
    import('./store/kept-call.ts'),
  ]);
  const { listDevices, watchDevices } = devices;
  return { listDevices, watchDevices, openSpeaker, calls: kept.createCallKeeper() };
});

/** All that a call has beside its voices. */
const loadBeside = once(async () => together(await Promise.all([loadChat(), loadSharing(), loadGroup()])));

const loadChat = once(async () => {
  const { createChat } = await import('./app/chat.ts');
  const { nowMs, every } = platformPorts();
  return createChat({ store, ports: { nowMs, every, epochMs: () => Date.now(), saveFile } });
});

const loadGroup = once(async () => {
  const [{ createGroupDesk }, book, log] = await Promise.all([import('./app/group-desk.ts'), loadBook(), loadLog()]);
  return createGroupDesk({
    store,
    ports: { ...platformPorts(), log: (entry: LogEntry) => log.write(entry) },
    noteDifference: () => book.note('lists-differed', null, null),
    answer: (id, answer) => shell.wishes.answerPictures(id, answer),
  });
});

/** One for the page: it keeps lent credentials fresh. */
const loadIce = once(async () => {
  const [{ createIceSource }, desk] = await Promise.all([import('./signal/turn.ts'), loadDesk()]);
  const { after } = platformPorts();
  const fetchJson = async (url: string) => (await fetch(url, { cache: 'no-store' })).json() as Promise<unknown>;
  const ice = createIceSource({ settings: () => desk.current, fetchJson, after });
  desk.subscribe((now, before) => {
    const same = now.turnServers === before.turnServers && now.turnCredentialsUrl === before.turnCredentialsUrl;
    if (!same) ice.refresh();
  });
  return ice;
});

const loadSharing = once(async () => {
  const [{ createSharing }, screen, { openSpeaker }] = await Promise.all([
    import('./app/sharing.ts'),
    import('./rtc/screen.ts'),
    import('./audio/speaker.ts'),
  ]);
  const { captureScreen, captureCamera } = screen;
  const speaker = openSpeaker({ meter: () => undefined, blocked: () => undefined });
  const can = { canShare: screen.canShareScreen(), canShareSound: screen.canShareSound() };
  return createSharing({
    store,
    ports: { ...can, captureScreen, captureCamera, speaker, nowMs: platformPorts().nowMs },
  });
});

const loadCodes = once(async () => {
  const [{ createCodes }, { openCodeWay }, { openOtherTabs }, { openPeer }, caller, log] = await Promise.all([
    import('./app/codes.ts'),
    import('./signal/code.ts'),
    import('./signal/other-tabs.ts'),
    loadDoors(),
    loadConductor(),
    loadLog(),
  ]);
  const ports = { ...platformPorts(), openPeer, log: (entry: LogEntry) => log.write(entry) };
  return createCodes({ store, ports, openCodeWay, otherTabs: openOtherTabs(), caller });
});

/** Who is in a call of this link, in this tab or in another one. */
const loadOneTab = once(async () => {
  const [{ createOneTab }, { openOtherTabs }, call] = await Promise.all([
    import('./app/one-tab.ts'),
    import('./signal/other-tabs.ts'),
    loadConductor(),
  ]);
  return createOneTab({ store, otherTabs: openOtherTabs(), call });
});

/** People, keys and rings. */
const loadPeople = once(async () => {
  const [{ createPeople }, conductor, book, settings, { openCarrier }] = await Promise.all([
    import('./main-people.ts'),
    loadConductor(),
    loadBook(),
    loadDesk(),
    loadDoors(),
  ]);
  return createPeople({ store, book, conductor, settings, openCarrier });
});

async function loadTrial() {
  const [{ createTrial }, { recordTake, openTakePlayer }, { createRenderer }, { loadWeights }] = await Promise.all([
    import('./app/trial.ts'),
    import('./audio/trial.ts'),
    import('./work/render.ts'),
    import('./audio/voice-weights.ts'),
  ]);
  const renderTake = createRenderer(scriptUrl, loadWeights);
  return createTrial({ store, ports: { recordTake, openTakePlayer, renderTake } });
}

const loadListenBack = once(async () => {
  const [{ openListenBack }, call] = await Promise.all([import('./main-listen-back.ts'), loadConductor()]);
  return openListenBack(store, call.ownSound);
});

/** The same for everybody who asks; after a failure, such as a network that was gone, another try. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

const shell = createShell({ store, load: loadConductor, loadTrial, canShare: typeof navigator.share === 'function' });

const goHome = () => store.update({ screen: { name: 'home' } });

const installation = watchInstallation((install) => store.update({ app: { ...store.view.app, install } }));
let applyUpdate = (): void => undefined;
followCall(store, () =>
  openCallAround({ toggleMute: () => shell.wishes.toggleMute(), leave: () => shell.wishes.leave() }),
);

/** A key behind a passkey is asked for in the tap that will need it, for browsers want one. */
const unlocked = (wish: () => void) => () => {
  if (store.view.people.identity !== 'locked') return wish();
  return void loadPeople().then(async (desk) => (await desk.unlock()) && wish());
};

const app = document.querySelector<AppElement>('humr-app');
if (app) {
  app.wishes = {
    ...shell.wishes,
    startCall: unlocked(shell.wishes.startCall),
    join: unlocked(shell.wishes.join),
    rejoin: unlocked(shell.wishes.rejoin),
    ...settingsWishes(loadDesk),
    ...codeWishes(loadCodes, () => shell.incomplete()),
    moveHere: () => void loadOneTab().then((it) => it.move()),
    ...peopleWishes(loadPeople),
    ...passOn(loadChat, CHAT_WISHES),
    ...passOn(loadGroup, GROUP_WISHES),
    ...toolWishes(loadTools, () => shell.incomplete(), goHome),
    ...passOn(loadSharing, SHARING_WISHES),
    ...passOn(loadListenBack, LISTEN_BACK_WISHES),
    installApp: () => installation.install(),
    applyUpdate: () => applyUpdate(),
  };
  // In a task of its own: the first picture takes about as long as all that came before it.
  setTimeout(() => {
    app.view = store.view;
    store.subscribe((view) => {
      app.view = view;
    });
  });
}
if (fragment) openFragment(fragment);
// The shortcut of the installed app.
else if (new URLSearchParams(location.search).has('start')) shell.wishes.startCall();

function openFragment(text: string): void {
  if (!isCodeFragment(text)) {
    shell.openLink(text);
    loadOneTab().then(
      (it) => it.opened(text),
      () => undefined,
    );
    return;
  }
  loadCodes().then(
    (codes) => codes.openFragment(text),
    () => shell.incomplete(),
  );
}

// Everything a call needs arrives while the person reads; the page has answered to taps long before.
addEventListener('load', () => setTimeout(prepare), { once: true });

/** Another task: whatever the page was asked meanwhile comes first. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve));
/** Safari has no idle callback; a moment later does as well. */
const idleness = () => new Promise((resolve) => (globalThis.requestIdleCallback ?? setTimeout)(resolve));

async function prepare(): Promise<void> {
  // One after the other, though none waits for its files: asking for all of them at once would hold the page up.
  const parts = [loadDesk, loadLog, loadDoors, loadWatch, loadBook, loadRecovery, loadBeside];
  for (const load of parts) {
    void load().catch(() => undefined);
    await aMoment();
  }
  shell.preload();
  void loadOneTab().catch(() => undefined);
  await aMoment();
  void loadPeople().catch(() => undefined);
  const { warmUp } = await import('./trust/warm-up.ts');
  for (const _answer of warmUp()) await idleness();
  const { registerOffline } = await import('./offline/register.ts');
  // A new version waits until it is wished for, outside of calls, or until every tab is closed.
  const updateWaiting = (apply: () => void) => {
    applyUpdate = apply;
    store.update({ app: { ...store.view.app, updateWaiting: true } });
  };
  await registerOffline({ ready: () => undefined, updateWaiting }, scriptUrl);
  const { loadDecoderAhead } = await import('./ui/decoder-ahead.ts');
  await loadDecoderAhead();
}

addEventListener('online', () => shell.wake('network-changed'));
// Not in Firefox and Safari; there the silence of the path tells.
(navigator as { connection?: EventTarget }).connection?.addEventListener('change', () => shell.wake('network-changed'));
addEventListener('pageshow', () => shell.wake('woke'));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') shell.wake('woke');
});
// Somebody pastes another link into the same tab.
addEventListener('hashchange', () => {
  const next = location.hash.slice(1);
  history.replaceState(null, '', location.pathname + location.search);
  if (next) openFragment(next);
});
