import { join } from 'node:path';
import { findNode, ROOT } from './node-24.js';
import { runChild } from './run-child.js';

/** What must hold before a change lands, quickest first. */
const CHECKS = [
  ['Types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
  ['Types of the pages', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.web.json']],
  ['Format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings']],
  [
    'Import directions',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      'src',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  ],
  ['Dead code', ['node_modules/knip/bin/knip.js']],
];

for (const [title, [file, ...args]] of CHECKS) {
  process.stderr.write(`  ${title}\n`);
  const code = await runChild(findNode(), [join(ROOT, file), ...args], { cwd: ROOT });
  if (code !== 0) {
    process.stderr.write(`${title}: failed\n`);
    process.exit(code);
  }
}
