import { describe, expect, it } from 'vitest';
import { FileReceiving } from './file-receiving.ts';
import { FileSending, type SendableFile } from './file-sending.ts';
import { readSide, type SideFrame, writeSide } from './side.ts';

const settle = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 9)) % 256);
}

interface Wire {
  /** What a frame becomes on its way; nothing: it is lost. */
  meddle?: (frame: SideFrame) => SideFrame | null;
  full?: boolean;
}

/** Sender and receiver with a wire between them; frames really pass through bytes. */
function transfer(content: Uint8Array<ArrayBuffer>, wire: Wire = {}, file: Partial<SendableFile> = {}) {
  const sent: SideFrame[] = [];
  let receiving: FileReceiving | null = null;
  const pass = (frame: SideFrame): SideFrame | null => {
    const read = readSide(writeSide(frame));
    if (typeof read === 'string') throw new TypeError(read);
    return wire.meddle ? wire.meddle(read) : read;
  };
  const blob = new Blob([content]);
  const sending: FileSending = new FileSending({
    number: 1,
    file: { name: 'a.bin', size: content.length, slice: (from, to) => blob.slice(from, to), ...file },
    send(frame) {
      if (wire.full) return false;
      sent.push(frame);
      const passed = pass(frame);
      if (passed?.kind === 'offer') {
        receiving = new FileReceiving({
          number: 1,
          sizeBytes: passed.sizeBytes,
          send: (answer) => {
            const back = pass(answer);
            if (back) queueMicrotask(() => sending.receive(back));
            return true;
          },
          changed: () => undefined,
        });
      } else if (passed) {
        receiving?.receive(passed);
      }
      return true;
    },
    changed: () => undefined,
  });
  if (!receiving) throw new TypeError('no offer');
  return { sending, receiving: receiving as FileReceiving, sent };
}

describe('a file', () => {
  it.each([0, 1, 16_384, 16_385, 3_000_000])('of %d bytes arrives as it was', async (length) => {
    const content = bytesOf(length);
    const { sending, receiving } = transfer(content);
    receiving.accept();
    await expect.poll(() => [sending.state, receiving.state]).toEqual(['done', 'done']);
    expect([sending.doneRatio, receiving.doneRatio]).toEqual([1, 1]);
    expect(Buffer.from(await receiving.blob!.arrayBuffer()).equals(content)).toBe(true);
  });

  it('does not move before it is wanted', async () => {
    const { receiving, sent } = transfer(bytesOf(100_000));
    await settle();
    expect(sent.map(({ kind }) => kind)).toEqual(['offer']);
    receiving.receive({ kind: 'chunk', number: 1, bytes: new Uint8Array(9) });
    expect(receiving.doneRatio).toBe(0);
  });

  it('waits while either side pauses it, with a bounded amount under way', async () => {
    const { sending, receiving, sent } = transfer(bytesOf(3_000_000));
    receiving.accept();
    receiving.pause();
    await settle();
    const chunks = () => sent.filter(({ kind }) => kind === 'chunk').length;
    const underWay = chunks();
    expect(underWay * 16_384).toBeLessThanOrEqual(512 * 1024 + 65_536);
    await settle();
    expect(chunks()).toBe(underWay);
    sending.pause();
    receiving.resume();
    await settle();
    expect(chunks()).toBe(underWay);
    sending.resume();
    await expect.poll(() => receiving.state).toBe('done');
  });

  it('goes on when a full channel has room again', async () => {
    const wire: Wire = {};
    const { sending, receiving } = transfer(bytesOf(500_000), wire);
    wire.full = true;
    receiving.accept();
    await settle();
    expect(receiving.doneRatio).toBe(0);
    wire.full = false;
    sending.pump();
    await expect.poll(() => receiving.state).toBe('done');
  });

  it('changed on its way is damaged and never handed out', async () => {
    const flip = (frame: SideFrame): SideFrame =>
      frame.kind === 'chunk' ? { ...frame, bytes: frame.bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte)) } : frame;
    const { sending, receiving } = transfer(bytesOf(50_000), { meddle: flip });
    receiving.accept();
    await expect.poll(() => [sending.state, receiving.state]).toEqual(['refused', 'damaged']);
    expect(receiving.blob).toBeNull();
  });

  it('longer or shorter than announced is refused', async () => {
    for (const change of [1, -1]) {
      const meddle = (frame: SideFrame): SideFrame =>
        frame.kind === 'offer' ? { ...frame, sizeBytes: frame.sizeBytes - change } : frame;
      const { receiving } = transfer(bytesOf(50_000), { meddle });
      receiving.accept();
      await expect.poll(() => receiving.state).toBe('damaged');
    }
  });

  it('ends at once when cancelled, refused, lost or unreadable', async () => {
    const cancelled = transfer(bytesOf(3_000_000));
    cancelled.receiving.accept();
    cancelled.sending.cancel();
    expect([cancelled.sending.state, cancelled.receiving.state]).toEqual(['cancelled', 'withdrawn']);
    const refused = transfer(bytesOf(10));
    refused.receiving.cancel();
    await settle();
    expect([refused.sending.state, refused.receiving.state]).toEqual(['refused', 'cancelled']);
    const lost = transfer(bytesOf(10));
    lost.sending.lose();
    lost.receiving.lose();
    expect([lost.sending.state, lost.receiving.state]).toEqual(['broken', 'broken']);
    const gone = transfer(bytesOf(10), {}, { slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) });
    gone.receiving.accept();
    await expect.poll(() => [gone.sending.state, gone.receiving.state]).toEqual(['cancelled', 'withdrawn']);
  });

  it('believes no acknowledgement of what was never sent', async () => {
    const { sending } = transfer(bytesOf(1_000_000));
    sending.receive({ kind: 'got', number: 1, placeBytes: 1_000_000 });
    expect(sending.state).toBe('offered');
    expect(sending.doneRatio).toBe(0);
  });
});
