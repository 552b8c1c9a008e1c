import { describe, expect, it } from 'vitest';
import { type Browser, World } from './world.test-kit.ts';

const JOIN_MS = 3_000;

async function join(world: World, link: string, name: string): Promise<Browser> {
  const browser = world.browser();
  browser.conductor.setSelfName(name);
  browser.conductor.openLink(link.split('#')[1] ?? '');
  browser.conductor.join();
  await world.run(JOIN_MS);
  return browser;
}

async function company(...names: string[]) {
  const world = new World();
  const anna = world.browser();
  anna.conductor.setSelfName('Anna');
  anna.conductor.startCall();
  await world.run(100);
  const others: Browser[] = [];
  for (const name of names) others.push(await join(world, anna.call.inviteLink, name));
  return { world, anna, others };
}

const texts = (browser: Browser) =>
  browser.store.view.chat.entries.flatMap((it) => (it.kind === 'text' ? [`${it.from?.name ?? 'me'}: ${it.text}`] : []));
const files = (browser: Browser) =>
  browser.store.view.chat.entries.flatMap((it) => (it.kind === 'file' ? [[it.id, it.name, it.state] as const] : []));
const fileOf = (name: string, content: string) => {
  const blob = new Blob([content]);
  return { name, size: blob.size, slice: (from: number, to: number) => blob.slice(from, to) };
};

describe('text', () => {
  it('reaches everybody who is there, and counts as unread while the panel is closed', async () => {
    const { world, anna, others } = await company('Ben', 'Cleo');
    anna.chat.sendText(' Hello \u202e<b>all</b> ');
    await world.run(50);
    expect(others.map(texts)).toEqual([['Anna: Hello <b>all</b>'], ['Anna: Hello <b>all</b>']]);
    expect(texts(anna)).toEqual(['me: Hello <b>all</b>']);
    expect(others[0]?.store.view.chat.unread).toBe(1);
    others[0]?.chat.showChat(true);
    expect(others[0]?.store.view.chat.unread).toBe(0);
  });

  it('says why something was not sent', async () => {
    const { anna } = await company();
    const refusal = () => anna.store.view.chat.refusal;
    anna.chat.sendText('Hello?');
    expect(refusal()).toBe('nobody');
    anna.chat.sendText('x'.repeat(5000));
    expect(refusal()).toBe('too-long');
    anna.chat.sendFile({ ...fileOf('x', ''), size: 2 ** 40 });
    expect(refusal()).toBe('too-large');
    expect(anna.store.view.chat.entries).toEqual([]);
  });

  it('comes at a bounded rate, whoever sends it', async () => {
    const { world, anna, others } = await company('Ben');
    for (let count = 0; count < 100; count++) anna.chat.sendText(`${count}`);
    expect(anna.store.view.chat.refusal).toBe('too-fast');
    await world.run(50);
    expect(texts(others[0]!)).toHaveLength(20);
    await world.run(1_000);
    anna.chat.sendText('again');
    await world.run(50);
    expect(texts(others[0]!).at(-1)).toBe('Anna: again');
  });

  it('is not exchanged with somebody whose pictures differ', async () => {
    const { world, anna, others } = await company('Ben');
    anna.conductor.answerPictures(anna.call.people[0]!.id, 'differ');
    anna.chat.sendText('Hello');
    others[0]!.chat.sendText('Hello');
    await world.run(50);
    expect([texts(anna), texts(others[0]!)]).toEqual([[], ['me: Hello']]);
    expect(anna.store.view.chat.refusal).toBe('nobody');
  });

  it('is gone with the call', async () => {
    const { world, anna, others } = await company('Ben');
    anna.chat.sendText('Hello');
    await world.run(50);
    others[0]!.conductor.leave();
    expect(others[0]!.store.view.chat.entries).toEqual([]);
  });
});

describe('a file', () => {
  it('is offered, accepted, moved and saved under a safe name', async () => {
    const { world, anna, others } = await company('Ben');
    const ben = others[0]!;
    anna.chat.sendFile(fileOf('../CON', 'x'.repeat(200_000)));
    await world.run(50);
    expect(files(ben)).toEqual([[expect.any(Number), '_CON', 'offered']]);
    expect(ben.store.view.chat.unread).toBe(1);
    ben.chat.saveFile(files(ben)[0]![0]);
    expect(ben.savedFiles).toEqual([]);
    ben.chat.acceptFile(files(ben)[0]![0]);
    for (let turn = 0; turn < 40 && files(anna)[0]![2] !== 'done'; turn++) await world.run(100);
    expect([files(anna)[0]![2], files(ben)[0]![2]]).toEqual(['done', 'done']);
    ben.chat.saveFile(files(ben)[0]![0]);
    expect(await ben.savedFiles[0]?.content.text()).toBe('x'.repeat(200_000));
    expect(ben.savedFiles[0]?.content.type).toBe('application/octet-stream');
  });

  it('is declined, and cancelled when its sender leaves', async () => {
    const { world, anna, others } = await company('Ben');
    const ben = others[0]!;
    anna.chat.sendFile(fileOf('a', 'a'));
    anna.chat.sendFile(fileOf('b', 'b'));
    await world.run(50);
    ben.chat.cancelFile(files(ben)[0]![0]);
    await world.run(50);
    expect(files(anna).map(([, , state]) => state)).toEqual(['refused', 'offered']);
    anna.conductor.leave();
    await world.run(50);
    expect(files(ben).map(([, , state]) => state)).toEqual(['cancelled', 'broken']);
  });

  it('is refused unseen when somebody offers too many', async () => {
    const { world, anna, others } = await company('Ben');
    for (let count = 0; count < 20; count++) anna.chat.sendFile(fileOf(`${count}`, 'x'));
    await world.run(100);
    expect(files(others[0]!)).toHaveLength(8);
    expect(files(anna).filter(([, , state]) => state === 'refused')).toHaveLength(12);
  });
});
