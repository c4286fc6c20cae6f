import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { ask, bearer, messageOf } from './ask.ts';
import { nameOf, type Operation, pathWith, readOperations } from './operations.ts';
import { newPerson, type Person } from './people.ts';
import { fitting, type JsonSchema, spoiled, strange } from './schema-values.ts';

/** The tries that each operation gets of each kind; others every time. More of them before a release: ABUSE_TRIES=10. */
const TIMES = Number(process.env.ABUSE_TRIES ?? 1);
const RUNS = { fitting: 4 * TIMES, spoiled: 10 * TIMES, queries: 10 * TIMES };

const tomo = tomoForTests('talker');
let operations: Operation[];
let person: Person;

beforeAll(async () => {
  operations = await readOperations(tomo.url);
  person = await newPerson(tomo);
});

/** Asks, and says of the answer what holds of every answer. */
async function expectAnAnswer(operation: Operation, query: string, body: string | undefined): Promise<void> {
  const path = pathWith(operation, { ...person.ids, account_id: 'usr_none' }) + query;
  const { method } = operation;
  const answer = await ask(tomo.url, { method, path, headers: bearer(KEY), body });
  const about = `${method} ${path} ${body?.slice(0, 300)} → ${answer.text.slice(0, 300)}`;
  // 503: an honest word about a model that cannot be had.
  expect(answer.status < 500 || answer.status === 503, about).toBe(true);
  if (answer.status < 400) return;
  expect(messageOf(answer.body), about).toEqual(expect.any(String));
  expect(answer.text, about).not.toMatch(/\bat \S+ \(|\.[jt]s:\d|node_modules|SQLITE|ZodError/);
  expect(answer.text, about).not.toContain(tomo.dataDirectory);
}

/** What went wrong inside. That a model could not be had, after random settings, is said honestly and no fault. */
function failures(): string[] {
  const isFailure = (line: string) => /request failed|uncaught|unhandled/i.test(line);
  return tomo
    .log()
    .split('\n')
    .filter((line) => isFailure(line) && !line.includes('"err":{"type":"EngineError"'));
}

const toText = (value: unknown) => JSON.stringify(value) ?? 'null';

function queryOf(values: Record<string, unknown>): string {
  const words = Object.entries(values).map(([name, value]) => {
    const text = typeof value === 'string' ? value : toText(value);
    return `${name}=${encodeURIComponent(text.toWellFormed())}`;
  });
  return words.length === 0 ? '' : `?${words.join('&')}`;
}

/** Everything but what would end the person who asks. */
const asked = () => operations.filter(({ method }) => method !== 'DELETE');

describe('whatever is sent', () => {
  it.each([
    ['a body that fits', fitting, RUNS.fitting],
    ['a body with something wrong in it', spoiled, RUNS.spoiled],
  ] as const)(
    '%s gets an answer on every route',
    { timeout: 120_000 + 120_000 * TIMES },
    async (_name, bodies, numRuns) => {
      let tried = 0;
      for (const operation of asked()) {
        const { body } = operation;
        if (body === undefined) continue;
        const property = fc.asyncProperty(bodies(body), (value) =>
          expectAnAnswer(operation, '', toText(value)),
        );
        await fc.assert(property, { numRuns });
        tried++;
      }
      expect(tried).toBeGreaterThan(8);
      expect((await fetch(`${tomo.url}/health`)).status).toBe(200);
      expect(failures()).toEqual([]);
    },
  );

  it('a query gets an answer on every route', { timeout: 120_000 + 120_000 * TIMES }, async () => {
    for (const operation of asked().filter(({ method }) => method === 'GET')) {
      const names = Object.keys(operation.query);
      const right = fc.record(mapValues(operation.query, fitting), { requiredKeys: [] });
      const wrong = fc.dictionary(fc.constantFrom(...names, 'page', 'x'), strange, { maxKeys: 4 });
      const property = fc.asyncProperty(fc.oneof(right, wrong), (values) =>
        expectAnAnswer(operation, queryOf(values).slice(0, 6_000), undefined),
      );
      await fc.assert(property, { numRuns: RUNS.queries });
    }
    expect(failures()).toEqual([]);
  });

  it('bytes that are no JSON are refused on every route', async () => {
    const operation = (name: string) => operations.find((item) => nameOf(item) === name);
    expect(operation('POST /v1/characters')).toBeDefined();
    for (const item of asked().filter(({ body }) => body !== undefined)) {
      for (const text of [
        '',
        '{',
        '{"a":1,}',
        "{'a':1}",
        'NaN',
        '\u0000',
        '[',
        '"\\ud8"',
        '{"a":1}{"b":2}',
      ]) {
        const path = pathWith(item, { ...person.ids, account_id: 'usr_none' });
        const { status } = await ask(tomo.url, {
          method: item.method,
          path,
          headers: bearer(KEY),
          body: text,
        });
        // Where nothing must be said, Chatbots lets the body be left out.
        if (text === '' && item.path.startsWith('/chatbots/')) expect(status).toBeLessThan(500);
        else expect([nameOf(item), text, status]).toEqual([nameOf(item), text, 400]);
      }
    }
  });
});

function mapValues<T>(
  schemas: Readonly<Record<string, JsonSchema>>,
  map: (schema: JsonSchema) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, map(schema)]));
}
