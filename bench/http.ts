import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createInterface } from 'node:readline';
import { KEY, startTomo } from '../tests/support/start-tomo.ts';
import type { BenchTable } from './bench-table.ts';
import { median, percentile } from './statistics.ts';

const ROUNDS = 6;
const ROUND_MS = 1_500;
const CONNECTIONS = 16;

/** A Fastify server that does nothing but answer with the bytes that it was given. */
const BARE_SERVER = `
import Fastify from 'fastify';
const app = Fastify();
const body = process.argv[1];
app.get('/same', (_request, reply) => reply.type('application/json; charset=utf-8').send(body));
console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
`;

interface Round {
  perSecond: number;
  latenciesMs: number[];
}

/** Requests a second of our API beside a bare Fastify server that returns the same bytes, in turns. */
export async function run(): Promise<BenchTable> {
  const tomo = await startTomo();
  const rows: string[][] = [];
  try {
    for (const path of ['/v1/characters', '/v1/status']) {
      const { body } = await tomo.call('GET', path);
      const bare = await startBare(JSON.stringify(body));
      const ours: Round[] = [];
      const theirs: Round[] = [];
      try {
        for (let count = 0; count < ROUNDS; count++) {
          theirs.push(await load(`${bare.url}/same`));
          ours.push(await load(tomo.url + path));
        }
      } finally {
        bare.stop();
      }
      rows.push(row(`bare Fastify, the bytes of ${path}`, theirs, theirs), row(`GET ${path}`, ours, theirs));
    }
  } finally {
    await tomo.stop();
  }
  return {
    name: 'http',
    note: `${CONNECTIONS} connections, ${ROUNDS} rounds of ${ROUND_MS / 1000} s each, in turns; the client runs on the same cores. To reach: 0.70 of bare Fastify.`,
    columns: ['server', 'requests per second', 'p50', 'p99', 'ratio'],
    rows,
  };
}

function row(title: string, rounds: Round[], peer: Round[]): string[] {
  const perSecond = (of: Round[]) => median(of.map((round) => round.perSecond));
  const latencies = rounds.flatMap((round) => round.latenciesMs);
  return [
    title,
    perSecond(rounds).toFixed(0),
    `${median(latencies).toFixed(2)} ms`,
    `${percentile(latencies, 0.99).toFixed(2)} ms`,
    (perSecond(rounds) / perSecond(peer)).toFixed(2),
  ];
}

async function load(url: string): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const latenciesMs: number[] = [];
  const endMs = performance.now() + ROUND_MS;
  const worker = async () => {
    while (performance.now() < endMs) {
      const startMs = performance.now();
      await get(url, agent);
      latenciesMs.push(performance.now() - startMs);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  agent.destroy();
  return { perSecond: (latenciesMs.length / ROUND_MS) * 1000, latenciesMs };
}

function get(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { authorization: `Bearer ${KEY}` } }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    });
    sent.once('error', reject);
    sent.end();
  });
}

async function startBare(body: string): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', BARE_SERVER, body], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { url, stop: () => child.kill() };
}
