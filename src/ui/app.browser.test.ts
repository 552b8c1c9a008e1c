import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { View, Wishes } from '../app/view.ts';
import { NO_FAULTS } from '../call/faults.ts';
import type { TroubleCode } from '../call/trouble.ts';
import './app.ts';
import type { AppElement } from './app.ts';
import { fillName, sentences } from './sentences.ts';
import { callView, deepFocus, homeView, person } from './views.test-kit.ts';

function fakeWishes(): Required<Wishes> {
  return {
    startCall: vi.fn(),
    join: vi.fn(),
    rejoin: vi.fn(),
    joinListening: vi.fn(),
    leave: vi.fn(),
    goHome: vi.fn(),
    tryAgain: vi.fn(),
    toggleMicrophoneCheck: vi.fn(),
    startTrial: vi.fn(),
    stopTrial: vi.fn(),
    toggleTrialPlaying: vi.fn(),
    hearTrial: vi.fn(),
    listenBack: vi.fn(),
    toggleMute: vi.fn(),
    holdTalk: vi.fn(),
    toggleDeafened: vi.fn(),
    setLoudness: vi.fn(),
    removePerson: vi.fn(),
    setSuppression: vi.fn(),
    refreshDevices: vi.fn(),
    retryNow: vi.fn(),
    setSelfName: vi.fn(),
    copyInviteLink: vi.fn(),
    setInvitation: vi.fn(),
    shareInviteLink: vi.fn(),
    answerPictures: vi.fn(),
    talkAnyway: vi.fn(),
    dismissNotice: vi.fn(),
    turnOnSound: vi.fn(),
    people: vi.fn(),
    sendText: vi.fn(),
    sendFile: vi.fn(),
    acceptFile: vi.fn(),
    cancelFile: vi.fn(),
    pauseFile: vi.fn(),
    saveFile: vi.fn(),
    showChat: vi.fn(),
    compareAll: vi.fn(),
    stopComparing: vi.fn(),
    answerAll: vi.fn(),
    shareScreen: vi.fn(),
    stopSharing: vi.fn(),
    setShareStyle: vi.fn(),
    setScreenVolume: vi.fn(),
    toggleCamera: vi.fn(),
    installApp: vi.fn(),
    applyUpdate: vi.fn(),
    changeSettings: vi.fn(),
    resetSettings: vi.fn(),
    saveSettingsFile: vi.fn(),
    previewSettingsFile: vi.fn(),
    applySettingsFile: vi.fn(),
    dropSettingsFile: vi.fn(),
    dismissRepairs: vi.fn(),
    moveHere: vi.fn(),
    openCodes: vi.fn(),
    makeCode: vi.fn(),
    takeCode: vi.fn(),
    copyCode: vi.fn(),
    shareCode: vi.fn(),
    dropCode: vi.fn(),
    openDoctor: vi.fn(),
    startDoctor: vi.fn(),
    stopDoctor: vi.fn(),
    copyDoctorResult: vi.fn(),
    saveDoctorResult: vi.fn(),
    openDemo: vi.fn(),
    playDemo: vi.fn(),
    stopDemo: vi.fn(),
    switchDemo: vi.fn(),
    openHistory: vi.fn(),
    forgetCalls: vi.fn(),
    openData: vi.fn(),
    saveEverything: vi.fn(),
    saveLog: vi.fn(),
    eraseEverything: vi.fn(),
    setCollector: vi.fn(),
    showFigures: vi.fn(),
    closeTool: vi.fn(),
  };
}

let app: AppElement | undefined;

function show(view: View, wishes: Wishes = fakeWishes()): void {
  if (app === undefined) {
    app = document.createElement('humr-app');
    document.body.append(app);
  }
  Object.assign(app, { view, wishes });
}

afterEach(() => {
  app?.remove();
  app = undefined;
});

const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('home', () => {
  it('starts a call by its button and by the return key in the name field', async () => {
    const wishes = fakeWishes();
    show(homeView, wishes);
    await button('Start a call').click();
    expect(wishes.startCall).toHaveBeenCalledTimes(1);
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
    expect(wishes.setSelfName).toHaveBeenLastCalledWith('Ada');
    await userEvent.keyboard('{Enter}');
    expect(wishes.startCall).toHaveBeenCalledTimes(2);
  });

  it('leaves the field alone while somebody types', async () => {
    show({ ...homeView, selfName: 'Ada' });
    const field = page.getByRole('textbox', { name: 'Your name' });
    await expect.element(field).toHaveValue('Ada');
    await field.fill('Ada  L');
    show({ ...homeView, selfName: 'Ada L' });
    await app?.updateComplete;
    await expect.element(field).toHaveValue('Ada  L');
  });

  it('shows the level of the microphone under test', async () => {
    const wishes = fakeWishes();
    show(homeView, wishes);
    await button('Check microphone').click();
    expect(wishes.toggleMicrophoneCheck).toHaveBeenCalledOnce();
    show({
      ...homeView,
      microphone: { state: 'live', processing: 'suppressed' },
      selfMeter: { levelDbfs: -23.4, speaking: true },
    });
    await expect.element(page.getByRole('meter', { name: 'Level' })).toHaveAttribute('aria-valuenow', '-23');
    await expect.element(button('Stop checking')).toBeVisible();
  });
});

