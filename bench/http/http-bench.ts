import { type RunningTomo, startTomo } from '../../tests/support/start-tomo.ts';
import type { BenchTable } from '../bench-table.ts';
import { startChildServer } from './child-server.ts';
import { compare } from './compare.ts';
import { load } from './load.ts';
import { haveTurns, openTurnSocket } from './streamed-turns.ts';

const ROUNDS = 3;
const CONNECTIONS = 16;
const LIST_REQUESTS = 120;
const POST_REQUESTS = 8;
/** Sockets, and the turns that each has in a round. */
const SOCKETS: [sockets: number, turns: number][] = [
  [1, 40],
  [100, 2],
  [1_000, 1],
];

/** Our API beside a bare Fastify server that sends the same bytes, in turns. */
export async function run(): Promise<BenchTable> {
  const tomo = await startTomo();
  const model = await startChildServer('run-instant-model.ts');
  try {
    const chosen = { provider: 'openai', base_url: `${model.url}/v1`, model: 'instant' };
    await tomo.call('PUT', '/v1/settings', { model: chosen });
    const rows = [
      ...(await lists(tomo, '/v1/characters')),
      ...(await lists(tomo, '/v1/conversations')),
      ...(await lists(tomo, '/v1/status')),
      ...(await posts(tomo)),
    ];
    for (const [sockets, turns] of SOCKETS) rows.push(...(await streams(tomo, sockets, turns)));
    return {
      name: 'http',
      note: `${CONNECTIONS} connections, ${ROUNDS} rounds of each in turns; the client runs on the same cores. Messages and turns are answered by a model server that has its answer ready; Tomo writes each message and each answer to the disk (fsync) before it says so, the bare server writes nothing. To reach: 0.70 of bare Fastify.`,
      columns: ['server', 'per second', 'p50', 'p99', 'resident memory', 'ratio'],
      rows,
    };
  } finally {
    model.stop();
    await tomo.stop();
  }
}

async function lists(tomo: RunningTomo, path: string): Promise<string[][]> {
  const { body } = await tomo.call('GET', path);
  const bare = await startChildServer('run-bare-server.ts', JSON.stringify({ body: JSON.stringify(body) }));
  const side = (title: string, pid: number, url: string) => ({
    title,
    pid,
    round: () => load({ connections: CONNECTIONS, requests: LIST_REQUESTS, target: () => ({ url }) }),
  });
  const rows = await compare(
    side(`bare, GET ${path}`, bare.pid, `${bare.url}/same`),
    side(`Tomo, GET ${path}`, tomo.pid, tomo.url + path),
    ROUNDS,
  );
  bare.stop();
  return rows;
}

async function posts(tomo: RunningTomo): Promise<string[][]> {
  const message = JSON.stringify({ content: 'Hello!' });
  const { body } = await tomo.call(
    'POST',
    `/v1/conversations/${await tomo.newConversation()}/messages`,
    message,
  );
  const bare = await startChildServer('run-bare-server.ts', JSON.stringify({ body: JSON.stringify(body) }));
  const size = { connections: CONNECTIONS, requests: POST_REQUESTS };
  const rows = await compare(
    {
      title: 'bare, POST of a message',
      pid: bare.pid,
      round: () => load({ ...size, target: () => ({ url: `${bare.url}/same`, body: message }) }),
    },
    {
      title: 'Tomo, POST of a message',
      pid: tomo.pid,
      round: async () => {
        const conversations = await newConversations(tomo, CONNECTIONS);
        const url = (at: number) => `${tomo.url}/v1/conversations/${conversations[at]}/messages`;
        const round = await load({ ...size, target: (at) => ({ url: url(at), body: message }) });
        // The answers are not part of it, and must not run into the next round.
        await Promise.all(conversations.map((id) => allAnswered(tomo, id)));
        return round;
      },
    },
    ROUNDS,
  );
  bare.stop();
  return rows;
}

async function streams(tomo: RunningTomo, count: number, turns: number): Promise<string[][]> {
  const conversations = await newConversations(tomo, count);
  const frames: string[] = [];
  const address = `${tomo.url.replace('http', 'ws')}/v1/ws`;
  const ours = await Promise.all(conversations.map((id) => openTurnSocket(address, id)));
  const listening = await openTurnSocket(address, await tomo.newConversation(), (frame) =>
    frames.push(frame),
  );
  await listening.turn();
  listening.close();
  const bare = await startChildServer('run-bare-server.ts', JSON.stringify({ frames }));
  const bareAddress = `${bare.url.replace('http', 'ws')}/ws`;
  const theirs = await Promise.all(conversations.map(() => openTurnSocket(bareAddress, null)));
  const what = `streamed turns, ${count} socket${count === 1 ? '' : 's'}`;
  const rows = await compare(
    { title: `bare, ${what}`, pid: bare.pid, round: () => haveTurns(theirs, turns) },
    { title: `Tomo, ${what}`, pid: tomo.pid, round: () => haveTurns(ours, turns) },
    ROUNDS,
  );
  for (const socket of [...ours, ...theirs]) socket.close();
  bare.stop();
  return rows;
}

async function newConversations(tomo: RunningTomo, count: number): Promise<string[]> {
  const conversations: string[] = [];
  const body = { character_id: await tomo.characterId() };
  while (conversations.length < count) {
    conversations.push((await tomo.call('POST', '/v1/conversations', body)).body.id);
  }
  return conversations;
}

async function allAnswered(tomo: RunningTomo, conversationId: string): Promise<void> {
  for (;;) {
    const { messages } = (await tomo.call('GET', `/v1/conversations/${conversationId}`)).body;
    if (messages.length === 2 * POST_REQUESTS) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
