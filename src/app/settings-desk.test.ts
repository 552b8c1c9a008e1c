import { describe, expect, it } from 'vitest';
import type { SettingsRead } from '../settings/read.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings/schema.ts';
import { createSettingsDesk } from './settings-desk.ts';
import { World } from './world.test-kit.ts';

/** A store that answers when it is told to. */
class SlowStore {
  readonly saved: Partial<Settings>[] = [];
  readonly files: { name: string; text: string }[] = [];
  otherTab: (read: SettingsRead) => void = () => undefined;
  #answers: ((kept: boolean) => void)[] = [];

  readonly ports = {
    saveSettings: (change: Partial<Settings>) => {
      this.saved.push(change);
      return new Promise<boolean>((resolve) => this.#answers.push(resolve));
    },
    watchSettings: (listener: (read: SettingsRead) => void) => {
      this.otherTab = listener;
    },
    saveTextFile: (name: string, text: string) => this.files.push({ name, text }),
  };

  async answer(kept = true): Promise<void> {
    this.#answers.shift()?.(kept);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function open(read: Partial<SettingsRead> = {}) {
  const { store } = new World().browser();
  const disk = new SlowStore();
  const first = { settings: DEFAULT_SETTINGS, repaired: [], mayReplace: true, ...read };
  return { store, disk, desk: createSettingsDesk({ store, ports: disk.ports, read: first }) };
}

describe('the settings desk', () => {
  it('shows a change at once, tells whoever listens, and keeps it', async () => {
    const { store, disk, desk } = open();
    const heard: string[] = [];
    desk.subscribe((now, before) => heard.push(`${before.selfName}→${now.selfName}`));
    desk.change({ selfName: 'Anna' });
    expect(store.view.settings.values.selfName).toBe('Anna');
    expect(store.view.selfName).toBe('Anna');
    expect(heard).toEqual(['→Anna']);
    expect(disk.saved).toEqual([{ selfName: 'Anna' }]);
    await disk.answer(false);
    expect(store.view.settings.kept).toBe(false);
  });

  it('gathers what a slider changes while the store is busy', async () => {
    const { disk, desk } = open();
    for (const ratio of [0.1, 0.2, 0.3]) desk.change({ suppressionStrengthRatio: ratio });
    desk.change({ muteKey: '' });
    await disk.answer();
    await disk.answer();
    expect(disk.saved).toEqual([{ suppressionStrengthRatio: 0.1 }, { suppressionStrengthRatio: 0.3, muteKey: '' }]);
  });

  it('takes over what another tab changed, but never over a newer change of its own', async () => {
    const { store, disk, desk } = open();
    desk.change({ selfName: 'Anna' });
    desk.change({ selfName: 'Anna B' });
    const settings = { ...DEFAULT_SETTINGS, selfName: 'Old', gainControl: false };
    disk.otherTab({ settings, repaired: [], mayReplace: true });
    expect(store.view.settings.values).toMatchObject({ selfName: 'Anna B', gainControl: false });
  });

  it('previews a file, changes nothing before it is wanted, and everything then', () => {
    const { store, desk } = open();
    desk.previewFile('{"version":2,"processing":{"suppression":false}}');
    expect(store.view.settings.file).toMatchObject({ ok: true, changes: [{ path: 'processing.suppression' }] });
    expect(desk.current).toEqual(DEFAULT_SETTINGS);
    desk.applyFile();
    expect(store.view.suppression.on).toBe(false);
    expect(store.view.settings.file).toBeNull();
    desk.previewFile('junk');
    desk.applyFile();
    expect(desk.current.suppression).toBe(false);
  });

  it('saves a file that it can read again', () => {
    const { store, disk, desk } = open();
    desk.change({ voiceShell: 'worklet' });
    desk.exportFile();
    desk.reset();
    desk.previewFile(disk.files[0]?.text ?? '');
    expect(store.view.settings.file).toMatchObject({ ok: true, settings: { voiceShell: 'worklet' } });
  });

  it('goes back to the defaults and keeps the name', () => {
    const { desk } = open();
    desk.change({ selfName: 'Anna', gainControl: false });
    desk.reset();
    expect(desk.current).toEqual({ ...DEFAULT_SETTINGS, selfName: 'Anna' });
  });

  it('tells once what was repaired', () => {
    const { store, disk, desk } = open({ repaired: ['processing.strength'] });
    expect(store.view.settings.repaired).toEqual(['processing.strength']);
    desk.dismissRepairs();
    expect(store.view.settings.repaired).toEqual([]);
    expect(disk.saved[0]).toEqual(DEFAULT_SETTINGS);
  });
});
