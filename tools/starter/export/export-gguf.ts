/**
 * Turns a trained run into the model that ships.
 *
 *   node tools/starter/export/export-gguf.ts RUN_DIR OUT.gguf [--type q8_0|f16|f32]
 */
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { TENSOR_TYPES, type TensorTypeName } from '../../gguf/gguf-format.ts';
import { writeGguf } from '../../gguf/write-gguf.ts';
import { starterGguf } from './starter-gguf.ts';
import { readTrainedRun } from './trained-run.ts';

const LARGEST_BYTES = 40e6;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  // At this size halves cost four megabytes, and Q8_0 moves a probability by up to a third.
  options: { type: { type: 'string', default: 'f16' } },
});
const [runDirectory, outPath] = positionals;
if (!runDirectory || !outPath || !Object.hasOwn(TENSOR_TYPES, values.type)) {
  console.error('usage: export-gguf.ts RUN_DIR OUT.gguf [--type q8_0|f16|f32]');
  process.exit(2);
}

const file = starterGguf(readTrainedRun(runDirectory), values.type as TensorTypeName);
writeGguf(outPath, file);
const sizeBytes = statSync(outPath).size;
const parameters = file.tensors.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
console.log(
  `${outPath}: ${(parameters / 1e6).toFixed(2)} million parameters, ${(sizeBytes / 1e6).toFixed(2)} MB`,
);
if (sizeBytes > LARGEST_BYTES) {
  console.error(`more than the ${LARGEST_BYTES / 1e6} MB that may ship`);
  process.exit(1);
}
