import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChatagentCaller, newChatagentAccount } from '../support/chatagent.ts';
import { newKnowledgeBase, uploadDocument } from '../support/knowledge.ts';
import { type RunningTomo, startTomo } from '../support/start-tomo.ts';
import { testModel } from '../support/test-model.ts';

interface Line {
  timestamp: string;
  level: string;
  message: string;
  module: string;
  details: Record<string, string | number>;
}

let tomo: RunningTomo;
let kim: ChatagentCaller;
let admin: ChatagentCaller;

beforeAll(async () => {
  tomo = await startTomo({ args: ['--model', testModel('talker')] });
  kim = await newChatagentAccount(tomo);
  admin = await newChatagentAccount(tomo, { role: 'admin' });
});
afterAll(async () => {
  await tomo.stop();
});

const logs = async (query = '', who?: ChatagentCaller): Promise<{ logs: Line[]; total: number }> => {
  const path = `/monitoring/logs${query}`;
  const { status, body } = await (who ? who.call('GET', path) : tomo.call('GET', `/chatagent/api/v1${path}`));
  expect([status, body]).toEqual([200, body]);
  return body;
};

describe('the metrics', () => {
  it('are figures of this machine and of what was asked', async () => {
    const read = async (who?: ChatagentCaller) =>
      (
        await (who
          ? who.call('GET', '/monitoring/metrics')
          : tomo.call('GET', '/chatagent/api/v1/monitoring/metrics'))
      ).body;
    const body = await read();
    for (const share of [body.cpu_usage, body.memory_usage, body.disk_usage]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(100);
    }
    expect(body.memory_usage).toBeGreaterThan(0);
    expect(body.disk_usage).toBeGreaterThan(0);
    expect(body.active_connections).toBeGreaterThanOrEqual(1);
    expect(body.average_response_time).toBeGreaterThan(0);
    expect(body).toMatchObject({ error_rate: 0, timestamp: expect.stringMatching(/Z$/) });
    for (let count = 0; count < 5; count++) await tomo.call('GET', '/v1/characters');
    // Requests to any API are counted, for those who look after the server.
    expect((await read()).total_requests).toBeGreaterThanOrEqual(body.total_requests + 6);
    expect((await read(admin)).total_requests).toBeGreaterThanOrEqual(body.total_requests + 7);
    const before = (await read(kim)).total_requests;
    await kim.call('GET', '/knowledge/bases');
    await tomo.call('GET', '/v1/characters');
    // The account's own, to this API; the request that asks is counted once it is answered.
    expect((await read(kim)).total_requests).toBe(before + 2);
  });

  it('count connections that are open', async () => {
    const read = async () =>
      (await tomo.call('GET', '/chatagent/api/v1/monitoring/metrics')).body.active_connections as number;
    const before = await read();
    const sockets = Array.from({ length: 3 }, () => new WebSocket(`ws://127.0.0.1:${tomo.port}/v1/ws`));
    await Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.addEventListener('open', resolve))),
    );
    expect(await read()).toBeGreaterThanOrEqual(before + 3);
    for (const socket of sockets) socket.close();
    await expect.poll(read).toBeLessThan(before + 3);
  });

  it('tell what share of the requests the server is to blame for', async () => {
    // What is not available counts as the server's; that is known beforehand, and the log has it as no error.
    const lender = await newChatagentAccount(tomo);
    await lender.call('GET', '/plugins/available');
    await lender.call('GET', '/knowledge/bases');
    await lender.call('GET', '/knowledge/bases/none');
    const { body } = await lender.call('GET', '/monitoring/metrics');
    expect(body).toMatchObject({ total_requests: 3, error_rate: 0.3333 });
  });
});

