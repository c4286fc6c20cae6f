import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DialectPlace } from '../dialects/dialect.ts';
import { DialectGate } from './dialect-gate.ts';

const place = (name: string): DialectPlace => ({
  prefix: `/${name}`,
  ownPortPrefix: '',
  documentPath: `/${name}-docs/openapi.json`,
  owns: (path) => path.startsWith(`/${name}/`),
  load: () => Promise.reject(new Error('not asked for here')),
});

describe('the gate before the routes', () => {
  let app: FastifyInstance;
  let url: string;
  let made: string[];
  let closed: string[];
  let logged: string[];
  /** How many more attempts to make a dialect fail. */
  let failures: number;

  beforeEach(async () => {
    [made, closed, logged, failures] = [[], [], [], 0];
    const make = async ({ prefix }: DialectPlace) => {
      made.push(prefix);
      if (failures-- > 0) throw new Error('no such file: /home/kim');
      const dialect = Fastify({ forceCloseConnections: true });
      dialect.all('/*', async (request) => ({ by: prefix, at: request.url, sent: request.body ?? null }));
      dialect.addHook('onClose', async () => void closed.push(prefix));
      await dialect.ready();
      return dialect;
    };
    const log = { error: (_object: object, message: string) => void logged.push(message) };
    const gate = new DialectGate([place('first'), place('second')], make, log);
    app = Fastify({ forceCloseConnections: true, serverFactory: () => gate.serverFor(() => app) });
    gate.standBefore(app);
    app.get('/own', async () => ({ by: 'own' }));
    await app.listen({ port: 0 });
    url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  });
  afterEach(() => app.close());

  const ask = async (path: string, init?: RequestInit): Promise<Record<string, unknown>> =>
    JSON.parse(await (await fetch(url + path, init)).text());

  it('makes no dialect before one is asked for, and each once', async () => {
    expect(await ask('/own')).toEqual({ by: 'own' });
    expect(made).toEqual([]);
    const answers = await Promise.all(['/first/a', '/first/b?x=/second/'].map((path) => ask(path)));
    expect(answers.map(({ by, at }) => [by, at])).toEqual([
      ['/first', '/first/a'],
      ['/first', '/first/b?x=/second/'],
    ]);
    expect(made).toEqual(['/first']);
  });

  it('hands on the body of a request that came before the dialect was there', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await ask('/second/', { method: 'POST', body: '{"word":"hello"}', headers });
    expect(answer).toMatchObject({ by: '/second', sent: { word: 'hello' } });
  });

  it('hands on the document and its page, wherever they lie', async () => {
    expect(await ask('/first-docs/openapi.json')).toMatchObject({ by: '/first' });
    expect(await ask('/first-docs/docs')).toMatchObject({ by: '/first' });
    expect((await fetch(`${url}/first-docs/else`)).status).toBe(404);
  });

  it('says no cause where a dialect cannot be made, and tries again at the next request', async () => {
    failures = 1;
    const failed = await fetch(`${url}/first/a`);
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('kim');
    expect(logged).toHaveLength(1);
    expect(await ask('/first/a')).toMatchObject({ by: '/first' });
  });

  it('closes what it made with the server', async () => {
    await ask('/second/a');
    await app.close();
    expect(closed).toEqual(['/second']);
  });
});
