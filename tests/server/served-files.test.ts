import { describe, expect, it } from 'vitest';
import { expectRefusal } from '../support/expect-refusal.ts';
import { rawRequest, requestLines } from '../support/raw-http.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests();

describe('files beside those that are served', () => {
  it.each([
    '/app/../package.json',
    '/app/%2e%2e/%2e%2e/package.json',
    '/app/..%2f..%2fpackage.json',
    '/app/..%5c..%5cpackage.json',
    '/app/resources/../../package.json',
    '/app/resources/avatars/../models/tomo-starter.gguf',
    '/app/resources/avatars/..%2f..%2fpackage.json',
    '/app/resources/avatars/%252e%252e/package.json',
    '/app/resources/avatars//etc/passwd',
    '/app/resources/models/tomo-starter.gguf',
    '/app/resources/avatars/',
    '/app/resources/animations/%00',
  ])('are not given away: %s', async (path) => {
    const answer = await rawRequest(
      tomo.port,
      requestLines(`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${tomo.port}`, 'Connection: close'),
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expectRefusal(answer, answer.status, answer.body.error?.code);
  });

  it('and those that are served come without a key', async () => {
    const answer = await fetch(`${tomo.url}/app/resources/avatars/tomo.vrm`);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 4)).toBe('glTF');
  });
});
