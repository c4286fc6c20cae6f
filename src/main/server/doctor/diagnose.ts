import { stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import * as sqliteVec from 'sqlite-vec';
import type { EngineClient } from '../../inference/engine/engine-client.ts';
import type { Installation } from '../config/installation.ts';

/** What one part of this machine can do. */
export interface Finding {
  part: string;
  /** `broken`: Tomo cannot work without it. `missing`: something less works. */
  state: 'ok' | 'missing' | 'broken';
  /** One line for people. */
  text: string;
}

export interface DiagnosisOptions {
  installation: Installation;
  dataDirectory: string;
  port: number;
  engine: EngineClient;
}

const ROOM_NEEDED_BYTES = 200 * 1024 ** 2;

/** Looks at everything that Tomo needs; each part by really using it. */
export async function* diagnose(options: DiagnosisOptions): AsyncIterable<Finding> {
  const { installation, dataDirectory, engine } = options;
  yield await look('Runtime', async () => runtime());
  yield await look('Database', async () => database());
  yield await look('Disk', async () => disk(dataDirectory));
  yield await look('App', async () => app(installation));
  yield await look('Port', async () => port(options.port), 'missing');
  yield await look('Model', async () => model(engine, installation));
  yield await look('Engine', async () => devices(engine));
  yield await look('Voices', async () => voices(engine));
}

async function look(
  part: string,
  examine: () => Promise<string>,
  otherwise: 'missing' | 'broken' = 'broken',
): Promise<Finding> {
  try {
    return { part, state: 'ok', text: await examine() };
  } catch (error) {
    return { part, state: otherwise, text: error instanceof Error ? error.message : String(error) };
  }
}

function runtime(): string {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) < 24) throw new Error(`Node ${node}, but 24 or newer is needed`);
  return `Node ${node} on ${process.platform} ${process.arch}`;
}

function database(): string {
  const db = new BetterSqlite3(':memory:');
  try {
    sqliteVec.load(db);
    db.exec("create virtual table words using fts5(text); insert into words values ('hello')");
    const found = db.prepare("select count(*) as n from words where words match 'hello'").get() as {
      n: number;
    };
    if (found.n !== 1) throw new Error('full text search does not find what was stored');
    const versions = db.prepare('select sqlite_version() as sqlite, vec_version() as vec').get() as {
      sqlite: string;
      vec: string;
    };
    return `SQLite ${versions.sqlite} with full text, sqlite-vec ${versions.vec}`;
  } finally {
    db.close();
  }
}

async function disk(dataDirectory: string): Promise<string> {
  let existing = dataDirectory;
  while ((await stat(existing).catch(() => null)) === null && dirname(existing) !== existing) {
    existing = dirname(existing);
  }
  const { bavail, bsize } = await statfs(existing);
  const free = `${((Number(bavail) * bsize) / 1024 ** 3).toFixed(1)} GB free for ${dataDirectory}`;
  if (Number(bavail) * bsize < ROOM_NEEDED_BYTES) throw new Error(`only ${free}`);
  return free;
}

async function app({ rendererDirectory, avatarFile }: Installation): Promise<string> {
  await stat(join(rendererDirectory, 'index.html')).catch(() => {
    throw new Error('the app was not built; run npm run build');
  });
  await stat(avatarFile).catch(() => {
    throw new Error('the default character is missing; install Tomo again');
  });
  return 'the app and its character are there';
}

function port(number: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () =>
      reject(new Error(`port ${number} is in use (by a running Tomo, perhaps); --port chooses another`)),
    );
    server.listen(number, '127.0.0.1', () => server.close(() => resolve(`${number} is free`)));
  });
}

async function model(engine: EngineClient, { starterModelFile }: Installation): Promise<string> {
  const starter = engine.languageModel({ file: starterModelFile });
  try {
    const { name, contextTokens } = await starter.info();
    let text = '';
    const messages = [{ role: 'user' as const, content: 'hello' }];
    for await (const event of starter.generate({ messages, maxTokens: 24 })) {
      if (event.type === 'text') text += event.text;
    }
    if (text.trim() === '') throw new Error(`${name} loads, but says nothing`);
    return `${name} answers (context of ${contextTokens} tokens)`;
  } finally {
    await starter.dispose();
  }
}

function devices(engine: EngineClient): string {
  const { backend, gpuDevices } = engine.status();
  if (backend === undefined) throw new Error('the engine did not start');
  return gpuDevices.length === 0
    ? `llama.cpp on ${backend}, no GPU found`
    : `llama.cpp on ${backend}: ${gpuDevices.join(', ')}`;
}

async function voices(engine: EngineClient): Promise<string> {
  const [found, speech] = await Promise.all([
    engine.speech.voices(),
    engine.speech.synthesize({ text: 'Hello.' }),
  ]);
  if (!speech.samples.some((sample) => Math.abs(sample) > 500)) throw new Error('the voice is silent');
  return `${found.length} voices`;
}
