import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { tomoForTests } from '../support/tomo-for-tests.ts';

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
}
interface Operation {
  requestBody?: { content?: Record<string, { schema?: JsonSchema }> };
}

const tomo = tomoForTests('talker');
let ids: Record<string, string>;

beforeAll(async () => {
  const { id: character_id } = (await tomo.call('POST', '/v1/characters', { name: 'Fuzzy' })).body;
  const { id: conversation_id } = (await tomo.call('POST', '/v1/conversations', { character_id })).body;
  ids = { character_id, conversation_id, model_id: 'vrm_tomo', message_id: 'msg_none' };
});

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\u0000',
    '\ud800',
    'x'.repeat(40_000),
    null,
    true,
    0,
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[]],
    '../../etc/passwd',
    "'; drop table messages; --",
    '__proto__',
    'constructor',
    '%00',
    '١٢',
  ),
);

/** A body with some of the fields that the route knows, and some that it does not. */
function bodyFor(fields: readonly string[]): fc.Arbitrary<unknown> {
  const nested = fc.dictionary(
    fc.constantFrom(...fields, 'speed', 'pitch', 'provider', 'id', 'base_url'),
    strange,
  );
  const known = fc.dictionary(
    fc.constantFrom(...fields, 'name', 'content', 'hasOwnProperty'),
    fc.oneof(strange, nested),
  );
  return fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: strange });
}

it('answers any body at any address without a failure of its own', { timeout: 240_000 }, async () => {
  const { paths } = (await tomo.call('GET', '/openapi.json')).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  let tried = 0;
  for (const [template, operations] of Object.entries(paths)) {
    const path = template.replace(/\{(\w+)\}/g, (_match, name: string) => ids[name] ?? 'none');
    for (const [method, operation] of Object.entries(operations)) {
      if (!['post', 'put', 'patch'].includes(method)) continue;
      const schema = operation.requestBody?.content?.['application/json']?.schema;
      const fields = Object.keys(schema?.properties ?? { file: {} });
      await fc.assert(
        fc.asyncProperty(bodyFor(fields), async (body) => {
          const text = JSON.stringify(body) ?? 'null';
          const answer = await tomo.call(method.toUpperCase(), path, text);
          expect(answer.status, `${method} ${path} ${text.slice(0, 300)}`).toBeLessThan(500);
          if (answer.status >= 400) {
            expect(answer.body).toEqual({
              error: { code: expect.any(String), message: expect.any(String), details: expect.any(Object) },
            });
          }
        }),
        { numRuns: 40 },
      );
      tried++;
    }
  }
  expect(tried).toBeGreaterThanOrEqual(7);
  expect((await fetch(`${tomo.url}/health`)).status).toBe(200);
  expect((await tomo.call('GET', '/v1/characters')).status).toBe(200);
  expect(tomo.log()).not.toMatch(/request failed|uncaught|unhandled/i);
});

it('answers any query and any id without a failure of its own', async () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.integer().map(String),
    fc.constant('1e309'),
  );
  const query = fc.dictionary(
    fc.constantFrom('page', 'limit', 'status', 'character_id', 'search', 'category'),
    word,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('characters', 'conversations', 'vrm-models', 'messages', 'model-files'),
      fc.option(word),
      query,
      async (collection, id, fields) => {
        const encode = (text: string) => encodeURIComponent(text.toWellFormed());
        const search = Object.entries(fields)
          .map(([name, value]) => `${name}=${encode(value)}`)
          .join('&');
        const path = `/v1/${collection}${id === null ? '' : `/${encode(id)}`}`;
        const answer = await tomo.call('GET', `${path}?${search}`);
        expect(answer.status, `${path}?${search}`).toBeLessThan(500);
      },
    ),
    { numRuns: 150 },
  );
});
