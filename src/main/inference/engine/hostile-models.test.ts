import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { damagedModels } from '../../../../tools/gguf/damaged-models.ts';
import { hostileModels } from '../../../../tools/gguf/hostile-models.ts';
import type { EngineError } from '../engine-error.ts';
import type { EngineClient } from './engine-client.ts';
import { collect, engineUnderTest, makeModelFolder, tinyModel } from './engine-under-test.ts';

// Processes start, die and start again in here: on a busy machine each takes seconds.
vi.setConfig({ testTimeout: 240_000 });

const models = makeModelFolder();
const hello = { messages: [{ role: 'user' as const, content: 'Hello' }], maxTokens: 3 };
let engine: EngineClient;

beforeAll(() => {
  engine = engineUnderTest({ silenceMs: 6000 });
});
afterAll(async () => {
  await engine.dispose();
  await models.remove();
});

/** Asks a file for an answer until it is refused for good; crashes of the engine are expected on the way. */
async function refusal(file: string): Promise<EngineError> {
  const model = engine.languageModel({ file });
  for (let crashes = 0; crashes <= 3; crashes++) {
    const error = await collect(model.generate(hello)).then(
      () => undefined,
      (reason: EngineError) => reason,
    );
    if (error?.code !== 'engine_crashed') return error as EngineError;
  }
  throw new Error('the file was never refused');
}

describe('a file that is not a usable model', () => {
  for (const [name, bytes] of Object.entries(damagedModels())) {
    it(`is refused with a reason and without harm: ${name}`, async () => {
      const file = models.write(name, bytes);
      const { restarts } = engine.status();
      const error = await refusal(file);
      expect(error).toMatchObject({ name: 'EngineError', code: 'model_invalid' });
      expect(error.message).toContain(basename(file));
      expect(error.message).not.toContain(models.directory);
      expect(engine.status().restarts).toBe(restarts);
    });
  }

  it('is named as missing when there is none', async () => {
    const error = await refusal(join(models.directory, 'nowhere.gguf'));
    expect(error).toMatchObject({ code: 'model_missing', message: 'There is no model file nowhere.gguf.' });
  });

  it('may be a directory', async () => {
    expect((await refusal(models.directory)).code).toBe('model_invalid');
  });
});

describe('a file that takes the engine down while it is loaded', () => {
  const harmful = Object.entries(hostileModels()).filter(([, { harm }]) => harm !== 'aborts-on-embed');
  for (const [name, { file: bytes }] of harmful) {
    it(`is refused after the second time: ${name}`, async () => {
      const error = await refusal(models.write(name, bytes));
      expect(error).toMatchObject({ code: 'model_invalid' });
      const { restarts } = engine.status();
      expect(await refusal(join(models.directory, `${name}.gguf`))).toMatchObject({ code: 'model_invalid' });
      expect(engine.status().restarts).toBe(restarts);
    });
  }

  it('is tried again when it was replaced', async () => {
    const file = models.write('replaced', hostileModels()['heads-zero']?.file ?? new Uint8Array());
    expect((await refusal(file)).code).toBe('model_invalid');
    writeFileSync(file, readFileSync(models.write('good', tinyModel())));
    const { end } = await collect(engine.languageModel({ file }).generate(hello));
    expect(end?.usage.completionTokens).toBe(3);
  });
});