describe('the log', () => {
  it('tells whoever it concerns that a turn failed, and why, without what was said', async () => {
    const call = (path: string, body: object) => tomo.call('POST', `/chatagent/api/v1${path}`, body);
    // Only the owner's bots may have their models on this machine; nobody listens there.
    const llm_config = { provider: 'openai', base_url: 'http://127.0.0.1:1/v1', model: 'none', api_key: 'x' };
    const { id: bot_id } = (await call('/bots/', { name: 'Ada', llm_config })).body;
    const { id, user_id } = (await call('/conversations/', { bot_id })).body;
    const said = await call(`/conversations/${id}/messages`, { content: 'my secret plan' });
    expect([said.status, said.body.error?.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
    const { logs: own } = await logs('?level=ERROR&limit=500');
    expect(own).toContainEqual({
      timestamp: expect.stringMatching(/Z$/),
      level: 'ERROR',
      message: 'turn failed',
      module: 'conversation_engine',
      details: expect.objectContaining({ error_code: 'remote_failed', conversation_id: id, user_id }),
    });
    expect(own).toContainEqual(
      expect.objectContaining({
        message: 'request failed',
        module: 'api',
        details: expect.objectContaining({ request_id: said.body.request_id, status: 503 }),
      }),
    );
    expect(JSON.stringify(own)).not.toContain('secret');
    expect(JSON.stringify(await logs('?limit=500', kim))).not.toContain(id);
  });

  it('holds what happened, with its level, its part of the server, and what it was about', async () => {
    const { request_id } = (await kim.call('GET', '/knowledge/bases/kb_none?token=sk-123')).body;
    const { logs: lines } = await logs('?limit=500');
    const line = lines.find(({ details }) => details.request_id === request_id);
    expect(line).toEqual({
      timestamp: expect.stringMatching(/Z$/),
      level: 'INFO',
      message: 'request refused',
      module: 'api',
      details: {
        request_id,
        status: 404,
        error_code: 'NOT_FOUND',
        method: 'GET',
        path: '/chatagent/api/v1/knowledge/bases/kb_none',
        user_id: kim.id,
      },
    });
    expect(JSON.stringify(lines)).not.toContain('sk-123');
  });

  it('holds no texts, names of files or paths', async () => {
    const baseId = await newKnowledgeBase(tomo, 'Private plans');
    await uploadDocument(tomo, baseId, { name: 'diary.txt', content: 'my secret plan' });
    await uploadDocument(tomo, baseId, { name: 'broken-diary.pdf', content: '%PDF-1.4 my secret plan' });
    const read = async () => (await logs('?limit=500')).logs;
    await expect
      .poll(async () =>
        (await read()).filter(({ module }) => module === 'knowledge_base').map(({ message }) => message),
      )
      .toEqual(expect.arrayContaining(['document read', 'document not read']));
    const text = JSON.stringify(await read());
    for (const secret of ['secret', 'diary', 'Private', tomo.dataDirectory])
      expect(text).not.toContain(secret);
  });

  it('is read by level, time, and part, newest first', async () => {
    await kim.call('GET', '/knowledge/bases/one');
    const { logs: lines, total } = await logs('?limit=500');
    const times = lines.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort().reverse());
    expect(lines).toHaveLength(total);
    const part = await logs('?limit=2&offset=1&level=info');
    const infos = lines.filter(({ level }) => level === 'INFO');
    expect(part).toMatchObject({ total: infos.length, limit: 2, offset: 1, logs: infos.slice(1, 3) });
    expect((await logs('?level=WARNING')).logs.every(({ level }) => level === 'WARNING')).toBe(true);
    expect((await logs('?level=CRITICAL')).logs).toEqual([]);
    const newest = times[0] ?? '';
    expect((await logs(`?start_time=${newest}`)).logs.map(({ timestamp }) => timestamp)).toContain(newest);
    expect((await logs('?start_time=2024-01-01T00:00:00Z&limit=500')).total).toBe(total);
    expect((await logs('?end_time=2024-01-01T00:00:00Z')).total).toBe(0);
  });

  it.each([
    ['level=LOUD', 'level'],
    ['start_time=yesterday', 'start_time'],
    ['start_time=2024-01-02T00:00:00Z&end_time=2024-01-01T00:00:00Z', 'end_time'],
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['offset=-1', 'offset'],
  ])('is not read by %s', async (query, field) => {
    const { status, body } = await tomo.call('GET', `/chatagent/api/v1/monitoring/logs?${query}`);
    expect([status, body.error.details.field]).toEqual([400, field]);
  });

  it('tells an account what was about its own things, and nothing else', async () => {
    const other = await newChatagentAccount(tomo);
    await other.call('GET', '/knowledge/bases/mine');
    await kim.call('GET', '/knowledge/bases/theirs');
    const own = await logs('', other);
    expect(own.total).toBeGreaterThan(0);
    expect(own.logs.map(({ details }) => details.user_id)).toEqual(own.logs.map(() => other.id));
    const all = await logs('?limit=500', admin);
    expect(all.logs.map(({ details }) => details.user_id)).toEqual(
      expect.arrayContaining([other.id, kim.id]),
    );
    await tomo.call('DELETE', `/v1/accounts/${other.id}`);
    expect(JSON.stringify(await logs('?limit=500'))).not.toContain(other.id);
  });
});
