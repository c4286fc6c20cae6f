import { beforeEach, expect, test } from 'vitest';
import { Foreground } from './foreground.ts';

let foreground: Foreground;
const never = new AbortController().signal;
const tick = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  foreground = new Foreground();
});

test('work in the background waits until nobody waits for anything', async () => {
  const endOne = foreground.begin();
  const endTwo = foreground.begin();
  let ran = false;
  const work = foreground.whenQuiet(async () => {
    ran = true;
    return 'done';
  }, never);
  endOne();
  endOne();
  await tick();
  expect(ran).toBe(false);
  endTwo();
  expect(await work).toBe('done');
});

test('it is interrupted by what somebody waits for, and done again afterwards', async () => {
  const signals: AbortSignal[] = [];
  const work = foreground.whenQuiet(async (signal) => {
    signals.push(signal);
    if (signals.length > 1) return 'done';
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }, never);
  await tick();
  expect(signals).toHaveLength(1);
  const end = foreground.begin();
  await tick();
  expect(signals[0]?.aborted).toBe(true);
  expect(signals).toHaveLength(1);
  end();
  expect(await work).toBe('done');
  expect(signals[1]?.aborted).toBe(false);
});

test('its own failures are told, and so is its end from outside', async () => {
  await expect(foreground.whenQuiet(() => Promise.reject(new Error('broken')), never)).rejects.toThrow(
    'broken',
  );
  const end = foreground.begin();
  const controller = new AbortController();
  const work = foreground.whenQuiet(async () => 'done', controller.signal);
  controller.abort(new Error('closing'));
  await expect(work).rejects.toThrow('closing');
  end();
});
