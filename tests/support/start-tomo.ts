import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/tomo.js', import.meta.url));
export const KEY = 'test-key-0123456789';
/** What the names of the folders that tests make begin with. */
export const TEMPORARY_PREFIX = 'tomo-test-';

export interface RunningTomo {
  url: string;
  port: number;
  pid: number;
  dataDirectory: string;
  /** The first line on stdout, as it was written. */
  firstLine: string;
  process: ChildProcess;
  /** What it has written on stderr so far. */
  log(): string;
  /** A request with the owner's key; JSON in, JSON out. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** The id of the character that was there from the start. */
  characterId(): Promise<string>;
  /** Begins a conversation with that character. @returns its id */
  newConversation(): Promise<string>;
  /** SIGTERM, or the signal that is given; resolves with the exit code. The data directory stays. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever the server answered
  body: any;
}

const temporaryDirectories: string[] = [];
// Vitest ends its workers with this signal, and without a listener the process would hear no `exit`.
process.once('SIGTERM', () => process.exit());
process.once('exit', () => {
  for (const directory of temporaryDirectories) rmSync(directory, { recursive: true, force: true });
});

/** A fresh folder, removed when the test process ends. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), TEMPORARY_PREFIX));
  temporaryDirectories.push(directory);
  return directory;
}

/** Runs the built server as a user would, on a free port. */
export async function startTomo(
  options: { dataDirectory?: string; args?: string[]; key?: string | null } = {},
): Promise<RunningTomo> {
  const dataDirectory = options.dataDirectory ?? (await temporaryDirectory());
  const key = options.key === undefined ? KEY : options.key;
  const args = ['serve', '--json', '--port', '0', '--data-dir', dataDirectory, ...(options.args ?? [])];
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    // The channel ends with this process, and the server with the channel, also when a test run is killed.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...(key === null ? {} : { TOMO_API_KEY: key }) },
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let log = '';
  child.stderr?.on('data', (data) => {
    log += data;
  });
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout as Readable }), 'line'),
    // Not `exit`, which may come before the last of what it wrote.
    once(child, 'close').then(([code]) => {
      throw new Error(`tomo ended with ${code}: ${log}`);
    }),
  ])) as [string];
  const { url, pid } = JSON.parse(line) as { url: string; pid: number };
  const request: RunningTomo['call'] = (...args) => call(url, key ?? '', ...args);
  const characterId = async (): Promise<string> =>
    (await request('GET', '/v1/characters?limit=100')).body.characters.at(-1).id;
  return {
    url,
    pid,
    port: Number(new URL(url).port),
    dataDirectory,
    firstLine: line,
    process: child,
    log: () => log,
    call: request,
    characterId,
    newConversation: async () =>
      (await request('POST', '/v1/conversations', { character_id: await characterId() })).body.id,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}

/** Runs a command of `tomo` to its end. */
export async function runTomo(
  args: string[],
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TOMO_API_KEY: KEY },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

async function call(
  url: string,
  key: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const json = !(typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData);
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as string) }),
  });
  const { status, headers: answered } = response;
  const type = answered.get('content-type') ?? '';
  if (/^(audio|image|model)\//.test(type)) {
    return { status, headers: answered, body: Buffer.from(await response.arrayBuffer()) };
  }
  const text = await response.text();
  return { status, headers: answered, body: type.includes('json') && text !== '' ? JSON.parse(text) : text };
}
