/**
 * Keeps what the training code computed for a run, as the fixture of the logits test.
 *
 *   node tools/starter/export/make-reference.ts RUN_DIR resources/models/tomo-starter.reference.json
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactReference, type ReferenceFixture } from './reference-fixture.ts';
import type { TrainedReference } from './trained-run.ts';

const [runDirectory, outPath] = process.argv.slice(2);
if (!runDirectory || !outPath) {
  console.error('usage: make-reference.ts RUN_DIR OUT.json');
  process.exit(2);
}
const inRun = (name: string) => join(runDirectory, name);
const references = JSON.parse(readFileSync(inRun('reference-logits.json'), 'utf8')) as TrainedReference[];
// In Python, so that the training tokenizer itself is what llama.cpp is compared with.
const tokenizeSamples = join(import.meta.dirname, 'tokenize_samples.py');
const samples = execFileSync('python3', [tokenizeSamples, inRun('tokenizer.json')], { encoding: 'utf8' });
const fixture: ReferenceFixture = {
  tokenized: JSON.parse(samples) as ReferenceFixture['tokenized'],
  prompts: references.map(compactReference),
};
writeFileSync(outPath, `${JSON.stringify(fixture)}\n`);
