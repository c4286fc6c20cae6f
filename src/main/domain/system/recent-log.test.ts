import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { RecentLog } from './recent-log.ts';

const ALL = { limit: 100_000, offset: 0 };

function logged(write: (logger: pino.Logger) => void): RecentLog {
  const recent = new RecentLog();
  write(pino({ level: 'debug' }, recent));
  return recent;
}

describe('what programs read of the log', () => {
  test('is when, how bad, what, where, and the ids of what it was about', () => {
    const beforeMs = Date.now();
    const recent = logged((logger) =>
      logger.child({ module: 'conversation_engine' }).error(
        {
          err: Object.assign(new Error('broke'), { code: 'engine_crashed' }),
          user_id: 'usr_1',
          conversation_id: 'conv_1',
        },
        'turn failed',
      ),
    );
    const [entry] = recent.find(ALL).entries;
    expect(entry).toMatchObject({
      level: 'error',
      message: 'turn failed',
      module: 'conversation_engine',
      userId: 'usr_1',
      details: { error_code: 'engine_crashed', conversation_id: 'conv_1', user_id: 'usr_1' },
    });
    expect(entry?.atMs).toBeGreaterThanOrEqual(beforeMs);
  });

  test('holds no words of people, stacks, secrets, queries or paths of the machine', () => {
    const recent = logged((logger) => {
      logger.error(new Error('cannot open /home/kim/diary.txt'));
      logger.error({ err: new Error('said: my plan') }, 'said: my plan');
      logger.warn({ content: 'my plan', token: 'sk-1', engine: 'my plan', stack: 'x' }, 'odd');
      logger.info({ path: '/chatagent/api/v1/ws/conversations/conv_1?token=sk-1', status: 401 }, 'refused');
      logger.info(
        { note_id: 'my plan' },
        'at http://127.0.0.1:1/x?token=sk-1 from C:\\Users\\kim and /home/kim/x',
      );
    });
    const text = JSON.stringify(recent.find(ALL).entries);
    for (const secret of ['plan', 'sk-1', 'kim', 'diary', '.ts:']) expect(text).not.toContain(secret);
    expect(text).toContain('"path":"/chatagent/api/v1/ws/conversations/conv_1"');
    expect(recent.find(ALL).total).toBe(5);
  });

  test('is found by level, time, and whose it is, a page at a time, newest first', () => {
    const recent = new RecentLog();
    const line = (time: number, level: number, user_id?: string) =>
      recent.write(JSON.stringify({ time, level, user_id, msg: `at ${time}` }));
    line(1, 30, 'usr_1');
    line(2, 50, 'usr_2');
    line(3, 50, 'usr_1');
    line(4, 40);
    line(5, 60);
    recent.write('no JSON');
    const times = (query: object) => recent.find({ ...ALL, ...query }).entries.map(({ atMs }) => atMs);
    expect(times({})).toEqual([5, 4, 3, 2, 1]);
    expect(times({ level: 'error' })).toEqual([3, 2]);
    expect(times({ level: 'critical' })).toEqual([5]);
    expect(times({ fromMs: 2, toMs: 4 })).toEqual([4, 3, 2]);
    expect(times({ userId: 'usr_1' })).toEqual([3, 1]);
    expect(recent.find({ limit: 2, offset: 1 })).toMatchObject({
      total: 5,
      entries: [{ atMs: 4 }, { atMs: 3 }],
    });
    recent.forget('usr_1');
    expect(times({})).toEqual([5, 4, 2]);
  });

  test('is bounded, and much that is no trouble does not push out what is', () => {
    const recent = logged((logger) => {
      logger.error('trouble');
      for (let count = 0; count < 5_000; count++) logger.info({ path: '/x'.repeat(200) }, `number ${count}`);
    });
    const { entries, total } = recent.find(ALL);
    expect(total).toBeLessThanOrEqual(2_001);
    expect(JSON.stringify(entries).length).toBeLessThan(2 * 1024 ** 2);
    expect(entries.some(({ message }) => message === 'trouble')).toBe(true);
    expect(entries[0]?.message).toBe('number 4999');
  });
});
