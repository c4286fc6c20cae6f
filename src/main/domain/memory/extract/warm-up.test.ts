import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { warmUpPatterns } from './warm-up.ts';

it('lets everything else go on while the patterns are compiled', async () => {
  let ready = false;
  const warming = warmUpPatterns().then(() => {
    ready = true;
  });
  let turns = 0;
  while (!ready) {
    await setImmediate();
    turns += 1;
  }
  await warming;
  expect(turns).toBeGreaterThan(50);
});
