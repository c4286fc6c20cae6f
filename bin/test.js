import { join } from 'node:path';
import { findChromium, installChromium } from './find-chromium.js';
import { findNode, ROOT } from './node-24.js';
import { runChild } from './run-child.js';
import { ensureBuilt, ensureInstalled, fail } from './set-up.js';

await ensureInstalled();
const node = findNode();
const chromium = findChromium() ?? installChromium(node, ROOT);
if (chromium === null) {
  fail(
    'the browser tests need Chromium or Chrome, and it could not be installed; install it (Debian: apt-get install ' +
      'chromium) or set CHROMIUM_PATH to its program',
  );
}
await run('Checks', ['bin/check.js']);
await ensureBuilt();
await run('Tests', ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]);

async function run(title, [file, ...args]) {
  process.stderr.write(`${title} …\n`);
  const env = { ...process.env, CHROMIUM_PATH: chromium };
  const code = await runChild(node, [join(ROOT, file), ...args], { cwd: ROOT, env });
  if (code !== 0) process.exit(code);
}
