import { spawnSync } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');
const OWNER = { authorization: `Bearer ${KEY}` };
/** From Debian's package `prometheus`. */
const PROMTOOL = 'promtool';
const hasPromtool = spawnSync(PROMTOOL, ['--version']).status === 0;

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = OWNER) =>
  tomo.call(method, `/chatbots/api/v1${path}`, body, headers);
const metrics = async () => (await call('GET', '/metrics')).body as string;

/** The value of a figure with exactly these labels. */
function figure(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const line = text.split('\n').find((item) => {
    const [, found, inside = ''] = /^(\w+)(?:\{(.*)\})? /.exec(item) ?? [];
    const pairs = inside === '' ? [] : inside.split(/,(?=\w+=)/).sort();
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return found === name && pairs.join() === wanted.sort().join();
  });
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

describe('health', () => {
  it('needs no key and says nothing else', async () => {
    const { status, body } = await call('GET', '/health', undefined, { authorization: '' });
    expect([status, body]).toEqual([
      200,
      {
        status: 'success',
        message: expect.any(String),
        data: { status: 'ok', timestamp: expect.any(String) },
      },
    ]);
  });

  it('in detail is measured', { timeout: 90_000 }, async () => {
    // What has to be started first does not answer at once on a busy machine.
    const data = await vi.waitFor(
      async () => {
        const { body } = await call('GET', '/health/status');
        expect(body.data).toMatchObject({
          status: 'healthy',
          version: expect.any(String),
          components: { database: 'healthy', searchIndex: 'healthy', voice: 'healthy' },
          queues: { turns: 0, documents: 0 },
        });
        return body.data;
      },
      { timeout: 60_000 },
    );
    expect(data.system.memoryShare).toBeGreaterThan(0);
    expect(data.system.memoryShare).toBeLessThan(1);
    expect(data.system.processMemoryBytes).toBeGreaterThan(10_000_000);
  });
});

describe('figures for Prometheus', () => {
  const answered = { api: 'chatbots', outcome: 'complete' };

  it('count requests, turns and tokens, and hold nothing that was said', async () => {
    const bot = (await call('GET', '/chatbots')).body.data[0].id;
    const route = '/chatbots/api/v1/chatbots/:chatbotId/conversation';
    const asked = { api: 'chatbots', method: 'POST', route, status_code: '200' };
    const before = await metrics();
    for (const message of ['A secret word', 'Another']) {
      expect((await call('POST', `/chatbots/${bot}/conversation`, { message })).status).toBe(200);
    }
    const after = await metrics();
    const grown = (name: string, labels: Record<string, string>) =>
      (figure(after, name, labels) ?? 0) - (figure(before, name, labels) ?? 0);
    expect(grown('chat_turns_total', answered)).toBe(2);
    expect(grown('chat_answer_duration_seconds_count', { api: 'chatbots' })).toBe(2);
    expect(grown('http_request_duration_seconds_count', asked)).toBe(2);
    expect(grown('chat_tokens_total', { kind: 'answer' })).toBeGreaterThan(0);
    expect(figure(after, 'queue_length', { queue: 'turns' })).toBe(0);
    expect(figure(after, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(after).not.toMatch(/secret|conv_|chr_|usr_/);
  });

  it('come as their own media type, without an envelope', async () => {
    const { headers } = await call('GET', '/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('tell the APIs apart', async () => {
    await tomo.call('GET', '/v1/characters');
    await tomo.call('GET', '/chattr/api/v1/characters');
    await tomo.call('GET', '/nowhere/at/all');
    const text = await metrics();
    const count = (api: string, route: string, status_code = '200') =>
      figure(text, 'http_request_duration_seconds_count', { api, method: 'GET', route, status_code });
    expect(count('native', '/v1/characters')).toBe(1);
    expect(count('chattr', '/chattr/api/v1/characters')).toBe(1);
    expect(text).not.toContain('/nowhere');
  });

  it.skipIf(!hasPromtool)('pass `promtool check metrics`', async () => {
    const checked = spawnSync(PROMTOOL, ['check', 'metrics'], { input: await metrics(), encoding: 'utf8' });
    expect([checked.status, checked.stderr]).toEqual([0, '']);
  });
});
