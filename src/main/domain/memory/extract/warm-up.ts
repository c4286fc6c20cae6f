import { setImmediate } from 'node:timers/promises';
import { NOTHING_KNOWN } from './context.ts';
import { LIFE_PREDICATES } from './english/life-predicates.ts';
import { PLANS } from './english/plans.ts';
import { POSSESSION_FORMS } from './english/possessions.ts';
import { TASTE_PREDICATES } from './english/taste-predicates.ts';
import { extractFacts } from './extract-facts.ts';

const FORMS = [...LIFE_PREDICATES, ...TASTE_PREDICATES, ...PLANS, ...POSSESSION_FORMS];
const SENTENCES = [
  'I am here.',
  'My sister is here.',
  'Paris is here.',
  'ich bin da',
  'je suis là',
  'yo soy así',
  'これです',
  '我在',
];

let warm: Promise<void> | undefined;

/** Compiles the patterns, one at a time: together they would keep everything else waiting at their first use. */
export function warmUpPatterns(): Promise<void> {
  warm ??= compileAll();
  return warm;
}

async function compileAll(): Promise<void> {
  for (const { form } of FORMS) {
    // Twice: the second time a pattern is compiled for speed.
    form.test('am here');
    await setImmediate();
    form.test('am here');
    await setImmediate();
  }
  for (const sentence of [...SENTENCES, ...SENTENCES]) {
    extractFacts(sentence, { ...NOTHING_KNOWN, saidAtMs: 0 });
    await setImmediate();
  }
}
