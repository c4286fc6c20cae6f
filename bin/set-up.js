import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, ROOT } from './node-24.js';

const OLDEST_NODE_MAJOR = 20;
const INSTALL_STAMP = join(ROOT, 'node_modules', '.tomo-installed');
const BUILD_STAMP = join(ROOT, 'out', '.tomo-built');
const BUILT_FROM = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Installs the packages where they are missing or older than the lock file. */
export async function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE_MAJOR) {
    fail(`Node.js ${OLDEST_NODE_MAJOR} or newer is needed; this is ${process.versions.node}`);
  }
  const wanted = hash(readFileSync(join(ROOT, 'package-lock.json')));
  if (read(INSTALL_STAMP) === wanted && findNode() !== null) return;
  // npm is named by the npm that started this script; that works on Windows too, where npm is not a program.
  const npm = process.env.npm_execpath;
  const [command, ...before] = npm ? [process.execPath, npm] : ['npm'];
  const quiet = ['--no-audit', '--no-fund'];
  // Everything native comes prebuilt: without scripts nothing asks for a compiler. Only Node's own package needs its
  // script, which puts the program where npm scripts find it.
  await step('Installing packages (once; a few minutes)', command, [
    ...before,
    'ci',
    '--ignore-scripts',
    ...quiet,
  ]);
  await step('Installing Node.js 24 for this project', command, [...before, 'rebuild', 'node', ...quiet]);
  if (findNode() === null) fail('the packages were installed, but Node.js 24 is not among them; run npm ci');
  writeFileSync(INSTALL_STAMP, wanted);
}

/** Builds the program where the build is missing or older than its sources. */
export async function ensureBuilt() {
  const wanted = hash(BUILT_FROM.flatMap((name) => fingerprint(join(ROOT, name))).join('\n'));
  if (read(BUILD_STAMP) === wanted) return;
  await step('Building', findNode(), [
    join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
    'build',
  ]);
  writeFileSync(BUILD_STAMP, wanted);
}

/** Says why nothing more can be done, and ends. */
export function fail(message) {
  process.stderr.write(`tomo: ${message}\n`);
  process.exit(1);
}

function step(title, command, args) {
  const startMs = Date.now();
  const seconds = () => Math.round((Date.now() - startMs) / 1000);
  const isTerminal = process.stderr.isTTY;
  process.stderr.write(isTerminal ? `${title} …` : `${title} …\n`);
  const timer = setInterval(() => {
    if (isTerminal) process.stderr.write(`\r${title} … ${seconds()} s`);
    else if (seconds() % 30 === 0) process.stderr.write(`  … ${seconds()} s\n`);
  }, 1000);
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: withoutWarnings(),
    });
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      output += data;
    });
    const ended = (problem) => {
      clearInterval(timer);
      process.stderr.write(
        `${isTerminal ? '\r' : ''}${title} … ${problem ? 'failed' : 'done'} (${seconds()} s)\n`,
      );
      if (!problem) return resolve();
      process.stderr.write(`${output.trim()}\n`);
      fail(`${title.toLowerCase()} failed: ${problem}`);
    };
    child.on('error', (error) => ended(error.message));
    child.on('exit', (code, signal) => ended(code === 0 ? '' : `exit code ${code ?? signal}`));
  });
}

/** npm passes its own settings on as variables, and a nested npm warns about them. */
function withoutWarnings() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(?!cache|registry)/i.test(name)),
  );
}

function fingerprint(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [`${path} ${hash(readFileSync(path))}`];
  return readdirSync(path)
    .sort()
    .flatMap((name) => fingerprint(join(path, name)));
}

function hash(content) {
  return createHash('sha256').update(content).digest('hex');
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
