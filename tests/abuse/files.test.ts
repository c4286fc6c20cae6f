import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { rawRequest, requestLines } from '../support/raw-http.ts';
import { KEY } from '../support/start-tomo.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const AVATAR = join(import.meta.dirname, '../../resources/avatars/tomo.vrm');
const CANARY = 'canary-that-nobody-may-read';
const tomo = tomoForTests();
let avatar: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  avatar = new Uint8Array(await readFile(AVATAR));
  await writeFile(join(tomo.dataDirectory, 'canary'), CANARY);
});

const BASES = [
  '/app/',
  '/app/assets/',
  '/app/resources/avatars/',
  '/app/resources/animations/',
  '/docs/',
  '/c/',
  '/embed/',
  '/public/',
  '/v1/vrm-models/',
  '/v1/messages/',
];

const UPS = [
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '..%5c',
  '..\\',
  '%252e%252e%252f',
  '..%252f',
  '....//',
  '..;/',
  '.%00./',
  '%c0%ae%c0%ae/',
  '%uff0e%uff0e/',
  '．．/',
];

describe('an address', () => {
  it('never leads out of the folder that is served', { timeout: 120_000 }, async () => {
    const root = tomo.dataDirectory.replace(/^\//, '');
    for (const base of BASES) {
      for (const up of UPS) {
        for (const goal of ['etc/passwd', 'package.json', `${root}/canary`, `${root}/api-key`]) {
          const path = Buffer.from(`${base}${up.repeat(8)}${goal}`).toString('latin1');
          const lines = [`Host: 127.0.0.1:${tomo.port}`, `Authorization: Bearer ${KEY}`, 'Connection: close'];
          const answer = await rawRequest(tomo.port, requestLines(`GET ${path} HTTP/1.1`, ...lines));
          expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
          expect(answer.text).not.toMatch(/root:x:|"name": "tomo"|canary-that/);
          // The address may come back in a message, the machine's own folders may not.
          expect(answer.text.replaceAll(path, '')).not.toContain(join(import.meta.dirname, '../..'));
        }
      }
    }
  });

  it.each([
    '/app/.env',
    '/app/assets/.git/config',
    '/app/resources/avatars/.htaccess',
    '/app/C:/Windows/win.ini',
  ])('of a hidden or foreign file is not found: %s', async (path) => {
    const { status } = await fetch(tomo.url + path);
    expect([403, 404]).toContain(status);
  });

  it.each([
    '/app/assets/',
    '/app/resources/avatars/',
    '/app/resources/animations/',
    '/app/resources/',
    '/docs/',
  ])('of a folder lists nothing: %s', async (path) => {
    const answer = await fetch(tomo.url + path);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).not.toMatch(/\.(vrm|vrma|js|css)/);
  });
});

const NAMES = [
  '../../../../etc/cron.d/tomo.vrm',
  '..\\..\\..\\windows\\tomo.vrm',
  '/etc/tomo.vrm',
  'C:\\tomo.vrm',
  'file:///etc/tomo.vrm',
  '....//....//tomo.vrm',
  'a\0b.vrm',
  '.vrm',
  '..',
  'CON.vrm',
  'tomo.vrm:stream',
  'a.vrm\r\nX-Header: 1',
  '‮mrv.exe',
  'x'.repeat(5_000),
  '$(touch owned).vrm',
  '__proto__',
  '<img src=x onerror=alert(1)>.vrm',
];

/** A body with exactly this file name, which no browser would send. */
async function upload(path: string, name: string, bytes: Uint8Array<ArrayBuffer>) {
  const quoted = name.replace(/"/g, '%22');
  const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${quoted}"\r\n\r\n`;
  const answer = await fetch(tomo.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'multipart/form-data; boundary=x' },
    body: new Blob([head, bytes, '\r\n--x--\r\n']),
  });
  return { status: answer.status, text: await answer.text() };
}

describe('the name of an uploaded file', () => {
  it('never says where it is kept', { timeout: 120_000 }, async () => {
    const outside = async () =>
      (await readdir(tomo.dataDirectory)).filter((name) => !name.startsWith('tomo.sqlite')).sort();
    const before = await outside();
    for (const name of NAMES) {
      const { status, text } = await upload('/v1/vrm-models', name, avatar);
      expect([name, [201, 400].includes(status)]).toEqual([name, true]);
      expect(text).not.toContain(tomo.dataDirectory);
      if (status === 201) expect(JSON.parse(text).name).not.toMatch(/[/\\\0\r\n]/);
    }
    expect((await outside()).filter((name) => name !== 'vrm-models')).toEqual(
      before.filter((name) => name !== 'vrm-models'),
    );
    const kept = await readdir(join(tomo.dataDirectory, 'vrm-models'));
    expect(kept.length).toBeGreaterThan(0);
    for (const file of kept) {
      expect(file).toMatch(/^[\w-]+(\.vrm)?$/);
    }
  });

  it('of a language model is a plain one, or is refused', async () => {
    const names = [
      '../evil.gguf',
      '..\\evil.gguf',
      '/evil.gguf',
      '..',
      '.gguf',
      'evil\0.gguf',
      'C:evil.gguf',
    ];
    for (const name of [...names, '../../resources/models/evil.gguf']) {
      const answer = await fetch(`${tomo.url}/v1/model-files?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/octet-stream' },
        body: 'GGUF',
      });
      expect([name, answer.status]).toEqual([name, 400]);
      expect(await answer.text()).not.toContain(tomo.dataDirectory);
    }
    expect((await readdir(tomo.dataDirectory)).filter((name) => name.includes('evil'))).toEqual([]);
  });
});

it('is all answered without a failure inside Tomo', () => {
  expect(tomo.log()).not.toContain('request failed');
  expect(tomo.log()).not.toContain(CANARY);
});
