import { afterAll, beforeAll } from 'vitest';
import { type RunningTomo, startTomo } from './start-tomo.ts';
import { testModel } from './test-model.ts';

/**
 * A server of their own for the tests of the file, or of the group, that calls this: started before the first of
 * them, stopped after the last.
 *
 * @param model the test model that it runs on; without one, the starter model
 */
export function tomoForTests(model?: string): RunningTomo {
  let running: RunningTomo | undefined;
  beforeAll(async () => {
    running = await startTomo({ args: model === undefined ? [] : ['--model', testModel(model)] });
  });
  afterAll(async () => {
    await running?.stop();
  });
  return new Proxy({} as RunningTomo, {
    get: (_target, name) => {
      if (running === undefined) throw new Error('the server starts with the first test, not before');
      return Reflect.get(running, name);
    },
  });
}
