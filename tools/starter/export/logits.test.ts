import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReferenceFixture } from './reference-fixture.ts';

const MODELS = join(import.meta.dirname, '../../../resources/models');
const MODEL = join(MODELS, 'tomo-starter.gguf');
const FIXTURE = join(MODELS, 'tomo-starter.reference.json');

/**
 * How far a logarithm of a probability may be off. The same weights as F32 differ by 0.002 (llama.cpp keeps keys and
 * values as halves), Q8_0 weights and activations by 0.07 to 0.34; query and key rows in the wrong order by 0.5 to 3.
 */
const LOG_TOLERANCE = 0.25;
const PROBABILITY_TOLERANCE = 0.02;

describe('the shipped starter model in llama.cpp', () => {
  const expected = JSON.parse(readFileSync(FIXTURE, 'utf8')) as ReferenceFixture;
  let actual: ReferenceFixture;

  beforeAll(async () => {
    const program = join(import.meta.dirname, 'compute-reference.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [program, MODEL, FIXTURE], {
      maxBuffer: 2 ** 26,
    });
    actual = JSON.parse(stdout) as ReferenceFixture;
  }, 60_000);

  it('cuts texts into the same tokens as the training code', () => {
    expect(actual.tokenized).toEqual(expected.tokenized);
    expect(actual.prompts.map(({ ids }) => ids)).toEqual(expected.prompts.map(({ ids }) => ids));
  });

  it.each(expected.prompts.map((prompt, i) => [prompt.text.slice(-60), i] as const))(
    'gives the probabilities of the training code after %j',
    (_, i) => {
      for (const [j, [id, logProbability]] of expected.prompts[i]!.logProbabilities.entries()) {
        const computed = actual.prompts[i]!.logProbabilities[j]![1];
        const label = `token ${id}`;
        expect(Math.abs(computed - logProbability), label).toBeLessThan(LOG_TOLERANCE);
        expect(Math.abs(Math.exp(computed) - Math.exp(logProbability)), label).toBeLessThan(
          PROBABILITY_TOLERANCE,
        );
      }
    },
  );
});
