import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../call/log-line.ts';
import type { LogEntry } from '../call/ports.ts';
import { createLog, logText } from './log.ts';
import { redact } from './redact.ts';

function world() {
  let nowMs = 0;
  const console: LogEntry[] = [];
  const kept: LogLine[] = [];
  const log = createLog({
    ports: {
      nowMs: () => nowMs,
      epochS: () => 1_700_000_000 + Math.floor(nowMs / 1000),
      dice: (count) => new Uint8Array(count).fill(0xab),
      every: () => () => undefined,
    },
    write: (entry) => console.push(entry),
    keep: async (lines) => kept.push(...lines),
  });
  return {
    log,
    console,
    kept,
    pass: (ms: number) => {
      nowMs += ms;
    },
    say: (event: string, rest: Partial<LogEntry> = {}) => log.write({ level: 'info', event, peer: null, ...rest }),
  };
}

describe('the log', () => {
  it('names the call its lines belong to, and only those', () => {
    const { log, say } = world();
    say('before');
    expect(log.beginCall()).toBe('ababab');
    say('within', { peer: 'abc123' });
    log.endCall();
    say('after');
    expect(log.lines.map(({ event, call, peer }) => [event, call, peer])).toEqual([
      ['before', null, null],
      ['within', 'ababab', 'abc123'],
      ['after', null, null],
    ]);
  });

  it('writes a repeated line three times and then the count of the rest', () => {
    const { log, console, say, pass } = world();
    for (let n = 0; n < 10; n++) say('relay waiting');
    say('something else');
    expect(log.lines).toHaveLength(4);
    pass(60_000);
    say('later');
    expect(log.lines.map(({ event, repeats }) => [event, repeats]).slice(3)).toEqual([
      ['something else', 0],
      ['relay waiting', 7],
      ['later', 0],
    ]);
    expect(console).toHaveLength(6);
  });

  it('keeps nothing of the level debug', async () => {
    const { log, console, kept, say } = world();
    say('envelope refused', { level: 'debug', detail: '192.0.2.1' });
    await log.flush();
    expect([console.length, log.lines.length, kept.length]).toEqual([1, 0, 0]);
  });

  it('hands every line to the store once', async () => {
    const { log, kept, say } = world();
    say('one');
    await log.flush();
    say('two');
    await log.flush();
    await log.flush();
    expect(kept.map(({ event }) => event)).toEqual(['one', 'two']);
  });

  it('keeps nothing any more once everything was erased', async () => {
    const { log, kept, say } = world();
    say('one');
    log.forget();
    say('two');
    await log.flush();
    expect([kept.length, log.lines.map(({ event }) => event)]).toEqual([0, ['two']]);
  });

  it('stays under a megabyte an hour however much is said, and counts what it left out', async () => {
    const { log, kept, say } = world();
    for (let n = 0; n < 20_000; n++) {
      say(`event ${n}`, { detail: 'x '.repeat(90) });
      if (n % 500 === 0) await log.flush();
    }
    await log.flush();
    expect(JSON.stringify(kept).length).toBeLessThan(1_000_000);
    expect(kept.at(-1)?.event).toBe('lines left out');
  });

  it('says in its export what was replaced', () => {
    const { log, say } = world();
    say('browser refused', { level: 'warn', detail: 'no route to 192.0.2.7:443 for wss://relay.example/mqtt#secret' });
    const text = logText(log.lines);
    expect(text).toContain('warn call=- peer=- browser refused (no route to [address] for [link])');
    expect(text).toContain('# Replaced: 1 × [address], 1 × [link].');
  });
});

describe('redaction', () => {
  it.each([
    ['https://humr.example/#AAAA.secret', '[link]'],
    ['at 2001:db8::17 now', 'at [address] now'],
    ['f3a1b2c4-0000-4abc-8def-001122334455.local', '[address]'],
    ['key 0YHKcR4wVd1mZb2sXeQ3tA8u', 'key [key]'],
    ['a=candidate:1 1 udp 2122 192.0.2.1 5000 typ host', '[description]'],
    ['anna@example.org left', '[mail] left'],
    ['call reconnecting at 12:30:45', 'call reconnecting at 12:30:45'],
  ])('makes of %s', (text, expected) => {
    expect(redact(text).text).toBe(expected);
  });

  it('leaves no address, link or secret in any text around it', () => {
    const secret = fc.oneof(fc.ipV4(), fc.webUrl({ withFragments: true }), fc.stringMatching(/^[A-Za-z0-9_-]{22,64}$/));
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{0,20}$/), secret, (words, hidden) => {
        expect(redact(`${words} ${hidden}`).text).not.toContain(hidden);
      }),
    );
  });
});
