import { readdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asVrm0 } from '../avatar/made-models.ts';
import { expectRefusal } from '../support/expect-refusal.ts';
import { KEY, type RunningTomo, startTomo } from '../support/start-tomo.ts';

const AVATAR = fileURLToPath(new URL('../../resources/avatars/tomo.vrm', import.meta.url));
const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

let tomo: RunningTomo;
let avatar: Buffer;

beforeAll(async () => {
  avatar = await readFile(AVATAR);
  tomo = await startTomo();
});
afterAll(async () => {
  await tomo.stop();
});

function upload(bytes: Uint8Array, query = '', headers: Record<string, string> = {}) {
  const form = new FormData();
  form.set('file', new Blob([Uint8Array.from(bytes)]), 'character.vrm');
  return tomo.call('POST', `/v1/vrm-models${query}`, form, headers);
}

/** A character of nothing but a name and a hip. */
function tinyVrm(name: string): Buffer {
  const extensions = { VRMC_vrm: { meta: { name }, humanoid: { humanBones: { hips: { node: 0 } } } } };
  const json = Buffer.from(JSON.stringify({ extensions }));
  const file = Buffer.concat([Buffer.alloc(20), json]);
  file.write('glTF', 0, 'latin1');
  file.writeUInt32LE(2, 4);
  file.writeUInt32LE(file.length, 8);
  file.writeUInt32LE(json.length, 12);
  file.write('JSON', 16, 'latin1');
  return file;
}

const idsFound = async (query: string) =>
  (await tomo.call('GET', `/v1/vrm-models?${query}`)).body.models.map(({ id }: { id: string }) => id);

