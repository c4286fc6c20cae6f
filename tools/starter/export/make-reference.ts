/**
 * Keeps what the training code computed for a run, as the fixture of the logits test.
 *
 *   python3 tools/starter/export/tokenize_samples.py RUN_DIR/tokenizer.json > samples.json
 *   node tools/starter/export/make-reference.ts RUN_DIR samples.json resources/models/tomo-starter.reference.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactReference, type ReferenceFixture } from './reference-fixture.ts';
import type { TrainedReference } from './trained-run.ts';

const [runDirectory, samplesPath, outPath] = process.argv.slice(2);
if (!runDirectory || !samplesPath || !outPath) {
  console.error('usage: make-reference.ts RUN_DIR SAMPLES.json OUT.json');
  process.exit(2);
}
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const references = read(join(runDirectory, 'reference-logits.json')) as TrainedReference[];
const fixture: ReferenceFixture = { tokenized: read(samplesPath), prompts: references.map(compactReference) };
writeFileSync(outPath, `${JSON.stringify(fixture)}\n`);
