import { describe, expect, test } from 'vitest';
import { TurnQueue } from './turn-queue.ts';

const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((resolve) => {
    if (signal.aborted) resolve('cut off');
    signal.addEventListener('abort', () => resolve('cut off'));
  });

describe('TurnQueue', () => {
  test('runs the turns of one conversation one after the other, those of two at once', async () => {
    const queue = new TurnQueue();
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`${name} ends`);
    };
    await Promise.all([queue.add('a', work('a1')), queue.add('a', work('a2')), queue.add('b', work('b1'))]);
    expect(log.indexOf('a2 begins')).toBeGreaterThan(log.indexOf('a1 ends'));
    expect(log.indexOf('b1 begins')).toBeLessThan(log.indexOf('a1 ends'));
  });

  test('a failing turn does not keep the next one from running', async () => {
    const queue = new TurnQueue();
    const failing = queue.add('a', async () => {
      throw new Error('no');
    });
    const next = queue.add('a', async () => 'ran');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('ran');
  });

  test('an interruption reaches the turn that runs and those that wait, but none that comes later', async () => {
    const queue = new TurnQueue();
    const first = queue.add('a', untilAborted);
    const second = queue.add('a', untilAborted);
    expect(queue.interrupt('a')).toBe(true);
    const third = queue.add('a', async (signal) => (signal.aborted ? 'cut off' : 'ran'));
    expect(await Promise.all([first, second, third])).toEqual(['cut off', 'cut off', 'ran']);
    expect(queue.interrupt('a')).toBe(false);
  });

  test('closing cuts everything off and waits for it', async () => {
    const queue = new TurnQueue();
    const turns = [queue.add('a', untilAborted), queue.add('b', untilAborted)];
    await queue.close();
    expect(await Promise.all(turns)).toEqual(['cut off', 'cut off']);
    expect(await queue.add('a', async (signal) => signal.aborted)).toBe(true);
  });
});
