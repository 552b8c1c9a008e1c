/** The app's own server, with its embedded relay: may be killed and started again under a running call. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export class Server {
  readonly #port: number;
  #child: ChildProcess | null = null;

  constructor(port: number) {
    this.#port = port;
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, ['tools/start.mjs', '--port', String(this.#port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    await new Promise<void>((ready, failed) => {
      child.stdout.on('data', (text: Buffer) => /is ready at/.test(text.toString()) && ready());
      child.once('exit', (code) => failed(new Error(`the server ended with status ${code}`)));
    });
  }

  /** `SIGKILL` is a crash: no connection is closed in order. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
