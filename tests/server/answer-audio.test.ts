import { beforeAll, describe, expect, it } from 'vitest';
import { decodeWav } from '../../src/main/domain/voice/wav.ts';
import { rootMeanSquare } from '../support/root-mean-square.ts';
import { tomoForTests } from '../support/tomo-for-tests.ts';

const tomo = tomoForTests('talker');

describe('the sound of an answer', () => {
  let url: string;
  let whole: Buffer;

  beforeAll(async () => {
    const { body } = await tomo.call('POST', '/v1/conversations', {
      character_id: await tomo.characterId(),
      initial_message: 'Hello',
    });
    url = body.messages[1].audio_url;
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    whole = Buffer.from(await answer.arrayBuffer());
  });

  const part = (range: string) => fetch(url, { headers: { range } });

  it('is a WAV file that can be heard, and is the same the second time', async () => {
    expect(rootMeanSquare(decodeWav(whole).samples)).toBeGreaterThan(300);
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(whole)).toBe(true);
  });

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=100-299', 100, 300],
    ['bytes=1000-', 1000, undefined],
    ['bytes=-500', -500, undefined],
    ['bytes=0-999999999', 0, undefined],
  ])('comes in parts: %s', async (range, start, end) => {
    const answer = await part(range);
    expect(answer.status).toBe(206);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.equals(whole.subarray(start, end))).toBe(true);
    expect(answer.headers.get('content-range')).toMatch(new RegExp(`^bytes \\d+-\\d+/${whole.length}$`));
  });

  it('has no part behind its end', async () => {
    const answer = await part(`bytes=${whole.length}-`);
    expect(answer.status).toBe(416);
    expect(await answer.json()).toMatchObject({ error: { code: expect.any(String), details: {} } });
  });

  it('is refused without a valid signature or key', async () => {
    const { origin, pathname, searchParams } = new URL(url);
    const expires = Number(searchParams.get('expires'));
    const signature = searchParams.get('signature') ?? '';
    const other = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    for (const query of [
      '',
      `?expires=${expires}`,
      `?expires=${expires}&signature=`,
      `?expires=${expires}&signature=${other}`,
      `?expires=${expires + 1}&signature=${signature}`,
      `?expires=1&signature=${signature}`,
      `?expires=Infinity&signature=${signature}`,
    ]) {
      expect((await fetch(origin + pathname + query)).status).toBe(401);
    }
    expect((await tomo.call('GET', pathname)).status).toBe(200);
  });

  it('has a signature that opens nothing else', async () => {
    const { origin, pathname, search } = new URL(url);
    for (const path of [
      pathname.replace(/\w\/audio$/, '!/audio'),
      '/v1/vrm-models/vrm_tomo/file',
      '/v1/characters',
      '/v1/settings',
    ]) {
      expect((await fetch(origin + path + search)).ok).toBe(false);
    }
    expect((await fetch(url, { method: 'POST' })).status).toBeGreaterThanOrEqual(400);
  });
});
