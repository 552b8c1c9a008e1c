/** What `npm start` takes on its command line. */

export const DEFAULT_PORT = 4173;

export const HELP = `Usage: npm start [-- OPTIONS]

Builds Humr and serves it with its relay on this machine.

  --port N   serve on port N (default: ${DEFAULT_PORT}, or the next free one)
  --lan      serve phones and computers on this network too, over https
  --dev      serve the sources and reload on every change
  --help     show this text

Stop it with Ctrl-C.`;

/** A mistake on the command line: to be shown as it is. */
export class UsageError extends Error {}

function readPort(text) {
  const port = Number(text);
  if (text !== undefined && /^\d{1,5}$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new UsageError(`--port wants a number from 1 to 65535, not ${text === undefined ? 'nothing' : `“${text}”`}`);
}

/**
 * @param {readonly string[]} words the command line after the script's name
 * @returns {{ port: number | null, lan: boolean, dev: boolean, help: boolean }}
 * @throws {UsageError}
 */
export function readOptions(words) {
  const options = { port: null, lan: false, dev: false, help: false };
  const left = words.flatMap((word) =>
    word.startsWith('--port=') ? ['--port', word.slice('--port='.length)] : [word],
  );
  while (left.length > 0) {
    const word = left.shift();
    if (word === '--port') options.port = readPort(left.shift());
    else if (word === '--lan') options.lan = true;
    else if (word === '--dev') options.dev = true;
    else if (word === '--help' || word === '-h') options.help = true;
    else throw new UsageError(`unknown option “${word}”`);
  }
  return options;
}
