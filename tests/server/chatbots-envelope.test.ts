import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Operation, pathWith, readOperations } from '../abuse/operations.ts';
import { fitting, spoiled, strange } from '../abuse/schema-values.ts';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { type Ids, makeThings } from './chatbots-things.ts';

const OWNER = { authorization: `Bearer ${KEY}` };
/** What is no JSON. */
const TEXT = '/chatbots/api/v1/metrics';
const REQUESTS_PER_OPERATION = 6;

/** The document's own shapes, written down once more: these are what is tested. */
const failure = z.strictObject({
  status: z.literal('error'),
  message: z.string().min(1),
  code: z.string().regex(/^[A-Z_]+$/),
});
const pagination = z.strictObject({
  total: z.int().min(0),
  pages: z.int().min(1),
  page: z.int().min(1),
  limit: z.int().min(1),
});
const success = z.union([
  z.strictObject({
    status: z.literal('success'),
    message: z.string().min(1),
    data: z.unknown().refine((data) => !Array.isArray(data), 'a list has its pagination'),
  }),
  z.strictObject({ status: z.literal('success'), data: z.array(z.unknown()), pagination }),
]);

const tomo = tomoForTests('talker');
let operations: Operation[];
let ids: Ids;

beforeAll(async () => {
  const all = await readOperations(tomo.url);
  operations = all.filter(({ path }) => path.startsWith('/chatbots/'));
  const call = async (method: string, path: string, body?: object) =>
    (await tomo.call(method, `/chatbots/api/v1${path}`, body)).body;
  const bot = await call('POST', '/chatbots', { name: 'Enveloped' });
  const owner = await call('GET', '/auth/me');
  ids = { accountId: owner.data.id, ...(await makeThings(call, bot.data.id)) };
});

/** A path with ids that are there, that are not, or that are no ids. */
function paths(operation: Operation): fc.Arbitrary<string> {
  const filled = operation.parameters.map((name) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(ids[name] ?? 'none') },
      fc.constantFrom('none', 'chr_none', '..', '%00', "'--", 'x'.repeat(200)),
      fc.string({ minLength: 1, maxLength: 30 }),
    ),
  );
  return fc.tuple(...filled).map((values) => {
    const named = Object.fromEntries(operation.parameters.map((name, at) => [name, values[at] ?? 'none']));
    // An empty or dotted part of an address is another address.
    const safe = Object.entries(named).map(([name, value]) => [name, /^\.*$/.test(value) ? 'none' : value]);
    return pathWith(operation, Object.fromEntries(safe));
  });
}

function queries({ query }: Operation): fc.Arbitrary<string> {
  const fields = Object.entries(query).map(([name, schema]) =>
    fc.oneof(fitting(schema), strange).map((value): [string, string] => [name, String(value)]),
  );
  return fc
    .tuple(...fields)
    .chain((pairs) => fc.subarray(pairs))
    .map((pairs) => (pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`))
    .filter((text) => text.length < 4_000);
}

function bodies({ body }: Operation): fc.Arbitrary<unknown> {
  return body === undefined ? fc.constant(undefined) : fc.oneof(fitting(body), spoiled(body));
}

/** Every name that this API chose, at any depth; what callers keep with their things has their own names. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    CALLERS_OWN.includes(name) ? [name] : [name, ...namesIn(inner)],
  );
}
const CALLERS_OWN = [
  ...['settings', 'metadata', 'context', 'data', 'attributes', 'parameters'],
  // What was counted, by what it was counted for.
  ...['stars', 'f1PerIntent', 'perIntent'],
];

describe('every JSON answer', () => {
  it('has the envelope, whatever was asked and whoever asked', { timeout: 300_000 }, async () => {
    const statuses = new Set<number>();
    for (const operation of operations) {
      const name = `${operation.method} ${operation.path}`;
      const requests = fc.record({
        path: paths(operation),
        query: queries(operation),
        body: bodies(operation),
        key: fc.constantFrom(OWNER.authorization, OWNER.authorization, OWNER.authorization, ''),
      });
      // The things themselves stay, so that later operations find them.
      const runs = operation.method === 'DELETE' ? 3 : REQUESTS_PER_OPERATION;
      for (const { path, query, body, key } of fc.sample(requests, { numRuns: runs, seed: 7 })) {
        const spared =
          operation.method === 'DELETE' && key !== '' ? path.replace(/_[a-z0-9]{26}/g, '_none') : path;
        const headers: Record<string, string> = { authorization: key };
        const sent = body === undefined ? undefined : JSON.stringify(body);
        const answer = await tomo.call(operation.method, spared + query, sent, headers);
        statuses.add(answer.status);
        const said = `${name} ${spared}${query} ${sent}: ${answer.status} ${JSON.stringify(answer.body)}`;
        if (answer.status === 204) continue;
        if (operation.path === TEXT && answer.status === 200) {
          expect(typeof answer.body, said).toBe('string');
          continue;
        }
        const shape = answer.status < 400 ? success : failure;
        expect(shape.safeParse(answer.body).error?.issues ?? [], said).toEqual([]);
        if (answer.status < 400) {
          for (const field of namesIn(answer.body.data)) expect(field, said).toMatch(/^[a-z][a-zA-Z0-9]*$/);
        }
      }
    }
    expect([...statuses]).toEqual(expect.arrayContaining([200, 201, 400, 401, 404]));
  });

  it('of a list has as many pages as its total needs, and no more on a page than asked for', async () => {
    const lists = operations.filter(
      ({ method, query }) => method === 'GET' && 'page' in query && 'limit' in query,
    );
    expect(lists.length).toBeGreaterThan(4);
    for (let at = 0; at < 7; at++)
      await tomo.call('POST', '/chatbots/api/v1/chatbots', { name: `Listed ${at}` });
    const asked = fc.record({ page: fc.integer({ min: 1, max: 5 }), limit: fc.integer({ min: 1, max: 9 }) });
    for (const operation of lists) {
      for (const { page, limit } of fc.sample(asked, { numRuns: 5, seed: 3 })) {
        const path = `${pathWith(operation, ids)}?page=${page}&limit=${limit}`;
        const { status, body } = await tomo.call('GET', path);
        expect([path, status]).toEqual([path, 200]);
        if (!Array.isArray(body.data)) continue;
        const { total, pages } = body.pagination;
        expect(body.pagination).toMatchObject({ page, limit, pages: Math.max(1, Math.ceil(total / limit)) });
        const left = Math.max(0, total - (page - 1) * limit);
        expect([path, pages, body.data.length]).toEqual([path, pages, Math.min(limit, left)]);
      }
    }
  });
});
