import { expect, it } from 'vitest';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';
import { ask, bearer } from './ask.ts';
import { readOperations } from './operations.ts';

const tomo = tomoForTests('talker');

const NONSENSE = [
  'none',
  '.',
  '..',
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e%2f%2e%2e%2fsecret',
  '..\\..\\windows\\win.ini',
  '....//....//etc/passwd',
  '%00',
  'a%00.wav',
  '%',
  '%zz',
  '%ff%fe',
  '%F0%9F%90%B1',
  '*',
  '%27%20or%201=1--',
  '1;drop%20table%20users',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'true',
  '-1',
  '0',
  '1e309',
  'x'.repeat(129),
  'x'.repeat(4_000),
  '%0d%0aset-cookie:%20a=b',
  '<script>',
  `\${7*7}`,
  'file:%2f%2f%2fetc%2fpasswd',
  'con',
  'aux.vrm',
  '~root',
  'tomo.sqlite',
  '..%2ftomo.sqlite',
  '..%2fapi-key',
];

it('an id that makes no sense finds nothing on any route, and is never a failure of the server', async () => {
  const operations = (await readOperations(tomo.url)).filter(({ parameters }) => parameters.length > 0);
  expect(operations.length).toBeGreaterThan(10);
  for (const operation of operations) {
    for (const nonsense of NONSENSE) {
      const path = operation.path.replace(/\{[^}]+\}/g, () => nonsense);
      const { status, text } = await ask(tomo.url, {
        method: operation.method,
        path,
        headers: bearer(KEY),
        body: operation.body === undefined ? undefined : {},
      });
      expect([operation.method, path, status >= 400 && status < 500, text]).toEqual([
        operation.method,
        path,
        true,
        text,
      ]);
      expect(text).not.toMatch(/root:|\[extensions\]|SQLite|\bat .*\.js:\d/);
      expect(text).not.toContain(tomo.dataDirectory);
    }
  }
  expect((await fetch(`${tomo.url}/health`)).status).toBe(200);
  expect(tomo.log()).not.toMatch(/request failed|uncaught|unhandled/i);
});
