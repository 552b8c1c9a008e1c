import { describe, expect, it } from 'vitest';
import { ExactTopics } from './exact-topics.ts';

function listen(topics: ExactTopics, topic: string) {
  const heard: string[] = [];
  const listener = (message: { topic: string }) => void heard.push(message.topic);
  topics.on(topic, listener);
  return { heard, listener };
}

describe('topics', () => {
  it('bring a message to everybody who listens to exactly this one, in the same turn', () => {
    const topics = new ExactTopics();
    const [anna, ben, cleo] = [listen(topics, 'a'), listen(topics, 'a'), listen(topics, 'b')];
    topics.emit({ topic: 'a' });
    expect([anna.heard, ben.heard, cleo.heard]).toEqual([['a'], ['a'], []]);
  });

  it('bring nothing to who has left, and keep no empty topic', () => {
    const topics = new ExactTopics();
    const anna = listen(topics, 'a');
    topics.removeListener('a', anna.listener);
    topics.emit({ topic: 'a' });
    expect(anna.heard).toEqual([]);
  });

  it.each([
    ['$SYS/+/heartbeat', '$SYS/x/heartbeat', true],
    ['$SYS/+/heartbeat', '$SYS/x/y/heartbeat', false],
    ['$SYS/+/new/#', '$SYS/x/new/clients', true],
    ['$SYS/+/heartbeat', '$SYS/x/birth', false],
    ['+/x', 'a/x', false],
  ])('know the broker’s own pattern %s: %s is %s', (pattern, topic, isHeard) => {
    const topics = new ExactTopics();
    const { heard } = listen(topics, pattern);
    topics.emit({ topic });
    expect(heard).toEqual(isHeard ? [topic] : []);
  });

  it('take nothing once closed', async () => {
    const topics = new ExactTopics();
    const { heard } = listen(topics, 'a');
    await new Promise<void>((resolve) => topics.close(() => resolve()));
    const error = await new Promise((resolve) => topics.emit({ topic: 'a' }, resolve));
    expect(error).toBeInstanceOf(Error);
    expect(heard).toEqual([]);
  });
});
