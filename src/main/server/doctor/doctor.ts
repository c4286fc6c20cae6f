import { parseArgs } from 'node:util';
import { createEngineClient } from '../../inference/engine/engine-client.ts';
import { forkEngine } from '../../inference/engine/fork-engine.ts';
import type { Environment } from '../config/environment.ts';
import type { Installation } from '../config/installation.ts';
import { UsageError } from '../config/serve-options.ts';
import { diagnose } from './diagnose.ts';

const MARKS = { ok: 'ok     ', missing: 'missing', broken: 'BROKEN ' };
const QUIET = { info() {}, warn() {}, error() {} };

/**
 * Prints what works on this machine, a line a part.
 *
 * @returns the exit code: 1 when something that Tomo needs is broken.
 * @throws UsageError
 */
export async function runDoctor(
  argv: readonly string[],
  installation: Installation,
  environment: Environment,
  print: (line: string) => void,
): Promise<number> {
  const dataDirectory = parse(argv) ?? environment.dataDirectory;
  const engine = createEngineClient({
    spawn: () => forkEngine(installation.engineFile, () => {}),
    logger: QUIET,
  });
  let broken = false;
  try {
    for await (const { part, state, text } of diagnose({ installation, dataDirectory, port: 8787, engine })) {
      print(`${MARKS[state]}  ${part.padEnd(9)} ${text}`);
      broken ||= state === 'broken';
    }
  } finally {
    await engine.dispose();
  }
  print(broken ? 'Something that Tomo needs is broken.' : 'Tomo can run here.');
  return broken ? 1 : 0;
}

function parse(argv: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...argv], options: { 'data-dir': { type: 'string' } } }).values['data-dir'];
  } catch {
    throw new UsageError('tomo doctor takes only --data-dir DIRECTORY');
  }
}
