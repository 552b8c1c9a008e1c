/**
 * Who listens to which topic, for aedes: its own emitter also knows wildcards for clients, which ours may not use, and
 * queues messages behind a hundred others that wait for slow sockets. Here a message is handed on at once.
 * The broker's own `$SYS/+/…` listeners are the only patterns left.
 */

interface Message {
  readonly topic: string;
}
type Done = (error?: Error | null) => void;
type Listener = (message: Message, done: Done) => void;

/** The four functions aedes asks of an emitter (mqemitter's interface). */
export class ExactTopics {
  /** How many messages may be under way at once; aedes reads it, and here nothing waits. */
  readonly concurrency = 0;
  readonly #exact = new Map<string, Set<Listener>>();
  readonly #patterns = new Map<string, Set<Listener>>();
  #isClosed = false;

  on(topic: string, listener: Listener, done?: Done): this {
    const group = topic.includes('+') || topic.includes('#') ? this.#patterns : this.#exact;
    const listeners = group.get(topic) ?? new Set();
    group.set(topic, listeners.add(listener));
    if (done) setImmediate(done);
    return this;
  }

  removeListener(topic: string, listener: Listener, done?: Done): void {
    for (const group of [this.#exact, this.#patterns]) {
      const listeners = group.get(topic);
      if (listeners?.delete(listener) && listeners.size === 0) group.delete(topic);
    }
    if (done) setImmediate(done);
  }

  emit(message: Message, done: Done = ignore): void {
    if (this.#isClosed) return done(new Error('closed'));
    for (const listener of this.#exact.get(message.topic) ?? []) listener.call(this, message, ignore);
    if (message.topic.startsWith('$SYS/')) this.#emitOwn(message);
    done();
  }

  close(done: Done): void {
    this.#isClosed = true;
    setImmediate(done);
  }

  #emitOwn(message: Message): void {
    for (const [pattern, listeners] of this.#patterns) {
      if (!matches(pattern, message.topic)) continue;
      for (const listener of listeners) listener.call(this, message, ignore);
    }
  }
}

function ignore(): void {}

/** OASIS MQTT 3.1.1, 4.7.1: `+` is one level, `#` the rest. */
function matches(pattern: string, topic: string): boolean {
  const [wanted, given] = [pattern.split('/'), topic.split('/')];
  for (const [i, level] of wanted.entries()) {
    if (level === '#') return true;
    if (level !== '+' && level !== given[i]) return false;
  }
  return wanted.length === given.length;
}
