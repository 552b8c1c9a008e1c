/** What a fake camera sees: a picture of what stands on somebody else's screen, as a phone held before it would. */
import { writeFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';

const WIDTH = 640;
const HEIGHT = 480;
/** How much of the picture's height the screen fills. */
const FILL = 0.9;
const FRAMES = 10;

/** Writes a film of this element for `--use-file-for-fake-video-capture` (YUV4MPEG2, 4:2:0, grey). */
export async function film(element: Locator, path: string): Promise<void> {
  const shot = (await element.screenshot()).toString('base64');
  const luma = await element.page().evaluate(paint, { shot, width: WIDTH, height: HEIGHT, fill: FILL });
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    Buffer.from(luma, 'base64'),
    Buffer.alloc((WIDTH * HEIGHT) / 2, 128),
  ]);
  writeFileSync(path, Buffer.concat([header, ...Array.from({ length: FRAMES }, () => frame)]));
}

interface Painting {
  readonly shot: string;
  readonly width: number;
  readonly height: number;
  readonly fill: number;
}

/** Runs in the page: the picture on a table, a little turned and out of focus. @returns its luma in base64 */
async function paint({ shot, width, height, fill }: Painting): Promise<string> {
  const png = Uint8Array.from(atob(shot), (character) => character.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([png], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#8a8f86';
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate(0.06);
  context.filter = 'blur(0.6px)';
  const scale = (fill * height) / Math.max(picture.width, picture.height);
  const [w, h] = [picture.width * scale, picture.height * scale];
  context.drawImage(picture, -w / 2, -h / 2, w, h);
  const { data } = context.getImageData(0, 0, width, height);
  let text = '';
  for (let i = 0; i < data.length; i += 4) {
    text += String.fromCharCode(Math.round(0.3 * data[i]! + 0.59 * data[i + 1]! + 0.11 * data[i + 2]!));
  }
  return btoa(text);
}
