import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NOT_THERE_YET, OPERATIONS } from '../../src/main/dialects/chatbots/operations.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

/** Beside the checkout, where the documents are; they are not part of the project. */
const FILE = fileURLToPath(new URL('../../../shared/specs/003_951a8c6ed89584f2.txt', import.meta.url));
const document = existsSync(FILE) ? readFileSync(FILE, 'utf8') : null;
const tomo = tomoForTests('talker');

/** Without the names of parameters, of which the document calls many `:id`. */
const shapeOf = (operation: string) => operation.replace(/:\w+|\{\w+\}/g, '{}');
const asked = (operation: string): [method: string, path: string] => {
  const [method = '', path = ''] = operation.split(' ');
  return [method, `/chatbots${path.replace(/\{\w+\}/g, 'none')}`];
};

describe.skipIf(document === null)('the document', () => {
  const text = document as string;

  it('has the operations of the list, row by row', () => {
    const rows = [...text.matchAll(/^\| (GET|POST|PUT|DELETE|PATCH) \| `([^`]+)` \|/gm)];
    const found = rows.map(([, method, path]) => `${method} /api/v1${path}`);
    expect(found.length).toBeGreaterThan(80);
    expect(found.map(shapeOf)).toEqual(OPERATIONS.map(shapeOf));
  });

  it('has the error codes that are answered', async () => {
    const section = text.split('Common error codes:')[1]?.split('##')[0] ?? '';
    const codes = [...section.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code);
    const { components } = (await tomo.call('GET', '/chatbots/openapi.json')).body;
    expect(codes).toHaveLength(7);
    expect(components.schemas.Error.properties.code.enum).toEqual(expect.arrayContaining(codes));
  });

  it('has the limits that are answered, and names their headers', async () => {
    expect(text).toMatch(/Authentication endpoints: 10-20 requests per minute/);
    expect(text).toMatch(/conversation endpoints: 60 requests per minute/);
    expect(text).toMatch(/Management endpoints: 30 requests per minute/);
    const { headers } = await tomo.call('GET', '/chatbots/api/v1/health', undefined, { authorization: '' });
    const named = [...text.matchAll(/^(X-RateLimit-\w+):/gm)].map(([, name = '']) => name);
    expect(named).toHaveLength(3);
    for (const name of named) expect(Number(headers.get(name)), name).toBeGreaterThan(0);
  });
});

describe('every operation', () => {
  it.each(OPERATIONS.filter((name) => !(name in NOT_THERE_YET)))('is answered: %s', async (name) => {
    const { status, body } = await tomo.call(...asked(name));
    expect(status, JSON.stringify(body)).not.toBe(501);
    expect(status).toBeLessThan(500);
    // An address that nobody answers has another message than a thing that is not there.
    if (status === 404) expect(body.message).not.toMatch(/nothing at this address/);
  });

  it.each(Object.entries(NOT_THERE_YET))('that is not there yet says so: %s', async (name, message) => {
    const answer = await tomo.call(...asked(name));
    expect([answer.status, answer.body]).toEqual([
      501,
      { status: 'error', message, code: 'NOT_IMPLEMENTED' },
    ]);
  });

  it('that is there is in the OpenAPI document', async () => {
    const { paths } = (await tomo.call('GET', '/chatbots/openapi.json')).body;
    const described = Object.entries(paths as Record<string, object>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace('/chatbots', '')}`),
    );
    const there = OPERATIONS.filter((name) => !(name in NOT_THERE_YET));
    expect(described).toEqual(expect.arrayContaining([...there]));
    for (const name of Object.keys(NOT_THERE_YET)) expect(described).not.toContain(name);
  });
});
