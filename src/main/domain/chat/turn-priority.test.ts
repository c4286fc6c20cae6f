import { describe, expect, it } from 'vitest';
import { TurnPriority } from './turn-priority.ts';

/** A piece of writing that tells when it begins, and ends when it is let go. */
function writing(name: string, log: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const write = async function* () {
    log.push(`${name} begins`);
    await promise;
    yield name;
  };
  return { write, end: resolve };
}

async function drain(source: AsyncIterable<string>): Promise<string[]> {
  const got: string[] = [];
  for await (const item of source) got.push(item);
  return got;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('TurnPriority', () => {
  it("lets a visitor wait until no account's answer is being written", async () => {
    const priority = new TurnPriority();
    const log: string[] = [];
    const [one, two, visitor] = ['one', 'two', 'visitor'].map((name) => writing(name, log));
    const all = [
      drain(priority.first(one!.write)),
      drain(priority.first(two!.write)),
      drain(priority.whenQuiet(new AbortController().signal, visitor!.write)),
    ];
    one!.end();
    await settle();
    expect(log).toEqual(['one begins', 'two begins']);
    two!.end();
    visitor!.end();
    expect(await Promise.all(all)).toEqual([['one'], ['two'], ['visitor']]);
    expect(log.at(-1)).toBe('visitor begins');
  });

  it('lets visitors write one after the other, in the order in which they came', async () => {
    const priority = new TurnPriority();
    const log: string[] = [];
    const visitors = ['a', 'b', 'c'].map((name) => writing(name, log));
    const all = visitors.map(({ write }) => drain(priority.whenQuiet(new AbortController().signal, write)));
    await settle();
    expect(log).toEqual(['a begins']);
    for (const { end } of visitors) end();
    await Promise.all(all);
    expect(log).toEqual(['a begins', 'b begins', 'c begins']);
  });

  it('forgets a visitor who went away while waiting, and goes on after one who stopped or failed', async () => {
    const priority = new TurnPriority();
    const log: string[] = [];
    const first = writing('first', log);
    const running = drain(priority.whenQuiet(new AbortController().signal, first.write));
    const impatient = new AbortController();
    const waiting = drain(priority.whenQuiet(impatient.signal, writing('impatient', log).write));
    impatient.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    first.end();
    await running;
    const failing = priority.whenQuiet(new AbortController().signal, async function* () {
      yield 'x';
      throw new Error('broken');
    });
    await expect(drain(failing)).rejects.toThrow('broken');
    for await (const _ of priority.whenQuiet(new AbortController().signal, async function* () {
      yield 'stopped early';
      yield 'never';
    }))
      break;
    const last = writing('last', log);
    last.end();
    expect(await drain(priority.whenQuiet(new AbortController().signal, last.write))).toEqual(['last']);
  });
});
