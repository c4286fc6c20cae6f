import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { damagedModels } from './damaged-models.ts';
import { hostileModels } from './hostile-models.ts';
import { distinctPieces, randomModel, talkerModel } from './test-models.ts';
import type { TrialLine } from './try-model.ts';
import { writeGguf } from './write-gguf.ts';

const SECONDS = 1000;
const directory = mkdtempSync(join(tmpdir(), 'test-models-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const fileOf = (name: string) => join(directory, `${name}.gguf`);

/** Opens the files in llama.cpp, in another process. @returns the last line of each, by name, and whether it crashed */
async function tryModels(names: readonly string[]) {
  const program = join(import.meta.dirname, 'try-model.ts');
  const child = spawn(process.execPath, [program, ...names.map(fileOf)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = once(child, 'close');
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) output += chunk;
  await closed;
  const crashed = child.signalCode === 'SIGABRT';
  const last = new Map<string, TrialLine>();
  for (const line of output.split('\n').filter((text) => text.startsWith('{'))) {
    const trial = JSON.parse(line) as TrialLine;
    last.set(basename(trial.modelPath, '.gguf'), trial);
  }
  return { last, crashed };
}

describe('a model of our own making, in llama.cpp', () => {
  const reply = '[happy] Hello there! [wave] I am a test, not a test model. How are you, how are you, today?';
  let last: Map<string, TrialLine>;

  beforeAll(async () => {
    const models = {
      chatml: randomModel({ family: 'chatml' }),
      llama3: randomModel({ family: 'llama3' }),
      gemma: randomModel({ family: 'gemma' }),
      mistral: randomModel({ family: 'mistral' }),
      'other-seed': randomModel({ family: 'chatml', seed: 2 }),
      'same-seed': randomModel({ family: 'chatml' }),
      quantised: randomModel({ type: 'q8_0' }),
      wide: randomModel({
        embedding: 96,
        feedForward: 160,
        layers: 3,
        heads: 6,
        kvHeads: 1,
        vocabulary: 700,
      }),
      talker: talkerModel({ reply }),
      endless: talkerModel({ reply: 'on and on ', endless: true, family: 'gemma' }),
    };
    for (const [name, model] of Object.entries(models)) writeGguf(fileOf(name), model);
    ({ last } = await tryModels(Object.keys(models)));
  }, 120 * SECONDS);

  const done = (name: string) => {
    const line = last.get(name);
    if (line?.step !== 'done') throw new Error(`${name}: ${JSON.stringify(line)}`);
    return line;
  };

  it.each([
    ['chatml', 'ChatML'],
    ['llama3', 'Llama 3'],
    ['gemma', 'Gemma'],
    ['mistral', 'JinjaTemplate'],
    ['quantised', 'ChatML'],
    ['wide', 'ChatML'],
  ])('%s loads, answers with the %s format and embeds', (name, chatWrapper) => {
    expect(done(name)).toMatchObject({ chatWrapper, answer: expect.stringMatching(/./) });
    expect(done(name).embedding.every((value) => value !== null)).toBe(true);
  });

  it('depends on its seed alone', () => {
    expect(done('same-seed').answer).toBe(done('chatml').answer);
    expect(done('other-seed').answer).not.toBe(done('chatml').answer);
  });

  it('gives the answer it was built to give, and ends', () => {
    expect(done('talker').answer).toBe(reply);
  });

  it('talks for ever when it was built to', () => {
    expect(done('endless').answer).toMatch(/^(on and on ?){20,}/);
  });
});

describe('a damaged model, in llama.cpp', () => {
  it(
    'is refused with an error while the process lives on',
    async () => {
      const damaged = damagedModels();
      for (const [name, bytes] of Object.entries(damaged)) writeFileSync(fileOf(name), bytes);
      const { last, crashed } = await tryModels(Object.keys(damaged));
      expect(crashed).toBe(false);
      const outcome = Object.fromEntries([...last].map(([name, line]) => [name, line.step]));
      const refused = Object.fromEntries(Object.keys(damaged).map((name) => [name, 'error']));
      // Weights that are not numbers cannot be told from others by looking at the file.
      expect(outcome).toEqual({ ...refused, 'not-numbers': 'done' });
    },
    120 * SECONDS,
  );
});

describe('a hostile model, in llama.cpp', () => {
  const hostile = Object.entries(hostileModels()).filter(([, { harm }]) => harm !== 'never-returns');

  it.each(hostile)(
    '%s ends the process where it says',
    async (name, { harm, file }) => {
      writeGguf(fileOf(name), file);
      const { last, crashed } = await tryModels([name]);
      expect({ crashed, harm: `aborts-on-${last.get(name)?.step}` }).toEqual({ crashed: true, harm });
    },
    60 * SECONDS,
  );
});

describe('cutting a reply into pieces', () => {
  it('makes them all different and loses nothing', () => {
    const pieces = distinctPieces('on and on and on and on');
    expect(pieces.join('')).toBe('on and on and on and on');
    expect(new Set(pieces).size).toBe(pieces.length);
  });

  it('refuses an empty reply', () => {
    expect(() => distinctPieces('')).toThrow(RangeError);
  });
});
