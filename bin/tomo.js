#!/usr/bin/env node
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findNode, ROOT } from './node-24.js';
import { runChild } from './run-child.js';

const USAGE = `Usage: tomo COMMAND [options]

  serve     run the server (tomo serve --help)
  doctor    say what works on this machine

`;
const EXIT_USAGE = 2;

const [command, ...args] = process.argv.slice(2);
const node = findNode();

if (command === undefined || command === '--help' || command === 'help') {
  process.stdout.write(USAGE);
} else if (command !== 'serve' && command !== 'doctor') {
  process.stderr.write(`tomo: there is no command '${command}'; tomo --help lists them\n`);
  process.exitCode = EXIT_USAGE;
} else if (node === null) {
  process.stderr.write('tomo: Node.js 24 is needed; run npm install here once, it brings its own\n');
  process.exitCode = EXIT_USAGE;
} else if (node !== process.execPath) {
  process.exitCode = await runChild(node, [fileURLToPath(import.meta.url), command, ...args]);
} else {
  const entry = join(ROOT, 'out', 'main', 'headless.js');
  if (!existsSync(entry)) {
    process.stderr.write('tomo: it was not built yet; run npm run build\n');
    process.exitCode = EXIT_USAGE;
  } else {
    // Compiled code is kept between starts; where the folder cannot be written, nothing happens.
    nodeModule.enableCompileCache(join(ROOT, 'node_modules', '.cache', 'tomo'));
    const { serve, doctor } = await import(pathToFileURL(entry).href);
    process.exitCode = await (command === 'serve' ? serve(args) : doctor(args));
  }
}