describe('hearing oneself', () => {
  const outlinesDbfs = { before: [-50, -20, -50], after: [-90, -15, -90] };

  it('offers, follows and plays a trial', async () => {
    const wishes = fakeWishes();
    show(homeView, wishes);
    await button('Hear yourself').click();
    expect(wishes.startTrial).toHaveBeenCalledOnce();
    show({ ...homeView, trial: { state: 'recording', doneRatio: 0.5 } }, wishes);
    await expect.element(page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('value', '0.5');
    await expect.poll(() => deepFocus()?.textContent?.trim()).toBe('Cancel');
    const verdict = { kind: 'quieter', quieterDb: 18.2 } as const;
    const ready = { state: 'ready', hearing: 'after', playing: false, lengthMs: 4_000, outlinesDbfs, verdict } as const;
    show({ ...homeView, trial: ready }, wishes);
    await expect.element(page.getByText('The room is 18 dB quieter.')).toBeVisible();
    await expect.poll(() => deepFocus()?.textContent?.trim()).toBe('Play');
    await button('Play').click();
    expect(wishes.toggleTrialPlaying).toHaveBeenCalledOnce();
    const denoised = page.getByRole('switch', { name: 'Noise removed' });
    await expect.element(denoised).toHaveAttribute('aria-checked', 'true');
    await denoised.click();
    expect(wishes.hearTrial).toHaveBeenCalledWith('before');
    await button('Done').click();
    expect(wishes.stopTrial).toHaveBeenCalledOnce();
    show(homeView, wishes);
    await expect.poll(() => deepFocus()?.textContent?.trim()).toBe('Hear yourself');
  });

  it('says why it did not work, and offers another try', async () => {
    const wishes = fakeWishes();
    show({ ...homeView, trial: { state: 'failed', code: 'MIC_DENIED' } }, wishes);
    await expect.element(page.getByRole('alert')).toHaveTextContent(sentences.troubles.MIC_DENIED.title);
    await button('Record again').click();
    expect(wishes.startTrial).toHaveBeenCalledOnce();
  });
});

describe('join', () => {
  it('joins by its button', async () => {
    const wishes = fakeWishes();
    show({ ...homeView, screen: { name: 'join' } }, wishes);
    await button('Join').click();
    expect(wishes.join).toHaveBeenCalledOnce();
  });
});

describe('the way out', () => {
  it('is there for every trouble, with its own sentence', async () => {
    for (const [code, { title }] of Object.entries(sentences.troubles)) {
      show({ ...homeView, screen: { name: 'stopped', code: code as TroubleCode } });
      await expect.element(page.getByRole('heading', { name: fillName(`${title}.`, null) })).toBeVisible();
      await expect.element(button('Try again')).toBeVisible();
      await expect.element(button('Back to start')).toBeVisible();
      const listening = button('Come in and listen').query();
      expect(listening !== null, code).toBe(code.startsWith('MIC_'));
    }
  });

  it('is there while entering, after leaving and with a broken link', async () => {
    const wishes = fakeWishes();
    show({ ...homeView, screen: { name: 'entering', step: 'microphone' } }, wishes);
    await button('Cancel').click();
    expect(wishes.leave).toHaveBeenCalledOnce();
    show({ ...homeView, screen: { name: 'left' } }, wishes);
    await button('Back to the call').click();
    expect(wishes.tryAgain).toHaveBeenCalledOnce();
    expect(button('Doctor').query()).toBeNull();
    const ended = { endedMs: 0, lengthMs: 60_000, grade: 'poor', recovery: NO_FAULTS } as const;
    const report = { ...ended, reasons: [], people: [], graph: [] };
    show({ ...homeView, screen: { name: 'left' }, report: { report, compared: null } }, wishes);
    await button('Doctor').click();
    expect(wishes.openDoctor).toHaveBeenCalledOnce();
    show({ ...homeView, screen: { name: 'broken-link', code: 'LINK_INCOMPLETE' } }, wishes);
    await button('Back to start').click();
    expect(wishes.goHome).toHaveBeenCalledOnce();
  });
});

describe('call', () => {
  it('offers the link while alone, and says that it was copied', async () => {
    const wishes = fakeWishes();
    show(callView({}), wishes);
    const field = page.getByRole('textbox', { name: 'Invite link' });
    await expect.element(field).toHaveValue('https://humr.example/#1.secret');
    await expect.element(field).toHaveAttribute('readonly');
    await button('Copy link').click();
    expect(wishes.copyInviteLink).toHaveBeenCalledOnce();
    show(callView({ linkCopied: true }), wishes);
    await expect.element(page.getByRole('status')).toHaveTextContent(sentences.announce.copied);
    await expect.element(button('Copy link')).toBeVisible();
  });

  it('shows the link as a QR code while alone, and on request in company', async () => {
    const code = page.getByRole('img', { name: 'QR code of the invite link' });
    show(callView({}));
    await expect.element(code).toBeVisible();
    show(callView({ people: [person()] }));
    await expect.element(button('Show QR code')).toBeVisible();
    expect(code.query()).toBeNull();
    await button('Show QR code').click();
    await expect.element(code).toBeVisible();
    await expect.poll(() => deepFocus()?.textContent?.trim()).toBe('Hide QR code');
    await button('Hide QR code').click();
    await expect.poll(() => code.query()).toBeNull();
  });

  it('shows everybody as a group with a level', async () => {
    const bo = person({ meter: { levelDbfs: -20, speaking: true } });
    show(callView({ people: [bo], connectedSinceMs: 940_000 }, { selfMeter: { levelDbfs: -31, speaking: false } }));
    const level = (name: string) =>
      page.getByRole('group', { name, exact: true }).getByRole('meter', { name: 'Level' });
    await expect.element(level('Bo')).toHaveAttribute('aria-valuenow', '-20');
    await expect.element(level('You')).toHaveAttribute('aria-valuenow', '-31');
    await expect.element(page.getByRole('timer')).toHaveTextContent('1:00');
  });

  it('shows names as text, and marks whoever imitates the own tile', async () => {
    const people = [person({ name: '<img src=x onerror=alert(1)>' }), person({ id: 'c', name: 'You' })];
    show(callView({ people }));
    await expect.element(page.getByRole('group', { name: '<img src=x onerror=alert(1)>', exact: true })).toBeVisible();
    await expect.element(page.getByRole('group', { name: 'You', exact: true })).toBeVisible(); // strict: exactly one
    expect(page.getByRole('img', { name: 'x' }).query()).toBeNull();
  });

  it('mutes, unmutes and leaves', async () => {
    const wishes = fakeWishes();
    show(callView({}), wishes);
    await button('Mute').click();
    show(callView({ mute: { state: 'muted', speakingWhileMuted: true } }), wishes);
    await button('Unmute').click();
    expect(wishes.toggleMute).toHaveBeenCalledTimes(2);
    await expect.element(page.getByRole('status')).toHaveTextContent(sentences.announce.muted);
    await button('Leave').click();
    expect(wishes.leave).toHaveBeenCalledOnce();
  });

  it('sets the suppression by switch and slider', async () => {
    const wishes = fakeWishes();
    show(callView({}), wishes);
    const suppression = page.getByRole('switch', { name: 'Noise suppression', exact: true });
    await expect.element(suppression).toHaveAttribute('aria-checked', 'true');
    await suppression.click();
    expect(wishes.setSuppression).toHaveBeenLastCalledWith({ on: false, strengthRatio: 0.8 });
    const strength = page.getByRole('slider', { name: 'Suppression strength', exact: true });
    await expect.element(strength).toHaveValue('80');
    await strength.fill('35');
    expect(wishes.setSuppression).toHaveBeenLastCalledWith({ on: true, strengthRatio: 0.35 });
  });

  it('lets notices be dismissed and sound be turned on', async () => {
    const wishes = fakeWishes();
    show(callView({ soundBlocked: true, notices: [{ id: 7, code: 'PEER_LOST', personName: 'Bo' }] }), wishes);
    await button('Dismiss').click();
    expect(wishes.dismissNotice).toHaveBeenCalledWith(7);
    await button('Turn on sound').click();
    expect(wishes.turnOnSound).toHaveBeenCalledOnce();
  });
});

describe('a change of screen', () => {
  it('moves the focus to the heading of the new screen', async () => {
    show(homeView);
    await expect.element(button('Start a call')).toBeVisible();
    show(callView({}));
    const heading = page.getByRole('heading', { level: 1 });
    await expect.element(heading).toHaveTextContent(sentences.call.aloneTitle);
    await expect.poll(() => deepFocus()?.tagName).toBe('H1');
  });

  it('leaves the focus on the link when the first person comes in', async () => {
    show(callView({}));
    await button('Copy link').click();
    show(callView({ people: [person()] }));
    await expect.element(page.getByRole('group', { name: 'Bo' })).toBeVisible();
    await expect.poll(() => deepFocus()?.textContent?.trim()).toBe('Copy link');
  });

  it('keeps the first paint until there is a view', async () => {
    document.body.insertAdjacentHTML('beforeend', '<humr-app id="early"><p>first paint</p></humr-app>');
    await expect.element(page.getByText('first paint')).toBeVisible();
    document.getElementById('early')?.remove();
  });
});