describe('a VRM model', () => {
  it('tells what its file says of itself', async () => {
    const { status, body } = await upload(asVrm0(avatar));
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Twin', category: 'anime', builtin: false });
    expect(body.tags).toEqual(expect.arrayContaining(['vrm-0', 'tomo', 'happy', 'sad', 'relaxed']));
    expect(body.file_size_mb).toBeCloseTo(avatar.length / 1e6, 0);
    expect((await tomo.call('GET', `/v1/vrm-models/${body.id}`)).body).toMatchObject({
      id: body.id,
      polygon_count: body.polygon_count,
    });
    const builtin = (await tomo.call('GET', '/v1/vrm-models/vrm_tomo')).body;
    expect(builtin.tags).toContain('vrm-1');
    expect(builtin.polygon_count).toBe(body.polygon_count);
  });

  it('is found by category, by name and by tag', async () => {
    const elf = (await upload(tinyVrm('Elf of the Wood'))).body;
    expect(elf).toMatchObject({ category: 'fantasy', preview_url: null, polygon_count: 0 });
    const clerk = (await upload(tinyVrm('Someone'), '?category=professional')).body;
    expect(await idsFound('category=fantasy')).toEqual([elf.id]);
    expect(await idsFound('category=professional')).toEqual([clerk.id]);
    expect(await idsFound('search=of%20the%20WOOD')).toEqual([elf.id]);
    expect(await idsFound('search=vrm-1')).toEqual(expect.arrayContaining([elf.id, clerk.id, 'vrm_tomo']));
    expect(await idsFound('search=vrm-1&category=fantasy')).toEqual([elf.id]);
    expectRefusal(await tomo.call('GET', '/v1/vrm-models?category=none'), 400, 'invalid_request');
  });

  it('is renamed, put into another category and tagged; the built-in one is not', async () => {
    const { id, tags } = (await upload(tinyVrm('Before'))).body;
    const changed = await tomo.call('PUT', `/v1/vrm-models/${id}`, { name: 'After', category: 'human' });
    expect(changed.body).toMatchObject({ name: 'After', category: 'human', tags });
    await tomo.call('PUT', `/v1/vrm-models/${id}`, { tags: ['casual'] });
    expect((await tomo.call('GET', `/v1/vrm-models/${id}`)).body).toMatchObject({
      name: 'After',
      tags: ['casual'],
    });
    expectRefusal(await tomo.call('PUT', '/v1/vrm-models/vrm_tomo', { name: 'X' }), 409, 'conflict');
    expectRefusal(await tomo.call('DELETE', '/v1/vrm-models/vrm_tomo'), 409, 'conflict');
  });

  it('is deleted with its file, while a character wears it only on purpose', async () => {
    const { id, file_url } = (await upload(tinyVrm('Worn'))).body;
    const character = await tomo.call('POST', '/v1/characters', { name: 'Eve', vrm_model_id: id });
    const refused = await tomo.call('DELETE', `/v1/vrm-models/${id}`);
    expectRefusal(refused, 409, 'conflict');
    expect(refused.body.error.details.characters).toEqual([{ id: character.body.id, name: 'Eve' }]);
    expect((await fetch(file_url)).status).toBe(200);

    expect((await tomo.call('DELETE', `/v1/vrm-models/${id}?force=true`)).status).toBe(204);
    expect((await fetch(file_url)).status).toBe(404);
    expectRefusal(await tomo.call('GET', `/v1/vrm-models/${id}`), 404, 'resource_not_found');
    expect(await readdir(join(tomo.dataDirectory, 'vrm-models'))).not.toContain(`${id}.vrm`);
    const eve = (await tomo.call('GET', `/v1/characters/${character.body.id}`)).body;
    expect(eve.vrm_model.id).toBe('vrm_tomo');
    expect(eve.warnings).toHaveLength(1);
  });

  it('that says it is larger than what is taken is refused before it is sent', async () => {
    const status = await new Promise((resolve, reject) => {
      const sending = request(`${tomo.url}/v1/vrm-models`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${KEY}`,
          'content-type': 'multipart/form-data; boundary=x',
          'content-length': 300 * 1024 ** 2,
        },
      });
      sending.on('response', (response) => {
        resolve(response.statusCode);
        sending.destroy();
      });
      sending.on('error', reject);
      sending.flushHeaders();
    });
    expect(status).toBe(413);
  });
});

describe('an account', () => {
  const account = { email: 'a@example.com', password: 'SecurePassword123!' };

  it('cannot fill the disk with models, nor touch those of others', async () => {
    const others = (await upload(tinyVrm('The owner’s'))).body.id;
    await tomo.call('POST', '/v1/auth/register', account);
    const token = (await tomo.call('POST', '/v1/auth/login', account)).body.access_token;
    const headers = { authorization: `Bearer ${token}` };
    for (const [method, body] of [['GET'], ['PUT', { name: 'Mine' }], ['DELETE']] as const) {
      const answer = await tomo.call(method, `/v1/vrm-models/${others}`, body, headers);
      expectRefusal(answer, 404, 'resource_not_found');
    }
    for (let count = 0; count < 50; count++) {
      expect((await upload(tinyVrm(`Model ${count}`), '', headers)).status).toBe(201);
    }
    const files = (await readdir(join(tomo.dataDirectory, 'vrm-models'))).length;
    expectRefusal(await upload(tinyVrm('One more'), '', headers), 409, 'conflict');

    const { models } = (await tomo.call('GET', '/v1/vrm-models', undefined, headers)).body;
    expect(models).toHaveLength(51);
    expect((await tomo.call('DELETE', `/v1/vrm-models/${models[1].id}`, undefined, headers)).status).toBe(
      204,
    );
    const database = new BetterSqlite3(join(tomo.dataDirectory, 'tomo.sqlite'), { timeout: 10_000 });
    database
      .prepare('update vrm_models set byte_count = ? where id = ?')
      .run(1024 ** 3 - 10_000, models[2].id);
    database.close();
    expectRefusal(await upload(avatar, '', headers), 413, 'payload_too_large');
    expect(await readdir(join(tomo.dataDirectory, 'vrm-models'))).toHaveLength(files - 1);
    expect((await upload(tinyVrm('Small'))).status).toBe(201);
  });
});

it('knows models that were there before their facts were kept, and clears away broken uploads', async () => {
  const { id, polygon_count } = (await upload(avatar)).body;
  await tomo.stop();
  const database = new BetterSqlite3(join(tomo.dataDirectory, 'tomo.sqlite'));
  database.prepare('update vrm_models set facts_json = null where id = ?').run(id);
  database.close();
  await writeFile(join(tomo.dataDirectory, 'vrm-models', 'vrm_x.vrm.0a1b2c.part'), 'half of it');

  tomo = await startTomo({ dataDirectory: tomo.dataDirectory });
  expect((await readdir(join(tomo.dataDirectory, 'vrm-models'))).join()).not.toContain('.part');
  const { preview_url } = (await tomo.call('GET', `/v1/vrm-models/${id}`)).body;
  const preview = Buffer.from(await (await fetch(preview_url)).arrayBuffer());
  expect(preview.subarray(0, 4)).toEqual(PNG_SIGNATURE);
  expect((await tomo.call('GET', '/v1/vrm-models')).body.models).toContainEqual(
    expect.objectContaining({ id, polygon_count }),
  );
});
