/** Processes of a browser that this bench started itself, and of no other. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Caller } from '../e2e/caller.ts';

/** All that draw or hear pages. */
export async function renderers({ page }: Caller): Promise<number[]> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** A helper of the browser by the name of its service, such as `network`. */
export async function service({ page }: Caller, name: 'network' | 'audio' | 'storage'): Promise<number> {
  const session = await page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const browser = processInfo.find(({ type }) => type === 'browser')?.id;
  const found = readdirSync('/proc').find((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    const commandLine = read(`/proc/${pid}/cmdline`);
    return commandLine.includes(`--utility-sub-type=${name}.mojom`) && isBelow(Number(pid), browser ?? -1);
  });
  if (!found) throw new Error(`the browser runs no ${name} service of its own`);
  return Number(found);
}

/** Whether `ancestor` started the process, directly or not. */
function isBelow(pid: number, ancestor: number): boolean {
  for (let at = pid; at > 1; at = Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${at}/status`))?.[1] ?? 0)) {
    if (at === ancestor) return true;
  }
  return false;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended in the meantime
  }
}
