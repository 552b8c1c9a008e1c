/** The small ports every browser has in itself: clocks, dice, clipboard, share sheet, log. */
import type { LogEntry, Ports } from '../call/ports.ts';

const DOWNLOAD_STARTS_MS = 10_000;

type PlatformPorts = Pick<
  Ports<MediaStreamTrack>,
  'copyText' | 'shareLink' | 'pageUrl' | 'canCall' | 'nowMs' | 'epochS' | 'dice' | 'every' | 'after' | 'log'
>;

export function platformPorts(): PlatformPorts {
  return {
    async copyText(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        return false;
      }
    },
    shareLink: typeof navigator.share === 'function' ? shareLink : null,
    pageUrl: location.origin + location.pathname,
    canCall: typeof RTCPeerConnection === 'function',
    nowMs: () => performance.now(),
    epochS: () => Math.floor(Date.now() / 1000),
    dice: (byteCount) => crypto.getRandomValues(new Uint8Array(byteCount)),
    every(intervalMs, callback) {
      const timer = setInterval(callback, intervalMs);
      return () => clearInterval(timer);
    },
    after(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    log: writeLog,
  };
}

/** Offers a text as a file to be saved. */
export function saveTextFile(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'application/json' }));
}

/** Offers bytes likewise. */
export function saveBytesFile(name: string, bytes: Uint8Array): void {
  saveFile(name, new Blob([bytes as BlobPart], { type: 'application/octet-stream' }));
}

/** By the way every browser has. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; until the URL is let go the content stays in memory.
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_STARTS_MS);
}

/** Closing the sheet rejects; that is an answer, not a failure. */
async function shareLink(url: string): Promise<void> {
  await navigator.share({ url }).catch(() => undefined);
}

function writeLog({ level, event, peer, detail }: LogEntry): void {
  const line = ['humr', peer, event, detail].filter((part) => part !== null && part !== undefined).join(' · ');
  console[level](line);
}
