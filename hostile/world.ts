/** One clock for everybody in a case. Time passes only when the case says so, from one task to the next. */

interface Task {
  readonly dueMs: number;
  readonly run: () => void;
}

export class World {
  nowMs = 1_000;
  /** What was thrown where nobody catches, as text. */
  readonly uncaught: string[] = [];
  #tasks: Task[] = [];

  after(delayMs: number, run: () => void): () => void {
    const task = { dueMs: this.nowMs + delayMs, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((it) => it !== task);
    };
  }

  every(intervalMs: number, callback: () => void): () => void {
    let stop = () => {};
    const again = () => {
      stop = this.after(intervalMs, again);
      callback();
    };
    stop = this.after(intervalMs, again);
    return () => stop();
  }

  /** Does what a browser's event loop would do: whatever the action throws has nobody left to catch it. */
  attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.uncaught.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  }

  /** Lets every promise that can resolve do so; no time passes. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  async run(ms: number, isOver: () => boolean = () => false): Promise<void> {
    const endMs = this.nowMs + ms;
    await this.settle();
    while (!isOver()) {
      const next = this.#earliest(endMs);
      if (!next) {
        this.nowMs = endMs;
        return;
      }
      this.#tasks = this.#tasks.filter((it) => it !== next);
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      this.attempt(next.run);
      await this.settle();
    }
  }

  #earliest(endMs: number): Task | null {
    let earliest: Task | null = null;
    for (const task of this.#tasks) {
      if (task.dueMs <= endMs && (!earliest || task.dueMs < earliest.dueMs)) earliest = task;
    }
    return earliest;
  }
}
