import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { OpenAPIV3_1 } from 'openapi-types';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DIALECTS } from '../../src/main/dialects/index.ts';
import { KEY, temporaryDirectory } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests();
let native: OpenAPIV3_1.Document;

type Operation = OpenAPIV3_1.OperationObject;

beforeAll(async () => {
  native = (await tomo.call('GET', '/openapi.json')).body;
});

function operations(): [name: string, operation: Operation][] {
  return Object.entries(native.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation as Operation,
    ]),
  );
}

describe('the OpenAPI document', () => {
  it.each(['/openapi.json', ...Object.values(DIALECTS).map(({ documentPath }) => documentPath)])(
    'is valid OpenAPI 3.1: %s',
    async (path) => {
      const document = (await tomo.call('GET', path)).body;
      expect(document.openapi).toBe('3.1.0');
      expect(await new Validator().validate(document)).toEqual({ valid: true });
    },
  );

  it('names the address at which it was asked', async () => {
    expect(native.servers).toEqual([{ url: tomo.url }]);
    const { port } = new URL(tomo.url);
    const answer = await fetch(`http://localhost:${port}/openapi.json`);
    const document = (await answer.json()) as OpenAPIV3_1.Document;
    expect(document.servers).toEqual([{ url: `http://localhost:${port}` }]);
  });

  it('says of each operation what it does, in a section that is described', () => {
    const sections = native.tags?.map(({ name }) => name) ?? [];
    for (const [name, { summary, description, tags, operationId }] of operations()) {
      expect(summary, `summary of ${name}`).toBeTruthy();
      expect(description, `description of ${name}`).toBeTruthy();
      expect(sections, `section of ${name}`).toContain(tags?.[0]);
      expect(operationId, `operationId of ${name}`).toMatch(/^[a-z][A-Za-z]+$/);
    }
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says which operations need a key and how they fail, in the shape of errors', () => {
    for (const [name, { security, responses = {} }] of operations()) {
      const isPublic = security?.length === 0;
      expect('401' in responses, `401 of ${name}`).toBe(!isPublic);
      for (const [status, response] of Object.entries(responses)) {
        if (Number(status) < 400 || status === '426' || '$ref' in response) continue;
        expect(response.content?.['application/json']?.schema).toEqual({
          $ref: '#/components/schemas/Error',
        });
      }
    }
    expect(native.paths?.['/v1/auth/login']?.post?.security).toEqual([]);
  });

  it('has examples that are what their schemas say', () => {
    let checked = 0;
    for (const [name, { requestBody, responses = {} }] of operations()) {
      for (const part of [requestBody, responses[200], responses[201]]) {
        if (part === undefined || '$ref' in part) continue;
        const { schema, example } = part.content?.['application/json'] ?? {};
        if (example === undefined) continue;
        const parsed = z.fromJSONSchema(schema as never).safeParse(example);
        expect(parsed.error?.issues ?? [], `example of ${name}`).toEqual([]);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(25);
  });
});

describe('the programs in its introduction', () => {
  it.each([
    ['js', 'say.mjs', process.execPath],
    ['python', 'say.py', 'python3'],
  ])('print the answer that a character gives, as they are: %s', async (language, name, command) => {
    const source = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(native.info.description ?? '')?.[1];
    const file = join(await temporaryDirectory(), name);
    await writeFile(file, source ?? '');
    const child = spawn(command, [file, 'Hello!'], { env: { ...process.env, TOMO_API_KEY: KEY } });
    let output = '';
    let trouble = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      trouble += data;
    });
    const [code] = await once(child, 'close');
    expect({ code, trouble }).toEqual({ code: 0, trouble: '' });
    expect(output.trim()).toMatch(/\p{L}{2,}/u);
  });
});
